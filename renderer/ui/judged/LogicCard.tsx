/** What the person's own logic says of a claim: three or four steps in their wording, ending in the clash, each with a way to its rule. */
import type { Because, LogicResult, SettledBy } from '../../../shared/model/verdict.ts'
import { Button } from '../Button.tsx'
import { EvidenceCard } from './EvidenceCard.tsx'
import { logicHeading, wordingOf } from './verdictWords.ts'

/** More steps than these are behind a click: an argument is three or four. */
const FIRST_STEPS = 4

const kindWords: Record<Because['kind'], string> = { rule: 'rule', default: 'usual rule', define: 'definition', fact: 'fact', closed: 'closed' }

interface LogicCardProps {
  readonly logic: LogicResult
  readonly ruleHref: (because: Because) => string
  /** Puts the reading right; left out where nothing can be chosen. */
  readonly onReading?: (() => void) | undefined
  readonly chosen?: boolean
  /** Opens the place to state what would settle it. */
  readonly onState?: ((asked: SettledBy) => void) | undefined
}

function Step({ entry, ruleHref }: { entry: Because; ruleHref: (because: Because) => string }) {
  const { words, values } = wordingOf(entry.says)
  return (
    <li>
      <bdi>“{words}”</bdi>{' '}
      {values ? <code className="font-mono text-[0.75rem] break-words text-soft">{values} </code> : null}
      <a href={ruleHref(entry)} className="rounded-sm text-soft underline decoration-line-strong underline-offset-3 hover:text-ink">
        {[kindWords[entry.kind], entry.id.replace(/^\w+:/, ''), entry.version ? `v${entry.version}` : ''].filter(Boolean).join(' · ')}
      </a>
    </li>
  )
}

export function LogicCard({ logic, ruleHref, onReading, chosen = false, onState }: LogicCardProps) {
  const silent = logic.verdict === 'silent'
  if (silent && !onReading) return null
  const refuted = logic.verdict === 'refuted' || logic.verdict === 'inconsistent'
  const first = logic.because.length > FIRST_STEPS ? logic.because.slice(-FIRST_STEPS + 1) : logic.because
  const before = logic.because.slice(0, logic.because.length - first.length)
  const steps = (entries: readonly Because[]) => entries.map((entry) => <Step key={`${entry.id}:${entry.line}:${entry.file ?? ''}`} entry={entry} ruleHref={ruleHref} />)
  return (
    <EvidenceCard title={silent ? 'Your logic has nothing to say of it' : logicHeading[logic.verdict]}>
      {silent ? null : (
        <ol className="steps text-[0.8125rem]">
          {logic.reading.length ? (
            <li>
              The claim reads{' '}
              {logic.reading.map((reading, i) => (
                <span key={reading}>
                  {i > 0 ? (logic.verdict === 'ambiguous' ? ' or ' : ' and ') : ''}
                  <code className="font-mono text-[0.75rem] break-words">{reading}</code>
                </span>
              ))}
              {chosen ? <span className="text-soft">, as you chose</span> : null}
            </li>
          ) : null}
          {before.length ? (
            <li>
              <details>
                <summary className="cursor-pointer rounded-sm text-soft hover:text-ink">{before.length} more it rests on</summary>
                <ul className="mt-1 flex list-none flex-col gap-1">{steps(before)}</ul>
              </details>
            </li>
          ) : null}
          {steps(first)}
          {refuted ? <li data-clash="">{logic.verdict === 'refuted' ? 'They cannot both be true.' : 'These contradict one another, so nothing follows here.'}</li> : null}
          {logic.presumedFalse ? <li>Usually it is not so, by {logic.presumedFalse}.</li> : null}
          {logic.settledBy?.length ? (
            <li>
              It would be settled by knowing
              <ul className="mt-1 flex list-none flex-col gap-1">
                {logic.settledBy.map((one) => (
                  <li key={one.atom} className="flex flex-wrap items-baseline gap-x-2">
                    <bdi>{one.kind === 'relation' ? `whether ${one.says}` : one.says}</bdi>
                    {onState ? (
                      <Button tone="quiet" className="!h-6 !px-1 font-semibold !text-accent" onClick={() => onState(one)} aria-label={`State it: ${one.says}`}>
                        State it
                      </Button>
                    ) : null}
                  </li>
                ))}
              </ul>
            </li>
          ) : logic.wouldDecide?.length ? (
            <li>It would be settled by knowing {logic.wouldDecide.map((one) => one.replaceAll('_', ' ')).join(', ')}.</li>
          ) : null}
        </ol>
      )}
      {onReading ? (
        <p className="mt-2 text-[0.8125rem] text-soft">
          {silent ? 'Should it have been read?' : 'Not what it says?'}{' '}
          <Button tone="quiet" className="!h-6 !px-1 font-semibold !text-accent" onClick={onReading}>
            {silent ? 'Say how to read it' : 'Choose another reading'}
          </Button>
        </p>
      ) : null}
    </EvidenceCard>
  )
}
