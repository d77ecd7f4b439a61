/** What a repair took out of an answer stays below it: the sentence, struck; what stands in its place; and the rule or quote that made it so. */
import { useState } from 'react'
import type { TurnClaim, WithdrawnClaim } from '../../../shared/turn/foldTurn.ts'
import { langOf } from '../langOf.ts'
import { stubbornReason, withdrawnQuote, withdrawnReason } from './repairWords.ts'
import { plainText } from './verdictWords.ts'

/** More of them are behind a click. */
const FIRST = 5
const LONGEST = 400

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text)

interface WithdrawnProps {
  readonly withdrawn: readonly WithdrawnClaim[]
  readonly chosen: number | undefined
  /** Opens the evidence as it stood. */
  readonly onOpen: (index: number) => void
}

function Replacement({ text }: { text: string }) {
  const words = plainText(text)
  if (words === '') return <p className="text-soft">Nothing stands in its place.</p>
  return (
    <p className="text-soft">
      Replaced with{' '}
      <span dir="auto" lang={langOf(words)} className="text-ink [unicode-bidi:isolate]">
        “{short(words)}”
      </span>
    </p>
  )
}

export function Withdrawn({ withdrawn, chosen, onOpen }: WithdrawnProps) {
  const [all, setAll] = useState(false)
  if (withdrawn.length === 0) return null
  const shown = all ? withdrawn : withdrawn.slice(0, FIRST)
  return (
    <section aria-label="Withdrawn sentences" className="mt-4 border-l-2 border-line pl-3 text-[0.8125rem]">
      <p className="mb-1.5 font-semibold text-soft">Withdrawn</p>
      <ol className="flex flex-col gap-2.5">
        {shown.map((one, index) => {
          const quote = withdrawnQuote(one)
          const next = shown[index + 1]
          const words = plainText(one.claim.text)
          return (
            <li key={`${one.round}${one.claim.id}`}>
              <button
                type="button"
                className="withdrawn rounded-sm text-start"
                data-withdrawn={index}
                aria-pressed={chosen === index}
                aria-label={`Withdrawn: ${short(words)} ${withdrawnReason(one)} Show the evidence.`}
                onClick={() => onOpen(index)}
              >
                {one.claim.verdict === 'contradicted' ? <span aria-hidden="true" className="mr-1 font-semibold text-contradicted-ink">✕</span> : null}
                <del dir="auto" lang={langOf(words)} className="text-soft decoration-line-strong [unicode-bidi:isolate]">
                  {short(words)}
                </del>
              </button>
              <p className="text-soft">
                {withdrawnReason(one)}
                {quote ? (
                  <>
                    {' '}
                    <q dir="auto" lang={langOf(quote.quote)} className="text-ink [unicode-bidi:isolate]">
                      {short(quote.quote)}
                    </q>
                  </>
                ) : null}
              </p>
              {next?.round === one.round && next.replacedBy === one.replacedBy ? null : <Replacement text={one.replacedBy} />}
            </li>
          )
        })}
      </ol>
      {withdrawn.length > shown.length ? (
        <button type="button" className="mt-2 rounded-sm text-accent hover:underline" onClick={() => setAll(true)}>
          Show all {withdrawn.length}
        </button>
      ) : null}
    </section>
  )
}

/** Contradicted claims for which the model gave nothing better. */
export function Stubborn({ claims, onClaim }: { claims: readonly TurnClaim[]; onClaim: (index: number) => void }) {
  const stubborn = claims.flatMap((claim, index) => (claim.stubborn ? [{ claim, index }] : []))
  if (stubborn.length === 0) return null
  return (
    <section aria-label="Not put right" className="mt-4 border-l-2 border-contradicted pl-3 text-[0.8125rem] text-soft">
      <ul className="flex flex-col gap-1">
        {stubborn.map(({ claim, index }) => (
          <li key={claim.id}>
            <button type="button" className="rounded-sm text-start text-ink underline decoration-line-strong underline-offset-3" onClick={() => onClaim(index)}>
              <span aria-hidden="true" className="mr-1 font-semibold text-contradicted-ink">✕</span>
              <bdi>“{short(plainText(claim.text))}”</bdi>
            </button>{' '}
            still stands. {stubbornReason(claim)}
          </li>
        ))}
      </ul>
    </section>
  )
}
