/** The health of the rule base as the screen shows it: what the engine found, joined with what past verdicts used. */
import type { DraftSet, Health, HealthUpdate } from '../../../shared/contract/ruleContract.ts'
import type { RuleSetId } from '../../../shared/model/ids.ts'
import type { Channel } from '../channel.ts'
import type { ItemRef } from '../logic/desk/health.ts'
import { placedIn } from '../logic/desk/ruleText.ts'
import type { RuleText } from '../ports.ts'
import { deskBase, type RuleAsker } from './deskBase.ts'
import { diagnosticsOf } from './diagnosticsOf.ts'
import { followed } from './followed.ts'
import { pastClaims, useCounts, useKey } from './pastClaims.ts'

/** As `placedIn`, with the set under its own type and without a version. */
const inSet = <T extends { readonly file: string }>(one: T, texts: readonly RuleText[]): T & { set?: RuleSetId } => {
  const { version: _version, set, ...same } = placedIn(one, texts)
  return { ...same, ...(set === undefined ? {} : { set: set as RuleSetId }) } as unknown as T & { set?: RuleSetId }
}

async function findHealth(ports: RuleAsker, draft: DraftSet | undefined, signal: AbortSignal, tell: (update: HealthUpdate) => void): Promise<Health> {
  const base = await deskBase(ports, { draft })
  const claims = await pastClaims(ports, signal)
  const counts = useCounts(claims)
  const found = await ports.desk.ask('health', base, signal, (progress) => tell({ kind: 'progress', ...progress }))
  const ref = (one: ItemRef) => inSet(one, base.texts)
  const countOf = (one: ItemRef): number => {
    const { set } = ref(one)
    return (counts.get(useKey(set, undefined, one.id)) ?? 0) + (counts.get(useKey(undefined, one.file, one.id)) ?? 0)
  }
  const anyUse = [...counts.values()].some((count) => count > 0)
  return {
    consistent: found.consistent,
    conflicts: found.conflicts.map(({ entries, ways }) => ({
      entries: entries.map(ref),
      ways: ways.map((way) => {
        const { file: _file, line: _line, ...same } = inSet(way, base.texts)
        return same
      }),
    })),
    entailed: found.entailed.map(ref),
    unreachable: found.unreachable.map(ref),
    // Where no answer was decided by rules yet, no rule is to blame for it.
    neverUsed: anyUse ? found.rules.filter((one) => countOf(one) === 0).map(ref) : [],
    tests: found.tests.map((one) => {
      const { file: _file, ...same } = inSet(one, base.texts)
      return same
    }),
    uses: found.rules.flatMap((one) => (countOf(one) > 0 ? [{ id: one.id, count: countOf(one), ...(ref(one).set === undefined ? {} : { set: ref(one).set as RuleSetId }) }] : [])),
    diagnostics: diagnosticsOf(found.diagnostics, base.texts),
  }
}

/** Progress, then the result. Leaving stops the work. */
export function followHealth(ports: RuleAsker, draft: DraftSet | undefined, signal?: AbortSignal): Channel<HealthUpdate> {
  return followed((own, tell) => findHealth(ports, draft, own, tell).then((health) => tell({ kind: 'result', health })), signal)
}
