/** Putting a reading right: another reading, none at all, or the line that would have read the sentence, with what else that line changes. */
import { useEffect, useState } from 'react'
import type { ReadingChoices } from '../../shared/contract/ruleContract.ts'
import type { ReadingChoice } from '../../shared/model/turn.ts'
import { problemSentence } from '../../shared/problemSentence.ts'
import { foldTurnAll, type TurnClaim } from '../../shared/turn/foldTurn.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { plainText } from '../ui/judged/verdictWords.ts'
import { LogicChip } from '../ui/rules/LogicChip.tsx'
import { problemOf } from './client.ts'
import type { Core } from './core.ts'
import type { TurnFeed } from './turnFeed.ts'

interface ReadingDialogProps {
  readonly core: Core
  readonly feed: TurnFeed
  readonly claim: TurnClaim
  readonly onClose: () => void
}

const sameChoice = (a: ReadingChoice | undefined, b: ReadingChoice): boolean => JSON.stringify(a) === JSON.stringify(b)

function Line({ line }: { line: ReadingChoices['lines'][number] }) {
  return (
    <>
      <code className="block font-mono text-xs break-words">{line.line}</code>
      <span className="mt-1 flex flex-wrap items-center gap-2">
        <span className="text-soft">then it reads</span> <code className="font-mono text-xs break-words">{line.reading}</code> <LogicChip verdict={line.verdict} />
      </span>
      <span className="mt-1 block text-xs text-soft">{line.also.length === 0 ? 'Nothing else that was seen before is read differently by it.' : `${line.also.length === 1 ? 'One other sentence' : `${line.also.length} other sentences`} would be read differently:`}</span>
      {line.also.slice(0, 5).map((other) => (
        <span key={other.text} className="mt-0.5 flex flex-wrap items-center gap-1.5 text-xs">
          <bdi>“{other.text}”</bdi> <LogicChip verdict={other.beforeVerdict} /> <span aria-hidden="true">→</span>
          <span className="sr-only">becomes</span> <LogicChip verdict={other.afterVerdict} />
        </span>
      ))}
    </>
  )
}

export default function ReadingDialog({ core, feed, claim, onClose }: ReadingDialogProps) {
  const { client } = core.connection
  const turn = feed.getState().id
  const [choices, setChoices] = useState<ReadingChoices>()
  const [chosen, setChosen] = useState<ReadingChoice | undefined>(claim.choice)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    client.reading.choices({ turn, claim: claim.id }).then(
      (found) => {
        setChoices(found)
        setChosen((before) => before ?? found.chosen)
      },
      (error: unknown) => setProblem(problemSentence(problemOf(error))),
    )
  }, [client, turn, claim.id])
  const choose = async (): Promise<void> => {
    if (!chosen) return
    setBusy(true)
    try {
      const { events } = await client.reading.choose({ turn, claim: claim.id, choice: chosen })
      feed.setState(foldTurnAll(feed.getState(), events), true)
      core.notices.say(chosen.kind === 'line' ? 'The line is in your rules, and the claim was judged again.' : 'This is remembered, and the claim was judged again.')
      onClose()
    } catch (error) {
      setProblem(problemSentence(problemOf(error)))
    } finally {
      setBusy(false)
    }
  }
  const option = (choice: ReadingChoice, children: React.ReactNode) => (
    <label key={JSON.stringify(choice)} className="flex gap-2.5 rounded-xl border border-line bg-paper p-3 text-[0.8125rem] has-checked:border-line-strong has-checked:bg-chosen">
      <input type="radio" name="reading" className="mt-1 accent-[var(--accent)]" checked={sameChoice(chosen, choice)} onChange={() => setChosen(choice)} />
      <span className="min-w-0 grow">{children}</span>
    </label>
  )
  return (
    <Dialog label="How should it be read?" onClose={onClose} className="w-[min(40rem,calc(100vw-2rem))]">
      <div className="flex max-h-[85vh] flex-col">
        <header className="px-5 pt-5 pb-3">
          <h2 className="text-base">How should it be read?</h2>
          <p dir="auto" className="mt-1 text-[0.8125rem]">
            “{plainText(claim.text)}”
          </p>
        </header>
        <div role="radiogroup" aria-label="Readings" className="flex min-h-0 flex-col gap-2 overflow-y-auto px-5 pb-4">
          {problem ? (
            <p role="alert" className="text-[0.8125rem] text-contradicted-ink">
              {problem}
            </p>
          ) : null}
          {choices === undefined && !problem ? <p className="late text-[0.8125rem] text-soft">Looking for readings…</p> : null}
          {choices?.readings.map((reading) =>
            option(
              { kind: 'reading', printed: reading.printed },
              <span className="flex flex-wrap items-center gap-2">
                <code className="font-mono text-xs break-words">{reading.printed}</code> <LogicChip verdict={reading.verdict} />
              </span>,
            ),
          )}
          {choices?.lines.length ? <h3 className="mt-2 text-[0.8125rem]">{choices.readings.length ? 'Or add the line that reads it' : 'Add the line that reads it'}</h3> : null}
          {choices?.lines.map((line) => option({ kind: 'line', set: line.set, line: line.line }, <Line line={line} />))}
          {choices ? option({ kind: 'none' }, 'It says none of this: do not read it at all') : null}
        </div>
        <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" disabled={!chosen || busy} onClick={() => void choose()}>
            {chosen?.kind === 'line' ? 'Add the line' : 'Read it so'}
          </Button>
        </footer>
      </div>
    </Dialog>
  )
}
