/** Which branch of each conversation is open: this browser remembers it, and without it the latest one is shown. */
import type { TurnId } from '../../../shared/model/ids.ts'
import { remember, remembered } from '../../core/remembered.ts'
import type { Chosen } from './store.ts'

const nameOf = (conversation: string): string => `branch.${conversation}`
/** Forks that are remembered for one conversation, latest choices first. */
const AT_MOST = 200

const idsIn = (value: unknown): Record<string, TurnId> =>
  typeof value === 'object' && value !== null ? (Object.fromEntries(Object.entries(value).filter(([, id]) => typeof id === 'string')) as Record<string, TurnId>) : {}

export function rememberedBranch(conversation: string): Chosen {
  try {
    const kept = JSON.parse(remembered(nameOf(conversation)) ?? '{}') as { questions?: unknown; shown?: unknown }
    return { questions: idsIn(kept.questions), shown: idsIn(kept.shown) }
  } catch {
    return { questions: {}, shown: {} }
  }
}

const joined = (before: Readonly<Record<string, TurnId>>, now: Readonly<Record<string, TurnId>>): Record<string, TurnId> =>
  Object.fromEntries(Object.entries({ ...Object.fromEntries(Object.entries(before).filter(([key]) => !(key in now))), ...now }).slice(-AT_MOST))

export function rememberBranch(conversation: string, chosen: Chosen): void {
  const before = rememberedBranch(conversation)
  remember(nameOf(conversation), JSON.stringify({ questions: joined(before.questions, chosen.questions), shown: joined(before.shown, chosen.shown) }))
}
