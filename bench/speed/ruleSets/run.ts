/**
 * How long a save and the next decision take with a large rule set, and how long the core's own thread is kept from anything else meanwhile.
 * `node bench/speed/ruleSets/run.ts [ROUNDS]` writes ruleSets.json beside this folder; ratios are against a set of 100 rules.
 */
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { withRuleCore } from '../../../fixtures/core/ruleCore.ts'
import { followToEnd } from '../../../main/core/assistant/followToEnd.ts'
import { quantile, report, round } from '../../report.ts'

const rounds = Number(process.argv[2] ?? 8)
const RESOLUTION = 1

function rulesText(count: number): string {
  const racks = Array.from({ length: 400 }, (_, i) => `entity r${i} : Rack also "rack R${i}"\n`).join('')
  const rules = Array.from({ length: count }, (_, i) =>
    i % 2 === 1
      ? `rule limit${i} "Load limit number ${i}": load(r${i % 400}) <= ${100 + (i % 7)} kW\n`
      : `relation p${i}(Rack) says "{1} has mark ${i}"\nrule mark${i} "Mark ${i} makes hot": p${i}(R) implies hot(R)\n`,
  ).join('')
  return `ruleset "Large"\ntype Rack\nquantity load(Rack) in kW says "load of {1}"\nrelation hot(Rack) says "{1} is hot"\n${racks}${rules}`
}

/** Milliseconds: median of a save, of the check of three claims after it and of one more, and the longest time that the event loop stood still. */
async function measure(count: number): Promise<{ saveMs: number; firstCheckMs: number; nextCheckMs: number; longestBlockMs: number; characters: number }> {
  const text = rulesText(count)
  return withRuleCore(async (core) => {
    const check = async (): Promise<void> => {
      const { turn } = await core.client.check.start({ text: 'The load of rack R7 is 250 kW. Rack R8 is hot. Rack R9 has mark 10.' })
      await followToEnd(turn, await core.client.turn.follow({ turn }))
    }
    const timed = async (work: () => Promise<unknown>, times: number[]): Promise<void> => {
      const began = performance.now()
      await work()
      times.push(performance.now() - began)
    }
    let set = await core.client.ruleSet.create({ file: 'large', text })
    // Loads what a first check loads: the checker's weights are not what is measured here.
    await check()
    const [saves, firsts, nexts]: number[][] = [[], [], []]
    const delay = monitorEventLoopDelay({ resolution: RESOLUTION })
    delay.enable()
    for (let i = 0; i < rounds; i++) {
      await timed(async () => (set = await core.client.ruleSet.save({ id: set.id, text: `${text}rule extra "Extra": load(r1) <= ${90 - i} kW\n`, basedOn: set.version })), saves!)
      await timed(check, firsts!)
      await timed(check, nexts!)
    }
    delay.disable()
    const median = (times: readonly number[]): number => round(quantile(times, 0.5))
    return { saveMs: median(saves!), firstCheckMs: median(firsts!), nextCheckMs: median(nexts!), longestBlockMs: round(Math.max(0, delay.max / 1e6 - RESOLUTION)), characters: text.length }
  })
}

const small = await measure(100)
const large = await measure(5000)
report(join(import.meta.dirname, '..', 'ruleSets.json'), {
  'rounds': rounds,
  'of 100 rules': small,
  'of 5000 rules': large,
  'save, 5000 rules against 100': round(large.saveMs / small.saveMs),
  'check after a save, 5000 rules against 100': round(large.firstCheckMs / small.firstCheckMs),
})
