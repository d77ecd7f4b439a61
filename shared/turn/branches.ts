/** The turns of a conversation as a tree: which turn each one goes on from, and which of them stand side by side. */
import type { TurnId } from '../model/ids.ts'

/** What `turn.started` says of a turn's place. Without `after` (older histories) it is reckoned from the order. */
export interface TurnLinks {
  readonly id: TurnId
  readonly after?: TurnId | null | undefined
  readonly editOf?: TurnId | undefined
  readonly retryOf?: TurnId | undefined
  readonly compare?: { readonly group: string } | undefined
}

export interface BranchTree<T extends TurnLinks> {
  readonly byId: ReadonlyMap<TurnId, T>
  /** The turn that each one goes on from; `null`: it begins the conversation. It may lie further back than what was given. */
  readonly parent: ReadonlyMap<TurnId, TurnId | null>
  /** The first turn of the question that each one answers: retries and answers side by side share one. */
  readonly question: ReadonlyMap<TurnId, TurnId>
  /** Under the turn they go on from, the first turn of each question, oldest first. */
  readonly branches: ReadonlyMap<TurnId | null, readonly TurnId[]>
  /** Under the first turn of a question, all turns that answer it, oldest first. */
  readonly answers: ReadonlyMap<TurnId, readonly T[]>
  /** The place of the latest turn that goes on from each one, itself counted in. */
  readonly latest: ReadonlyMap<TurnId, number>
}

/** Which question under a turn, and which answer of a question, the person has open. */
export interface OpenBranches {
  readonly question: (after: TurnId | null) => TurnId | undefined
  readonly answer: (question: TurnId) => TurnId | undefined
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/**
 * `turns` are given in the order in which they were begun, which need not reach back to the first. An edit and a retry stand beside what
 * they are made of. A turn that says nothing of its place follows the one before it; a retry of an earlier question does not count as that,
 * so that older conversations keep their line.
 */
export function branchTree<T extends TurnLinks>(turns: readonly T[]): BranchTree<T> {
  const byId = new Map<TurnId, T>()
  const parent = new Map<TurnId, TurnId | null>()
  const question = new Map<TurnId, TurnId>()
  const groups = new Map<string, TurnId>()
  const branches = new Map<TurnId | null, TurnId[]>()
  const answers = new Map<TurnId, T[]>()
  let before: TurnId | null = null
  for (const turn of turns) {
    const beside = turn.retryOf ?? turn.editOf
    const group: TurnId | undefined = turn.compare && groups.get(turn.compare.group)
    const sibling = beside !== undefined && byId.has(beside) ? beside : group
    const after: TurnId | null = turn.after !== undefined ? turn.after : sibling !== undefined ? (parent.get(sibling) ?? null) : before
    const again = turn.retryOf !== undefined ? question.get(turn.retryOf) : group
    const first: TurnId = again !== undefined && (parent.get(again) ?? null) === after ? again : turn.id
    if (turn.compare && group === undefined) groups.set(turn.compare.group, first)
    byId.set(turn.id, turn)
    parent.set(turn.id, after)
    question.set(turn.id, first)
    push(answers, first, turn)
    if (first === turn.id) push(branches, after, turn.id)
    if (turn.after !== undefined || turn.retryOf === undefined || before === null || question.get(before) === first) before = turn.id
  }
  const latest = new Map<TurnId, number>()
  for (let place = turns.length - 1; place >= 0; place--) {
    const { id } = turns[place]!
    const own = Math.max(place, latest.get(id) ?? 0)
    latest.set(id, own)
    const after = parent.get(id)
    if (after) latest.set(after, Math.max(own, latest.get(after) ?? 0))
  }
  return { byId, parent, question, branches, answers, latest }
}

/** The turns that lead to `turn`, oldest first, without itself: what was said before, on its own branch. */
export function pathOf<T extends TurnLinks>(turns: readonly T[], turn: TurnId): T[] {
  return pathIn(branchTree(turns), turn)
}

function pathIn<T extends TurnLinks>(tree: BranchTree<T>, turn: TurnId): T[] {
  const path: T[] = []
  const seen = new Set<TurnId>([turn])
  for (let id = tree.parent.get(turn); id; id = tree.parent.get(id)) {
    const found = tree.byId.get(id)
    // A damaged history could go in a circle.
    if (!found || seen.has(id)) break
    seen.add(id)
    path.push(found)
  }
  return path.reverse()
}

const latestOf = <T extends TurnLinks>(tree: BranchTree<T>, ids: readonly TurnId[]): TurnId =>
  ids.reduce((best, id) => ((tree.latest.get(id) ?? 0) > (tree.latest.get(best) ?? 0) ? id : best))

/** One question on the open branch: its answers, the one that is open, and the questions beside it. */
export interface OpenQuestion<T extends TurnLinks> {
  readonly key: TurnId
  readonly answers: readonly T[]
  readonly open: T
  /** The first turns of the questions that go on from the same turn, itself among them, oldest first. */
  readonly beside: readonly TurnId[]
}

/**
 * The open branch from its beginning (or from where the given turns begin) to its end. Where nothing was chosen, the branch goes on where
 * something was last asked.
 */
export function openBranch<T extends TurnLinks>(tree: BranchTree<T>, chosen: OpenBranches): OpenQuestion<T>[] {
  const last = [...tree.byId.keys()].at(-1)
  if (last === undefined) return []
  const top = pathIn(tree, last)[0]?.id ?? last
  const open: OpenQuestion<T>[] = []
  const seen = new Set<TurnId | null>()
  for (let after = tree.parent.get(top) ?? null; !seen.has(after); after = open.at(-1)!.open.id) {
    seen.add(after)
    const beside = tree.branches.get(after)
    if (!beside) break
    const questionLatest = (key: TurnId): TurnId => latestOf(tree, tree.answers.get(key)!.map((turn) => turn.id))
    const picked = chosen.question(after)
    const key = picked !== undefined && beside.includes(picked) ? picked : tree.question.get(latestOf(tree, beside.map(questionLatest)))!
    const answers = tree.answers.get(key)!
    const answer = chosen.answer(key)
    open.push({ key, answers, open: answers.find((turn) => turn.id === answer) ?? tree.byId.get(questionLatest(key))!, beside })
  }
  return open
}

/** What must be chosen so that a turn is on the open branch: the question and the answer at every fork on the way to it. */
export function choicesTo<T extends TurnLinks>(tree: BranchTree<T>, turn: TurnId): { after: TurnId | null; question: TurnId; answer: TurnId }[] {
  const found = tree.byId.get(turn)
  if (!found) return []
  return [...pathIn(tree, turn), found].map(({ id }) => ({ after: tree.parent.get(id) ?? null, question: tree.question.get(id)!, answer: id }))
}
