/** Fits a line, an exponential and a logistic to a cumulative count by least squares, and says which of them the data support, if any. */

export const shapes = ['linear', 'logistic', 'exponential'] as const
export type Shape = (typeof shapes)[number]

export interface Fit {
  readonly shape: Shape
  readonly formula: string
  readonly parameters: Readonly<Record<string, number>>
  /** Sum of squared residuals at the points that were fitted. */
  readonly rss: number
  /** Akaike's criterion corrected for few data: n ln(RSS/n) + 2k + 2k(k+1)/(n-k-1), k counting the variance too (Burnham & Anderson 2002, 2.4). */
  readonly aicc: number
  /** Its share of exp(-Δ/2) over all shapes. */
  readonly weight: number
  /** One value for each day that was given. */
  readonly curve: readonly number[]
}

export interface Fitted {
  readonly fits: readonly Fit[]
  readonly best: Shape | 'too-few' | 'none'
  readonly says: string
}

/** Points that are fitted at most: neighbouring days of a cumulative count tell nearly the same, and more of them would feign certainty. */
const MOST_POINTS = 40
/** Days with something in them, and days in all, below which nothing is said. */
const LEAST_ACTIVE = 8
const LEAST_DAYS = 14
/** Differences of AICc from which a curve is preferred: "considerably less support" (Burnham & Anderson). */
const CLEARLY = 10
/** A curve that is not a line must also tell the last third from the first two, better than a line by this share. */
const FORETELLS = 0.6
/** An exponential must have grown so many times over within the span: below, it is a line with a bend. */
const GROWN = 4

interface Model {
  readonly shape: Shape
  readonly formula: string
  readonly names: readonly string[]
  value(p: readonly number[], t: number): number
  starts(y: readonly number[]): readonly (readonly number[])[]
}

/** Time runs from 0 to 1 and counts from 0 to 1 while fitting; the parameters are told in days and counts. */
const models: readonly Model[] = [
  { shape: 'linear', formula: 'y = a + b·t', names: ['a', 'b'], value: ([a = 0, b = 0], t) => a + b * t, starts: () => [[0, 1]] },
  { shape: 'exponential', formula: 'y = c + a·exp(r·t)', names: ['c', 'a', 'r'], value: ([c = 0, a = 0, r = 0], t) => c + a * Math.exp(r * t), starts: () => [[0, 0.1, 2], [0, 0.01, 5], [-0.2, 0.3, 1]] },
  { shape: 'logistic', formula: 'y = K / (1 + exp(−r·(t − m)))', names: ['K', 'r', 'm'], value: ([k = 0, r = 0, m = 0], t) => k / (1 + Math.exp(-r * (t - m))), starts: () => [[1, 8, 0.5], [1.5, 5, 0.8], [1, 12, 0.3]] },
]

/** Solves a small symmetric system by elimination with pivoting; `undefined` where it has no one solution. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | undefined {
  const n = right.length
  const rows = matrix.map((row, i) => [...row, right[i]!])
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let row = column + 1; row < n; row++) if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row
    const swapped = rows[pivot]!
    if (!(Math.abs(swapped[column]!) > 1e-14)) return undefined
    rows[pivot] = rows[column]!
    rows[column] = swapped
    for (let row = 0; row < n; row++) {
      if (row === column) continue
      const factor = rows[row]![column]! / swapped[column]!
      for (let k = column; k <= n; k++) rows[row]![k]! -= factor * swapped[k]!
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!)
}

const rssOf = (model: Model, p: readonly number[], t: readonly number[], y: readonly number[]): number =>
  t.reduce((sum, at, i) => sum + (y[i]! - model.value(p, at)) ** 2, 0)

/** Levenberg and Marquardt's way, with numeric slopes. */
function refine(model: Model, start: readonly number[], t: readonly number[], y: readonly number[]): { p: number[]; rss: number } {
  let p = [...start]
  let rss = rssOf(model, p, t, y)
  let damp = 1e-3
  for (let round = 0; round < 200; round++) {
    const slopes = t.map((at) => p.map((value, k) => {
      const h = 1e-6 * Math.max(1, Math.abs(value))
      return (model.value(p.with(k, value + h), at) - model.value(p.with(k, value - h), at)) / (2 * h)
    }))
    const square = p.map((_, i) => p.map((__, j) => slopes.reduce((sum, row) => sum + row[i]! * row[j]!, 0)))
    const right = p.map((_, i) => slopes.reduce((sum, row, at) => sum + row[i]! * (y[at]! - model.value(p, t[at]!)), 0))
    const step = solve(square.map((row, i) => row.map((value, j) => (i === j ? value * (1 + damp) + 1e-12 : value))), right)
    const next = step && p.map((value, k) => value + step[k]!)
    const nextRss = next ? rssOf(model, next, t, y) : Number.NaN
    if (next && nextRss < rss) {
      const gain = (rss - nextRss) / rss
      p = next
      rss = nextRss
      damp = Math.max(damp / 5, 1e-12)
      if (gain < 1e-10) break
    } else {
      damp *= 5
      if (damp > 1e12) break
    }
  }
  return { p, rss }
}

function best(model: Model, t: readonly number[], y: readonly number[]): { p: number[]; rss: number } {
  return model.starts(y).map((start) => refine(model, start, t, y)).reduce((a, b) => (b.rss < a.rss ? b : a))
}

/** A floor for the residuals: counts are whole, so no curve is known better than to a fraction of one. */
const aiccOf = (rss: number, n: number, parameters: number, floor: number): number => {
  const k = parameters + 1
  return n * Math.log(Math.max(rss, n * floor) / n) + 2 * k + (2 * k * (k + 1)) / (n - k - 1)
}

/** In days and counts: `scale` days wide, `top` high, beginning at `base`. */
function inDays(shape: Shape, p: readonly number[], scale: number, top: number, base: number): Record<string, number> {
  const [x = 0, y = 0, z = 0] = p
  if (shape === 'linear') return { a: base + x * top, b: (y * top) / scale }
  if (shape === 'exponential') return { c: base + x * top, a: y * top, r: z / scale }
  return { K: x * top, r: y / scale, m: z * scale }
}

/** How badly curves fitted to the first two thirds miss the last third. */
function missOf(model: Model, t: readonly number[], y: readonly number[]): number {
  const cut = Math.ceil((t.length * 2) / 3)
  const { p } = best(model, t.slice(0, cut), y.slice(0, cut))
  return rssOf(model, p, t.slice(cut), y.slice(cut))
}

/** `counts`: the cumulative count at the end of each day, from the first day on, every day given. */
export function fitGrowth(counts: readonly number[]): Fitted {
  const changed = counts.filter((count, i) => count !== (counts[i - 1] ?? 0)).length
  const last = counts.at(-1) ?? 0
  if (counts.length < LEAST_DAYS || changed < LEAST_ACTIVE) {
    return { fits: [], best: 'too-few', says: `Too few data to say how it grows: ${changed} ${changed === 1 ? 'day' : 'days'} on which something changed, of ${counts.length}; at least ${LEAST_ACTIVE} of ${LEAST_DAYS} are needed.` }
  }
  const top = Math.max(...counts.map(Math.abs), 1)
  const scale = counts.length - 1
  const points = Math.min(MOST_POINTS, counts.length)
  const places = Array.from({ length: points }, (_, i) => Math.round((i * scale) / (points - 1)))
  const t = places.map((place) => place / scale)
  const y = places.map((place) => counts[place]! / top)
  const floor = (0.5 / top) ** 2
  const raw = models.map((model) => {
    const { p, rss } = best(model, t, y)
    return { model, p, rss, aicc: aiccOf(rss, points, model.names.length, floor) }
  })
  const least = Math.min(...raw.map(({ aicc }) => aicc))
  const total = raw.reduce((sum, { aicc }) => sum + Math.exp(-(aicc - least) / 2), 0)
  const fits = raw.map(({ model, p, rss, aicc }): Fit => ({
    shape: model.shape, formula: model.formula, parameters: inDays(model.shape, p, scale, top, 0), rss: rss * top * top, aicc,
    weight: Math.exp(-(aicc - least) / 2) / total, curve: counts.map((_, day) => model.value(p, day / scale) * top),
  }))
  const line = raw[0]!
  const lineMiss = missOf(line.model, t, y)
  const supported = raw.filter(({ model, aicc, p }) => {
    if (model.shape === 'linear') return false
    if (line.aicc - aicc < CLEARLY || missOf(model, t, y) > lineMiss * FORETELLS) return false
    const [k = 0, r = 0, m = 0] = p
    // A logistic whose ceiling lies far off has not been seen to level: it is no news against an exponential.
    if (model.shape === 'logistic') return k > 0 && r > 0 && m > 0 && m < 0.95 && k < 3
    return k !== undefined && r > 0 && m > 0 && model.value(p, 1) - model.value(p, 0) > 0 && Math.exp(m) >= GROWN
  }).sort((a, b) => a.aicc - b.aicc)
  const chosen = supported[0]
  const rival = supported[1]
  if (chosen && !(rival && rival.aicc - chosen.aicc < 2)) return { fits, best: chosen.model.shape, says: sentence(chosen.model.shape, inDays(chosen.model.shape, chosen.p, scale, top, 0)) }
  const spread = y.reduce((sum, value) => sum + (value - y.reduce((a, b) => a + b, 0) / points) ** 2, 0)
  const straight = spread > 0 && 1 - line.rss / spread >= 0.9 && (line.p[1] ?? 0) > 0
  if (straight) return { fits, best: 'linear', says: sentence('linear', inDays('linear', line.p, scale, top, 0)) }
  return { fits, best: 'none', says: `None of the curves describes these ${counts.length} days well enough to be named (${last} at the end).` }
}

const short = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(2))

function sentence(shape: Shape, p: Readonly<Record<string, number>>): string {
  if (shape === 'linear') return `It grows by about ${short(p['b']!)} a day, steadily; the data give no reason to call it faster.`
  if (shape === 'exponential') return `It grows exponentially: it doubles about every ${short(Math.LN2 / p['r']!)} days, and a line is clearly worse.`
  return `It grew fast and is levelling off, towards about ${short(p['K']!)}.`
}
