/** Each shape is recognised where it is, and noise is not called exponential. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { fitGrowth } from './fitGrowth.ts'

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
/** A count that falls where the mean says, by Knuth's way; the mean is below 500. */
function poisson(mean: number, next: () => number): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = next(); product > limit; product *= next()) count += 1
  return count
}
/** Cumulative counts of days whose means are given. */
function days(length: number, mean: (day: number) => number, seed: number): number[] {
  const next = random(seed)
  let sum = 0
  return Array.from({ length }, (_, day) => (sum += poisson(mean(day), next)))
}
const seeds = Array.from({ length: 20 }, (_, i) => 100 + i)
const tell = (length: number, mean: (day: number) => number): string[] => seeds.map((seed) => fitGrowth(days(length, mean, seed)).best)
const count = (names: readonly string[], name: string): number => names.filter((one) => one === name).length

test('a steady rate is called linear, and never exponential', () => {
  for (const [length, rate] of [[30, 2], [90, 5], [400, 1], [60, 40]] as const) {
    const told = tell(length, () => rate)
    equal(count(told, 'exponential'), 0)
    ok(count(told, 'linear') >= 16, `${length} days at ${rate}: ${told.join()}`)
  }
})

test('exponential growth is recognised', () => {
  const told = tell(90, (day) => 0.5 * Math.exp(day * 0.06))
  ok(count(told, 'exponential') >= 17, told.join())
})

test('growth that levels off is recognised', () => {
  const told = tell(120, (day) => {
    const e = Math.exp(-0.09 * (day - 55))
    return (900 * 0.09 * e) / (1 + e) ** 2
  })
  ok(count(told, 'logistic') >= 17, told.join())
})

test('noise is not called exponential: bursts, quiet weeks, a walk', () => {
  const next = random(7)
  const bursts = seeds.map((seed) => fitGrowth(days(80, (day) => (day % 13 === 0 ? 20 : 0.3), seed)).best)
  const walks = seeds.map(() => {
    let rate = 3
    let sum = 0
    return fitGrowth(Array.from({ length: 80 }, () => (sum += Math.max(0, Math.round((rate += (next() - 0.5) * 0.4)))))).best
  })
  const single = seeds.map((_, i) => fitGrowth(Array.from({ length: 60 }, (__, day) => (day < 20 + i ? 10 : 11) + (day % 9 === 0 ? 1 : 0))).best)
  deepEqual([count(bursts, 'exponential'), count(walks, 'exponential'), count(single, 'exponential')], [0, 0, 0])
})

test('few data are called few, whatever they look like', () => {
  const cases = [[], [1], [1, 2, 4, 8, 16, 32], Array.from({ length: 60 }, (_, day) => (day < 30 ? 5 : 6)), Array.from({ length: 13 }, (_, day) => 2 ** day)]
  deepEqual(cases.map((one) => fitGrowth(one).best), ['too-few', 'too-few', 'too-few', 'too-few', 'too-few'])
})

test('the fitted parameters are in days and counts', () => {
  const line = fitGrowth(Array.from({ length: 50 }, (_, day) => 10 + 3 * day))
  const { a, b } = line.fits.find(({ shape }) => shape === 'linear')!.parameters
  ok(Math.abs(a! - 10) < 1e-6 && Math.abs(b! - 3) < 1e-6, `${a} ${b}`)
  const double = fitGrowth(Array.from({ length: 71 }, (_, day) => Math.round(5 * 2 ** (day / 10))))
  const { r } = double.fits.find(({ shape }) => shape === 'exponential')!.parameters
  equal(double.best, 'exponential')
  ok(Math.abs(Math.LN2 / r! - 10) < 0.3, String(Math.LN2 / r!))
})
