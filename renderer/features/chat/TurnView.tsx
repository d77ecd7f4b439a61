/** One exchange: the question, the strip, the answer with its verdicts, what was withdrawn from it, and what can be done with it. */
import type { ReactNode, Ref } from 'react'
import { Findings, HeldBack } from '../../ui/judged/HeldBack.tsx'
import type { Judged } from '../../ui/judged/judged.ts'
import { JudgedText, type JudgedTextHandle } from '../../ui/judged/JudgedText.tsx'
import type { PlacedClaim } from '../../ui/judged/placeClaims.ts'
import { QueuedLine } from '../../ui/judged/QueuedLine.tsx'
import { Reasoning } from '../../ui/judged/Reasoning.tsx'
import { mendingWords } from '../../ui/judged/repairWords.ts'
import { TrustStrip } from '../../ui/judged/TrustStrip.tsx'
import { Stubborn, Withdrawn } from '../../ui/judged/Withdrawn.tsx'
import { WrongCitations } from '../../ui/judged/WrongCitations.tsx'
import { ProblemLine } from '../../ui/Problem.tsx'
import { UsedNotes } from './UsedNotes.tsx'
import { TurnFooter, type TurnFooterProps } from './TurnFooter.tsx'

export interface TurnViewProps extends TurnFooterProps {
  readonly question: ReactNode
  readonly places: readonly PlacedClaim[]
  readonly judged: Judged
  readonly onClaim: (index: number) => void
  /** The withdrawn claim whose evidence is open. */
  readonly withdrawnChosen: number | undefined
  readonly onWithdrawn: (index: number) => void
  /** Shows an answer that is held back. */
  readonly onRelease: () => void
  readonly ruleHref: (rule: { set?: string | undefined; line?: number | undefined; id: string; file?: string | undefined }) => string
  readonly textRef?: Ref<JudgedTextHandle>
  /** Good next questions, once the answer has ended. */
  readonly nextQuestions?: ReactNode
}

export function TurnView({ question, places, judged, onClaim, withdrawnChosen, onWithdrawn, onRelease, ruleHref, textRef, nextQuestions, ...footer }: TurnViewProps) {
  const { turn, onRetry } = footer
  const running = turn.status === 'running'
  const nothing = !running && turn.answer.trim() === ''
  const mending = mendingWords(turn)
  return (
    <article className="mx-auto w-full max-w-[var(--measure)] px-5 pt-6 pb-2" aria-label={turn.started?.question.slice(0, 120)} aria-busy={running} data-turn={turn.id}>
      {turn.started ? question : null}
      <div className="mt-5">
        {running && turn.queued ? <QueuedLine queued={turn.queued} /> : <TrustStrip claims={turn.claims} running={running} ms={turn.ms?.total} onClaim={onClaim} />}
      </div>
      <Reasoning text={turn.reasoning} running={running && turn.answer === ''} ms={turn.reasonedMs} />
      {running && turn.waiting ? (
        <p role="status" className="mt-2 text-[0.8125rem] text-soft">
          Waiting, because {turn.waiting.why}: asked again in {Math.ceil(turn.waiting.milliseconds / 1000)} s.
        </p>
      ) : null}
      <div className="mt-2.5">
        {turn.held ? (
          <HeldBack held={turn.held} ruleHref={ruleHref} onShow={onRelease} />
        ) : (
          <>
            <JudgedText ref={textRef} text={turn.answer} claims={places} judged={judged} streaming={running && turn.rounds === 0 && mending === undefined} />
            <Findings findings={turn.findings} ruleHref={ruleHref} />
            <WrongCitations claims={turn.claims} judged={judged} onClaim={onClaim} />
            {mending ? <p className="mending mt-4 border-l-2 border-accent pl-3 text-[0.8125rem] text-soft">{mending}</p> : null}
            <Stubborn claims={turn.claims} onClaim={onClaim} />
            <Withdrawn withdrawn={turn.withdrawn} chosen={withdrawnChosen} onOpen={onWithdrawn} />
          </>
        )}
      </div>
      {turn.held ? null : <UsedNotes notes={turn.notes} given={turn.started?.answerer.kind === 'model'} />}
      {turn.status === 'cancelled' ? <p className="mt-3 text-[0.8125rem] text-soft">Stopped. What had arrived is kept.</p> : null}
      {turn.problem ? (
        <div className="mt-3">
          <ProblemLine problem={turn.problem} onRetry={onRetry} />
        </div>
      ) : nothing && turn.status === 'done' ? (
        <p className="mt-1 text-soft">The answer is empty.</p>
      ) : null}
      {running ? <div className="h-9" /> : <TurnFooter {...footer} />}
      {running || turn.held ? null : nextQuestions}
    </article>
  )
}
