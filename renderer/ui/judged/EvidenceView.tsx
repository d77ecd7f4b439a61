/** Evidence reads like an argument: the claim, the verdict in words, what the logic says, what sources say, and apart, what a model thinks. */
import { ArrowDown, ArrowUp, BookOpen, BookmarkCheck, BookmarkPlus, Scale, X } from 'lucide-react'
import type { Because, Evidence, JudgedClaim, SettledBy } from '../../../shared/model/verdict.ts'
import type { TurnClaim, WithdrawnClaim } from '../../../shared/turn/foldTurn.ts'
import { Button, IconButton } from '../Button.tsx'
import { Chip, VerdictChip } from '../Chip.tsx'
import { langOf } from '../langOf.ts'
import { wrongCiteWords } from './citeWords.ts'
import { EvidenceCard } from './EvidenceCard.tsx'
import { LogicCard } from './LogicCard.tsx'
import { QuoteInPlace } from './QuoteInPlace.tsx'
import { stubbornReason } from './repairWords.ts'
import type { QuoteContext } from './quoteSentence.ts'
import { plainText, verdictGround } from './verdictWords.ts'

export type ShownClaim = TurnClaim & { readonly opinions?: JudgedClaim['opinions'] }

export interface EvidenceViewProps {
  readonly claim: ShownClaim
  /** It is no longer in the answer: what stands in its place. */
  readonly withdrawn?: WithdrawnClaim | undefined
  /** The words around a quote, once they are read from the source. */
  readonly contextOf: (evidence: Evidence) => QuoteContext | undefined
  readonly sourceHref: (evidence: Evidence) => string
  readonly ruleHref: (because: Because) => string
  /** Puts the reading of the claim right. */
  readonly onReading?: (() => void) | undefined
  /** Makes a rule or a fact of the claim. */
  /** Opens the place to state what would settle an open claim. */
  readonly onState?: ((asked: SettledBy) => void) | undefined
  readonly onMakeRule?: (() => void) | undefined
  readonly kept: boolean
  readonly onKeep?: (() => void) | undefined
  readonly onClose: () => void
  readonly onNext?: (() => void) | undefined
  readonly onPrevious?: (() => void) | undefined
}

const clashWords = (kind: string, claim: string, source: string): string =>
  kind === 'negation' ? (claim ? `“${claim}” is not in the source` : `the source says “${source}”`) : `${claim} ≠ ${source}`

function SourceCard({ evidence, title, context, href }: { evidence: Evidence; title: string; context: QuoteContext | undefined; href: string }) {
  return (
    <EvidenceCard title={title}>
      <QuoteInPlace quote={evidence.quote} context={context} stance={evidence.stance} />
      {evidence.clash?.length ? (
        <ul className="mt-2 flex flex-wrap gap-1.5" aria-label="What differs">
          {evidence.clash.map((clash) => (
            <li key={`${clash.kind}${clash.claim}${clash.source}`}>
              <Chip tone="contradicted">{clashWords(clash.kind, clash.claim, clash.source)}</Chip>
            </li>
          ))}
        </ul>
      ) : null}
      <a href={href} className="group mt-2 flex items-start gap-1.5 text-[0.8125rem] text-soft hover:text-ink">
        <BookOpen size={14} className="mt-[0.2rem] shrink-0" aria-hidden="true" />
        <span className="min-w-0">
          <bdi className="underline decoration-line-strong underline-offset-3 group-hover:decoration-current">{evidence.title ?? 'Open in source'}</bdi>
        </span>
      </a>
    </EvidenceCard>
  )
}

const titleOf: Record<Evidence['stance'], string> = { supports: 'A source says so', contradicts: 'A source says otherwise', related: 'Related, but it does not settle it' }
const stanceOrder: Record<Evidence['stance'], number> = { contradicts: 0, supports: 1, related: 2 }

export function EvidenceView({ claim, withdrawn, contextOf, sourceHref, ruleHref, onReading, onState, onMakeRule, kept, onKeep, onClose, onNext, onPrevious }: EvidenceViewProps) {
  const evidence = [...(claim.sources?.evidence ?? [])].sort((a, b) => stanceOrder[a.stance] - stanceOrder[b.stance] || b.score - a.score)
  const deciding = evidence.filter((one) => one.stance !== 'related')
  const related = evidence.filter((one) => one.stance === 'related')
  const card = (one: Evidence) => <SourceCard key={`${one.source}:${one.start}:${one.end}`} evidence={one} title={titleOf[one.stance]} context={contextOf(one)} href={sourceHref(one)} />
  return (
    <div className="flex h-full flex-col">
      <header className="flex h-12 shrink-0 items-center gap-1 pr-3 pl-4">
        <h2 className="grow text-[0.8125rem] font-normal text-soft">Evidence</h2>
        <IconButton label="Previous claim" keys="K" onClick={onPrevious} disabled={!onPrevious} icon={<ArrowUp size={15} />} />
        <IconButton label="Next claim" keys="J" onClick={onNext} disabled={!onNext} icon={<ArrowDown size={15} />} />
        <IconButton label="Close" keys="Esc" onClick={onClose} icon={<X size={16} />} />
      </header>
      <div className="flex min-h-0 grow flex-col gap-2.5 overflow-y-auto px-4 pb-6" tabIndex={0} role="group" aria-label="Evidence for the claim">
        <blockquote dir="auto" lang={langOf(claim.text)} className="font-semibold">
          “{plainText(claim.text)}”
        </blockquote>
        <p className="mb-1 text-[0.8125rem] text-soft" aria-live="polite">
          {claim.verdict ? <VerdictChip verdict={claim.verdict} by={claim.by} /> : null} <span className="ml-1">{verdictGround(claim)}</span>
        </p>
        {withdrawn ? (
          <p className="mb-1 text-[0.8125rem]">
            Withdrawn from the answer; this is how it stood.{' '}
            {withdrawn.replacedBy.trim() === '' ? (
              'Nothing stands in its place.'
            ) : (
              <>
                Now it says <bdi>“{plainText(withdrawn.replacedBy)}”</bdi>
              </>
            )}
          </p>
        ) : null}
        {claim.stubborn ? <p className="mb-1 text-[0.8125rem]">{stubbornReason(claim)} So it still stands in the answer.</p> : null}
        {claim.citations?.some(({ says }) => says !== 'supports') ? (
          <ul className="mb-1 text-[0.8125rem] text-contradicted-ink" aria-label="Its citations">
            {claim.citations.flatMap(({ n, start, says }) =>
              says === 'supports' ? [] : [<li key={start}>✕ [{n}] {wrongCiteWords[says]}.</li>],
            )}
          </ul>
        ) : null}
        {claim.logic ? <LogicCard logic={claim.logic} ruleHref={ruleHref} onReading={claim.verdict ? onReading : undefined} chosen={claim.choice !== undefined} onState={onState} /> : null}
        {claim.policies?.length ? (
          <EvidenceCard title="Your policy asks for more">
            <ul className="flex flex-col gap-1 text-[0.8125rem]">
              {claim.policies.map((policy) => (
                <li key={policy.id}>
                  <bdi>“{policy.says}”</bdi>{' '}
                  <a href={ruleHref({ ...policy, kind: 'rule' } as Because)} className="rounded-sm text-soft underline decoration-line-strong underline-offset-3 hover:text-ink">
                    policy · {policy.id}
                  </a>
                </li>
              ))}
            </ul>
          </EvidenceCard>
        ) : null}
        {deciding.map(card)}
        {related.length === 0 ? null : deciding.length === 0 ? (
          related.map(card)
        ) : (
          <details className="group/related">
            <summary className="cursor-pointer rounded-md py-1 text-[0.8125rem] text-soft hover:text-ink">
              {related.length === 1 ? 'One related passage' : `${related.length} related passages`}
            </summary>
            <div className="mt-1.5 flex flex-col gap-2.5">{related.map(card)}</div>
          </details>
        )}
        {claim.verdict === 'unverified' && evidence.length === 0 ? (
          <EvidenceCard title="What would settle it">
            <p className="text-[0.8125rem] text-soft">A source that speaks of it. Import one, and ask again.</p>
          </EvidenceCard>
        ) : null}
        {claim.opinions?.length ? (
          <EvidenceCard title="A model thinks" aside={<Chip tone="open">opinion, not proof</Chip>}>
            {claim.opinions.map((opinion) => (
              <p key={opinion.model} className="text-[0.8125rem] text-soft">
                {opinion.model}: {opinion.supported ? 'supported' : 'not supported'} ({opinion.confidence.toFixed(2)})
              </p>
            ))}
          </EvidenceCard>
        ) : null}
        {onKeep && claim.verdict && claim.verdict !== 'not-checkable' ? (
          <div className="mt-1 flex flex-wrap gap-2">
            {/* Not `disabled`: that would take the focus from whoever has just pressed it. */}
            <Button onClick={kept ? undefined : onKeep} icon={kept ? <BookmarkCheck size={15} /> : <BookmarkPlus size={15} />} aria-disabled={kept} className={kept ? 'cursor-default opacity-70' : ''}>
              {kept ? 'Kept in your notes' : 'Keep this claim'}
            </Button>
            {onMakeRule ? (
              <Button onClick={onMakeRule} icon={<Scale size={15} />}>
                Make a rule or fact of it
              </Button>
            ) : null}
          </div>
        ) : null}
      </div>
    </div>
  )
}
