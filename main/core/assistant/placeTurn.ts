/** Where a new turn stands in its conversation: after which turn, and that what it names belongs there. */
import type { TurnId } from '../../../shared/model/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import { branchTree, openBranch, type TurnLinks } from '../../../shared/turn/branches.ts'

interface Place {
  readonly retryOf?: TurnId | undefined
  readonly editOf?: TurnId | undefined
  readonly after?: TurnId | null | undefined
}

/** The turn it goes on from: the one that was named, or that of what it edits or answers again, or the end of the latest branch. Throws `not-found` where a turn of another conversation is named. */
export function placeTurn({ retryOf, editOf, after }: Place, turns: readonly TurnLinks[]): TurnId | null {
  const tree = branchTree(turns)
  const beside = retryOf ?? editOf
  for (const named of [retryOf, editOf, after]) if (named && !tree.byId.has(named)) throw new Problem('not-found')
  // An answer to the same question has the same past, whatever else was said.
  if (retryOf !== undefined) return tree.parent.get(retryOf) ?? null
  if (after !== undefined) return after
  if (beside !== undefined) return tree.parent.get(beside) ?? null
  return openBranch(tree, { question: () => undefined, answer: () => undefined }).at(-1)?.open.id ?? null
}
