/** Answers side by side: a head for each, then their claims in rows, disagreements first; or the whole answers. */
import { CornerDownRight, Plus, Square } from 'lucide-react'
import { type CSSProperties, type ReactNode, useId, useState } from 'react'
import type { TurnId } from '../../../shared/model/ids.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import type { AlignedRow } from '../../../shared/turn/alignClaims.ts'
import type { TurnState } from '../../../shared/turn/foldTurn.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Field.tsx'
import { QueuedLine } from '../../ui/judged/QueuedLine.tsx'
import { TrustStrip } from '../../ui/judged/TrustStrip.tsx'
import { langOf } from '../../ui/langOf.ts'
import { Page } from '../../ui/Page.tsx'
import { ProblemLine } from '../../ui/Problem.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { ClaimRows } from './ClaimRows.tsx'

interface CompareViewProps {
  readonly question: string | undefined
  readonly problem: ProblemShape | undefined
  readonly onRetry: () => void
  readonly turns: readonly TurnState[]
  readonly names: readonly string[]
  readonly rows: readonly AlignedRow[]
  readonly running: boolean
  readonly chosen: { readonly turn?: string; readonly claim?: number }
  readonly onClaim: (turn: TurnId, claim: number) => void
  readonly onStop: (turn: TurnId) => void
  readonly onGoOn: (turn: TurnId) => void
  readonly onAdd: (() => void) | undefined
  readonly answerOf: (index: number) => ReactNode
  readonly aside: ReactNode
  readonly onCloseAside: () => void
}

const counted = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`)

/** What came of it, in words. */
function summary(rows: readonly AlignedRow[], running: boolean): string {
  if (running) return 'The answers are being written and checked. They are compared when all have ended.'
  const count = (says: AlignedRow['says']): number => rows.filter((row) => row.says === says).length
  if (rows.length === 0) return 'No answer states anything that could be compared.'
  const [differs, same, alone] = [count('differs'), count('same'), count('alone')]
  return [differs === 0 ? 'No disagreement found' : counted(differs, 'disagreement', 'disagreements'), `${same} said alike`, `${alone} said by one alone`].join(' · ')
}

export function CompareView(props: CompareViewProps) {
  const { turns, names, rows, running } = props
  const [wish, setWish] = useState<'claims' | 'answers'>()
  const [tab, setTab] = useState('0')
  const shown = running || rows.length === 0 ? 'answers' : (wish ?? 'claims')
  const label = useId()
  const columns = { gridTemplateColumns: `repeat(${turns.length}, minmax(15rem, 1fr))` }
  return (
    <Page
      title={props.question ?? 'Side by side'}
      aside={props.aside}
      onCloseAside={props.onCloseAside}
      tools={
        props.onAdd ? (
          <Button icon={<Plus size={15} />} onClick={props.onAdd}>
            Add another
          </Button>
        ) : null
      }
    >
      {props.problem ? (
        <div className="mx-auto w-full max-w-[var(--measure)] grow px-5 pt-8">
          <ProblemLine problem={props.problem} onRetry={props.onRetry} />
        </div>
      ) : turns.length === 0 ? (
        <Skeleton />
      ) : (
        <div className="min-h-0 grow overflow-y-auto" tabIndex={-1}>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5.5 pt-4">
            <p id={label} role="status" className="min-w-0 grow text-[0.8125rem] text-soft">
              {summary(rows, running)}
            </p>
            {!running && rows.length > 0 ? (
              <Choices
                label="What is shown"
                value={shown}
                choices={[
                  { value: 'claims', label: 'Claim by claim' },
                  { value: 'answers', label: 'Whole answers' },
                ]}
                onChange={setWish}
              />
            ) : null}
          </div>
          {shown === 'answers' ? (
            <div className="px-5.5 pt-3 min-[900px]:hidden">
              <Choices label="Which answer" value={tab} choices={names.map((name, index) => ({ value: String(index), label: name }))} onChange={setTab} />
            </div>
          ) : null}
          <div className="overflow-x-auto px-5.5 pb-16 max-[899px]:!overflow-x-visible" role="region" aria-label="Answers side by side" tabIndex={0}>
            <div className="min-[900px]:min-w-[calc(var(--columns)*16.25rem-1.25rem)]" style={{ '--columns': turns.length } as CSSProperties}>
              <div className="grid gap-x-5 pt-4 max-[899px]:!grid-cols-1 max-[899px]:gap-y-3" style={columns}>
                {turns.map((turn, index) => (
                  <section key={turn.id} aria-label={names[index]} className={`min-w-0 ${shown === 'answers' && String(index) !== tab ? 'max-[899px]:hidden' : ''}`}>
                    <h2 className="truncate text-[0.9375rem]">
                      <bdi lang={langOf(names[index] ?? '')}>{names[index]}</bdi>
                    </h2>
                    <div className="mt-1.5">
                      {turn.status === 'running' && turn.queued ? (
                        <QueuedLine queued={turn.queued} />
                      ) : (
                        <TrustStrip claims={turn.claims} running={turn.status === 'running'} ms={turn.ms?.total} onClaim={(claim) => props.onClaim(turn.id, claim)} />
                      )}
                    </div>
                    {turn.status === 'cancelled' ? <p className="mt-2 text-[0.8125rem] text-soft">Stopped. What had arrived is kept.</p> : null}
                    {turn.problem ? (
                      <div className="mt-2">
                        <ProblemLine problem={turn.problem} />
                      </div>
                    ) : null}
                    <div className="mt-2 -ml-2">
                      {turn.status === 'running' ? (
                        <Button tone="quiet" className="!px-2" icon={<Square size={11} fill="currentColor" />} onClick={() => props.onStop(turn.id)} aria-label={`Stop ${names[index]}`}>
                          Stop
                        </Button>
                      ) : turn.answer.trim() === '' ? null : (
                        <Button tone="quiet" className="!px-2" icon={<CornerDownRight size={15} />} onClick={() => props.onGoOn(turn.id)} aria-label={`Go on with this answer: ${names[index]}`}>
                          Go on with this answer
                        </Button>
                      )}
                    </div>
                    {shown === 'answers' ? <div className="mt-2 border-t border-line pt-3">{props.answerOf(index)}</div> : null}
                  </section>
                ))}
              </div>
              {shown === 'claims' ? <ClaimRows rows={rows} turns={turns} names={names} columns={columns} chosen={props.chosen} onClaim={props.onClaim} /> : null}
            </div>
          </div>
        </div>
      )}
    </Page>
  )
}
