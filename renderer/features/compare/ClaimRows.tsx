/** The claims of answers in rows: where they disagree with what differs and whose side the evidence is on, then what they say alike, then the rest. */
import type { CSSProperties } from 'react'
import type { TurnId } from '../../../shared/model/ids.ts'
import type { AlignedCell, AlignedRow } from '../../../shared/turn/alignClaims.ts'
import type { TurnState } from '../../../shared/turn/foldTurn.ts'
import { Chip, VerdictChip } from '../../ui/Chip.tsx'
import { plainText } from '../../ui/judged/verdictWords.ts'
import { langOf } from '../../ui/langOf.ts'

interface ClaimRowsProps {
  readonly rows: readonly AlignedRow[]
  readonly turns: readonly TurnState[]
  readonly names: readonly string[]
  readonly columns: CSSProperties
  readonly chosen: { readonly turn?: string; readonly claim?: number }
  readonly onClaim: (turn: TurnId, claim: number) => void
}

const headings: Record<AlignedRow['says'], string> = { differs: 'Where they disagree', same: 'What they say alike', alone: 'What one alone says' }

function sideWords({ backed, cells }: AlignedRow, nameOf: (turn: TurnId) => string): string {
  if (backed.length > 0) return `The evidence is on the side of ${backed.map(nameOf).join(' and ')}.`
  const verdicts = [...cells.values()].flat().map(({ claim }) => claim.verdict)
  if (verdicts.every((verdict) => verdict === 'contradicted')) return 'Your rules or sources contradict all of them.'
  return verdicts.includes('contradicted') ? 'Your rules or sources contradict one side; nothing supports the other yet.' : 'Your rules and sources settle it for neither side.'
}

function Cell({ cell: { claim, index }, turn, name, chosen, onClaim }: { cell: AlignedCell; turn: TurnId; name: string } & Pick<ClaimRowsProps, 'chosen' | 'onClaim'>) {
  const open = chosen.turn === turn && chosen.claim === index
  return (
    <button
      type="button"
      data-aligned={`${turn}:${index}`}
      aria-pressed={open}
      onClick={() => onClaim(turn, index)}
      className={`-mx-2 block w-[calc(100%+1rem)] rounded-lg px-2 py-1.5 text-left focus-visible:outline-offset-[-2px] ${open ? 'bg-chosen' : 'hover:bg-hover'}`}
    >
      <span className="block text-xs text-soft min-[900px]:sr-only">
        <bdi>{name}</bdi>
      </span>
      <span dir="auto" lang={langOf(claim.text)} className="block break-words">
        {plainText(claim.text)}
      </span>
      <span className="mt-1 block">{claim.verdict ? <VerdictChip verdict={claim.verdict} by={claim.by} /> : <span className="text-xs text-soft">Not checked</span>}</span>
    </button>
  )
}

export function ClaimRows({ rows, turns, names, columns, chosen, onClaim }: ClaimRowsProps) {
  const nameOf = (turn: TurnId): string => names[turns.findIndex(({ id }) => id === turn)] ?? ''
  return (['differs', 'same', 'alone'] as const).map((says) => {
    const of = rows.filter((row) => row.says === says)
    return of.length === 0 ? null : (
      <section key={says} aria-label={headings[says]} className="mt-6">
        <h3 className="border-b border-line pb-1.5 text-[0.8125rem] font-semibold">
          {headings[says]} <span className="font-normal text-soft">{of.length}</span>
        </h3>
        <ul>
          {of.map((row, at) => (
            <li key={at} className="border-b border-line py-2">
              {says === 'differs' ? (
                <p className="mb-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-[0.8125rem]">
                  {row.clashes.slice(0, 4).map(({ claim, source }) => (
                    <Chip key={`${claim} ${source}`} tone="open">
                      <bdi>{claim}</bdi> ≠ <bdi>{source}</bdi>
                    </Chip>
                  ))}
                  <span>{sideWords(row, nameOf)}</span>
                </p>
              ) : null}
              <div className="grid gap-x-5 max-[899px]:!grid-cols-1" style={columns}>
                {turns.map(({ id }) => (
                  <div key={id} className={`min-w-0 ${row.cells.has(id) ? '' : 'max-[899px]:hidden'}`}>
                    {row.cells.get(id)?.map((cell) => <Cell key={cell.index} cell={cell} turn={id} name={nameOf(id)} chosen={chosen} onClaim={onClaim} />) ?? (
                      <span className="block py-1.5 text-soft">
                        <span aria-hidden="true">–</span>
                        <span className="sr-only">{nameOf(id)} does not say</span>
                      </span>
                    )}
                  </div>
                ))}
              </div>
            </li>
          ))}
        </ul>
      </section>
    )
  })
}
