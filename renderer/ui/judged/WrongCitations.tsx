/** The citations of an answer that do not hold, in words: nothing is moved to where it might have been meant. */
import type { TurnClaim } from '../../../shared/turn/foldTurn.ts'
import { wrongCitations, wrongCiteWords } from './citeWords.ts'
import type { Judged } from './judged.ts'

interface WrongCitationsProps {
  readonly claims: readonly TurnClaim[]
  readonly judged: Judged
  readonly onClaim: (index: number) => void
}

export function WrongCitations({ claims, judged, onClaim }: WrongCitationsProps) {
  const wrong = wrongCitations(claims)
  if (wrong.length === 0) return null
  return (
    <section aria-label="Citations that do not hold" className="mt-3 border-l-2 border-contradicted pl-3 text-[0.8125rem] text-soft">
      <ul className="flex flex-col gap-1">
        {wrong.map(({ n, says, claims: citing }) => {
          const title = judged.cited(n)?.title
          return (
            <li key={`${n}${says}`}>
              <span className="font-semibold text-contradicted-ink">✕ [{n}]</span>{' '}
              {title ? (
                <>
                  <bdi>“{title}”</bdi>{' '}
                </>
              ) : null}
              {wrongCiteWords[says]}
              {citing.length > 1 ? `, ${citing.length} times.` : '.'}{' '}
              <button type="button" className="rounded-sm underline decoration-line-strong underline-offset-3 hover:text-ink" onClick={() => onClaim(citing[0] ?? 0)}>
                Show {citing.length > 1 ? 'the first' : 'it'}
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
