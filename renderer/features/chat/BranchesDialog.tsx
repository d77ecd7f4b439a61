/** All branches of the conversation as a tree: each fork with its questions, and the way to each of them. */
import { GitBranch } from 'lucide-react'
import type { TurnId } from '../../../shared/model/ids.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { langOf } from '../../ui/langOf.ts'
import type { Chat } from './actions.ts'
import { type Entry, treeOf } from './store.ts'

interface Row {
  readonly key: TurnId
  readonly depth: number
  readonly question: string
  /** Questions in a row, up to the next fork or the end. */
  readonly length: number
  readonly end: TurnId
  readonly open: boolean
}

/** One row for each stretch without a fork; a stretch is indented as often as there are forks above it. */
function rowsOf(entries: readonly Entry[], shown: ReadonlySet<TurnId>): Row[] {
  const tree = treeOf(entries)
  const rows: Row[] = []
  const rootOf = (after: TurnId | null): boolean => after === null || !tree.byId.has(after)
  const waiting = [...tree.branches].filter(([after]) => rootOf(after)).flatMap(([, keys]) => keys.map((key) => ({ key, depth: 0 }))).reverse()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    let end = next.key
    let length = 1
    const under = (): TurnId[] => tree.answers.get(end)!.flatMap((turn) => tree.branches.get(turn.id) ?? [])
    let below = under()
    for (; below.length === 1; below = under(), length++) end = below[0]!
    const { entry } = tree.byId.get(next.key)!
    rows.push({ ...next, length, end, question: entry.feed.getState().started?.question ?? '', open: shown.has(next.key) })
    for (const key of below.reverse()) waiting.push({ key, depth: next.depth + 1 })
  }
  return rows
}

/** Indents beyond this would leave no room for the question. */
const DEEPEST = 8

export default function BranchesDialog({ chat, entries, shown, onClose }: { chat: Chat; entries: readonly Entry[]; shown: ReadonlySet<TurnId>; onClose: () => void }) {
  return (
    <Dialog label="Branches of this conversation" onClose={onClose} className="w-[min(36rem,calc(100vw-2rem))]">
      <div className="max-h-[80vh] overflow-y-auto px-5 py-4">
        <h2 className="mb-2 text-[0.9375rem] font-semibold">Branches of this conversation</h2>
        <ul>
          {rowsOf(entries, shown).map((row) => (
            <li key={row.key} style={{ paddingInlineStart: `${Math.min(row.depth, DEEPEST) * 1.25}rem` }}>
              <button
                type="button"
                aria-current={row.open ? 'true' : undefined}
                className={`flex w-full items-center gap-2.5 rounded-lg px-2 py-1.5 text-left ${row.open ? 'bg-chosen' : 'hover:bg-hover'}`}
                onClick={() => {
                  onClose()
                  chat.goToTurn(row.end)
                }}
              >
                <GitBranch size={14} aria-hidden="true" className="shrink-0 text-soft" />
                <span dir="auto" lang={langOf(row.question)} className="min-w-0 grow truncate">
                  {row.question.slice(0, 200)}
                </span>
                <span className="shrink-0 text-[0.8125rem]">{row.length === 1 ? '1 question' : `${row.length} questions`}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}
