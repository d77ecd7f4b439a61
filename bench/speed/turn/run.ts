/**
 * The whole turn by the clock: `node bench/speed/turn/run.ts` writes turn.json beside this folder's parent, as one command for all its figures
 * (`… short` asks fewer questions; TMPDIR says on which disk the workspace is, whose share `the core thread in commits` shows). A played model writes answers of 20 claims, over 100,000 passages and 1,000 rules, with the real engine and checker.
 */
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createModels } from '../../../main/adapters/models/createModels.ts'
import type { Models } from '../../../main/core/ports.ts'
import { Problem } from '../../../shared/problem.ts'
import { startModelServer } from '../../../fixtures/models/modelServer.ts'
import type { TurnId } from '../../../shared/model/ids.ts'
import type { Span, TurnUpdate } from '../../../shared/model/turn.ts'
import { checkingTimeline, timelineOf } from '../../../shared/turn/timeline.ts'
import { type Figures, quantile, report, round } from '../../report.ts'
import { screenFigures } from './screen.ts'
import { answerOf, openWorld, PASSAGES, RULES, type World } from './world.ts'

const short = process.argv.includes('short')
const ANSWERS = short ? 4 : 16
const TOKENS_A_SECOND = 200
const CHARACTERS_A_TOKEN = 4
const RESOLUTION = 2

interface Played {
  readonly text: string
  /** Tokens a second; the whole at once when it is left out. */
  readonly pace?: number
  /** When the last piece was given. */
  ended?: number
}
const toPlay: Played[] = []
/** Whether a model that has nothing to play says nothing for ever; otherwise it breaks off, and a repair is given up. */
let stubborn = false
const server = await startModelServer()
const real = createModels({ secrets: { get: () => undefined } })
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const models: Models = {
  ...real,
  async *stream(request, signal) {
    const played = toPlay.shift()
    if (!played && !stubborn) throw new Problem('model.failed')
    if (!played) {
      yield* real.stream({ ...request, model: 'silent', server: { name: 'played', protocol: 'ollama', baseUrl: server.ollamaUrl } }, signal)
      return
    }
    const { text, pace } = played
    const began = performance.now()
    for (let given = 0; given < text.length; ) {
      const due = pace === undefined ? text.length : Math.min(text.length, CHARACTERS_A_TOKEN * Math.ceil(((performance.now() - began) * pace) / 1000))
      if (due > given) {
        played.ended = performance.now()
        yield { kind: 'text', text: text.slice(given, due) }
      }
      given = due
      if (given < text.length) await wait(1000 / pace!)
    }
  },
}

interface Watched {
  readonly judged: number[]
  readonly spans: readonly Span[]
  readonly lookups: { readonly asked: number; readonly made: number }
  /** Milliseconds between two pieces of news, at most, while text came. */
  readonly quiet: number
}

async function watch({ client }: World, turn: TurnId): Promise<Watched> {
  const judged: number[] = []
  let spans: readonly Span[] = []
  let lookups = { asked: 0, made: 0 }
  let quiet = 0
  let last: number | undefined
  for await (const update of (await client.turn.follow({ turn })) as AsyncIterable<TurnUpdate>) {
    const now = performance.now()
    if ('delta' in update) {
      if (last !== undefined) quiet = Math.max(quiet, now - last)
      last = now
    } else if ('event' in update && update.event.kind === 'claim.judged') judged.push(now)
    else if ('event' in update && update.event.kind === 'turn.timed') ({ spans, lookups } = update.event)
  }
  return { judged, spans, lookups, quiet }
}

/** One question, answered by what is played. */
async function ask(world: World, played: Played): Promise<Watched & { after: number; before: number }> {
  toPlay.push(played)
  const { turn } = await world.client.turn.start({ question: 'What is known?' })
  const watched = await watch(world, turn)
  const ended = played.ended!
  return { ...watched, after: Math.max(0, Math.max(...watched.judged) - ended), before: watched.judged.filter((at) => at <= ended).length / watched.judged.length }
}

const spread = (values: readonly number[]): Record<string, number> => ({ p50: round(quantile(values, 0.5)), p95: round(quantile(values, 0.95)), max: round(Math.max(...values)) })
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** CPU of the core's thread and of all threads, and how long the core's thread was blocked, while this runs; on a busy machine others block it too. */
async function measured<T>(work: () => Promise<T>): Promise<{ result: T; figures: Record<string, number> }> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION })
  const began = performance.now()
  const before = process.cpuUsage()
  const coreBefore = process.threadCpuUsage()
  const commitsBefore = { ...world.commits }
  delay.enable()
  const result = await work()
  delay.disable()
  const wall = performance.now() - began
  const { user, system } = process.cpuUsage(before)
  const core = process.threadCpuUsage(coreBefore)
  const ms = (nanoseconds: number): number => round(Math.max(0, nanoseconds / 1e6 - RESOLUTION))
  return {
    result,
    figures: {
      'core thread blocked p99 ms': ms(delay.percentile(99)),
      'core thread blocked max ms': ms(delay.max),
      'core thread CPU, share of a core': round((core.user + core.system) / 1000 / wall, 2),
      'core thread CPU ms': round((core.user + core.system) / 1000),
      'CPU of all threads, share of a core': round((user + system) / 1000 / wall, 2),
      'the core thread in commits, share': round((world.commits.ms - commitsBefore.ms) / wall, 2),
      'commits a second': round(((world.commits.count - commitsBefore.count) / wall) * 1000),
      'ms of a commit': round((world.commits.ms - commitsBefore.ms) / (world.commits.count - commitsBefore.count), 2),
    },
  }
}

async function streams(world: World, count: number): Promise<Figures> {
  const rounds = short ? 1 : 3
  const all: Awaited<ReturnType<typeof ask>>[] = []
  const { figures } = await measured(async () => {
    for (let i = 0; i < rounds; i++) all.push(...(await Promise.all(Array.from({ length: count }, () => ask(world, { text: answerOf(world.kept), pace: TOKENS_A_SECOND })))))
  })
  const name = `${count} ${count === 1 ? 'stream' : 'streams'} at ${TOKENS_A_SECOND} tokens/s`
  return {
    [`${name}: last token to last verdict ms`]: spread(all.map(({ after }) => after)),
    [`${name}: verdicts before the last token, share`]: round(mean(all.map(({ before }) => before)), 3),
    [`${name}: longest silence of a stream ms`]: spread(all.map(({ quiet }) => quiet)),
    [`${name}: the core`]: figures,
  }
}

async function atOnce(world: World): Promise<Figures> {
  const all: Awaited<ReturnType<typeof ask>>[] = []
  const { figures } = await measured(async () => {
    for (let i = 0; i < ANSWERS; i++) all.push(await ask(world, { text: answerOf(world.kept) }))
  })
  const checks = all.map(({ spans }) => checkingTimeline(spans))
  const whole = all.map(({ spans }) => timelineOf(spans))
  return {
    '20 claims at once: last token to last verdict ms': spread(all.map(({ after }) => after)),
    '20 claims at once: the core': figures,
    '20 claims at once: work of checking ms': spread(checks.map(({ work }) => work)),
    '20 claims at once: checking one at a time takes so many times as long': round(mean(checks.map(({ speedUp }) => speedUp)), 2),
    '20 claims at once: the turn one step at a time takes so many times as long': round(mean(whole.map(({ speedUp }) => speedUp)), 2),
  }
}

/** [where it is when it is stopped, what is asked, the event that shows it is there] */
const sentences = (count: number): string => Array.from({ length: count }, (_, i) => `Site number ${i} has ${i} racks.`).join(' ')
const stopsIn = ({ kept }: World): readonly [name: string, played: Played | undefined, check: string | undefined, there: string][] => [
  ['waiting for the first byte', undefined, undefined, 'model.asked draft'],
  ['while it streams', { text: sentences(400), pace: TOKENS_A_SECOND }, undefined, 'claim.judged'],
  ['in a check of 2,000 claims', undefined, sentences(2000), 'claim.judged'],
  ['in a claim of 100,000 characters', undefined, `${'The site has a pump that moves water and '.repeat(2500)}ends.`, 'claim.found'],
  // A sentence of the library with another number: it is contradicted, and the model that should mend it says nothing.
  ['in a repair', { text: `${kept[0]!.split('. ')[0]!.replace(/was (\d+) in/, (_, number) => `was ${Number(number) + 1} in`)}.` }, undefined, 'model.asked repair'],
]
const placeOf = (update: TurnUpdate): string => ('event' in update ? [update.event.kind, ...(update.event.kind === 'model.asked' ? [update.event.purpose] : [])].join(' ') : '')

async function cancels(world: World): Promise<Figures> {
  const figures: Record<string, Figures[string]> = {}
  stubborn = true
  for (const [name, played, text, there] of stopsIn(world)) {
    const took: number[] = []
    for (let i = 0; i < (short ? 2 : 8); i++) {
      if (played) toPlay.push({ ...played })
      const { turn } = text === undefined ? await world.client.turn.start({ question: 'What is known?' }) : await world.client.check.start({ text })
      for await (const update of (await world.client.turn.follow({ turn })) as AsyncIterable<TurnUpdate>) if (placeOf(update) === there) break
      await wait(30)
      const began = performance.now()
      await world.client.turn.cancel({ turn })
      await watch(world, turn)
      took.push(performance.now() - began)
    }
    figures[`cancel ${name}: ms until the turn has ended`] = spread(took)
  }
  return figures
}

const opened = performance.now()
const world = await openWorld(models)
console.error(`world open after ${Math.round(performance.now() - opened)} ms`)
await ask(world, { text: answerOf(world.kept) })
await ask(world, { text: answerOf(world.kept) })
const figures: Record<string, Figures[string]> = { passages: PASSAGES, rules: RULES, 'claims in an answer': 20 }
for (const part of [atOnce, (one: World) => streams(one, 1), (one: World) => streams(one, 4), cancels]) Object.assign(figures, await part(world))
await world.close()
await server.close()
Object.assign(figures, await screenFigures())
report(join(import.meta.dirname, '..', 'turn.json'), figures)
