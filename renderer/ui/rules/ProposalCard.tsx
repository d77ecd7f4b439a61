/** One proposed rule: in words first, then as text, with its test sentences; it is added or left out, never both silently. */
import type { Proposal } from '../../../shared/contract/ruleContract.ts'
import { quote } from '../../../shared/logic/printSurface.ts'
import { Button } from '../Button.tsx'

/** The text of a proposal with its test sentences as tests of the set. */
export function withTests(proposal: Proposal): string {
  const tests = proposal.tests.map(({ sentence, expected }) => `test ${quote(sentence.slice(0, 60))}: ${quote(sentence)} is ${expected}`)
  return [proposal.text.trimEnd(), ...tests].join('\n')
}

interface ProposalCardProps {
  readonly proposal: Proposal
  readonly state: 'open' | 'added' | 'left'
  readonly onAdd: () => void
  readonly onLeave: () => void
}

export function ProposalCard({ proposal, state, onAdd, onLeave }: ProposalCardProps) {
  return (
    <li className={`rounded-xl border border-line bg-paper p-3.5 text-[0.8125rem] ${state === 'left' ? 'opacity-60' : ''}`}>
      <p dir="auto" className="font-semibold">
        {proposal.paraphrase}
      </p>
      {proposal.modelSays ? (
        <p dir="auto" className="mt-0.5 text-xs text-soft">
          The model says it means: “{proposal.modelSays}”
        </p>
      ) : null}
      {proposal.from ? (
        <p dir="auto" className="mt-0.5 text-xs text-soft">
          from “{proposal.from}”
        </p>
      ) : null}
      <pre className="mt-1.5 font-mono text-xs whitespace-pre-wrap">{proposal.text}</pre>
      {proposal.tests.length ? (
        <ul aria-label="Test sentences" className="mt-2 flex flex-col gap-0.5 text-xs">
          {proposal.tests.map((test) => (
            <li key={test.sentence}>
              “<bdi>{test.sentence}</bdi>” should be {test.expected}
              {test.got === undefined ? '' : test.got === test.expected ? <span className="text-verified-ink"> ✓ and is</span> : <span className="font-semibold text-contradicted-ink"> ✕ but is {test.got}</span>}
            </li>
          ))}
        </ul>
      ) : null}
      {proposal.diagnostics.map((one) => (
        <p key={`${one.start}${one.message}`} className="mt-1 text-xs text-contradicted-ink">
          {one.message} {one.mend}
        </p>
      ))}
      <p className="mt-2 flex items-center gap-2">
        {state === 'open' ? (
          <>
            <Button className="!h-7" onClick={onAdd}>
              That is right, add it
            </Button>
            <Button className="!h-7" tone="quiet" onClick={onLeave}>
              Leave it out
            </Button>
          </>
        ) : (
          <span className="text-soft" role="status">
            {state === 'added' ? 'Added to the draft' : 'Left out'}
          </span>
        )}
      </p>
    </li>
  )
}
