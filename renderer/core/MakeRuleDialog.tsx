/** A rule or a fact made of a claim or a note, with where it comes from: confirmed here, saved as a new version of the chosen set. */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { Proposal } from '../../shared/contract/ruleContract.ts'
import type { ClaimId, NoteId, TurnId } from '../../shared/model/ids.ts'
import { problemSentence } from '../../shared/problemSentence.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ProposalCard, withTests } from '../ui/rules/ProposalCard.tsx'
import { addToSet, NEW_SET } from './addToSet.ts'
import { problemOf } from './client.ts'
import type { Core } from './core.ts'
import { SetChoice } from './SetChoice.tsx'

interface MakeRuleDialogProps {
  readonly core: Core
  readonly from: { readonly turn: TurnId; readonly claim: ClaimId } | { readonly note: NoteId }
  readonly onClose: () => void
}

export default function MakeRuleDialog({ core, from, onClose }: MakeRuleDialogProps) {
  const { client } = core.connection
  const sets = useStore(core.ruleSets.store, (state) => state.sets) ?? []
  const [proposals, setProposals] = useState<readonly Proposal[]>()
  const [states, setStates] = useState<Readonly<Record<number, 'added' | 'left'>>>({})
  const [into, setInto] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const key = JSON.stringify(from)
  useEffect(() => {
    client.rules.fromClaim(JSON.parse(key) as MakeRuleDialogProps['from']).then(
      (found) => setProposals(found.proposals),
      (error: unknown) => setProblem(problemSentence(problemOf(error))),
    )
  }, [client, key])
  const target = into ?? sets.find((set) => set.on)?.id ?? NEW_SET
  const add = async (proposal: Proposal, index: number): Promise<void> => {
    const text = proposal.kind === 'fact' ? proposal.text.trimEnd() : withTests(proposal)
    setProblem(undefined)
    try {
      const saved = await addToSet(core, target, text)
      setInto(saved.id)
      setStates((before) => ({ ...before, [index]: 'added' }))
      core.notices.say(`It is in “${saved.title}”, version ${saved.number}.`, { label: 'Open', run: () => (onClose(), core.go(`#/rules/${saved.id}?line=1000000`)) })
    } catch (error) {
      setProblem(problemSentence(problemOf(error)))
    }
  }
  return (
    <Dialog label="Make a rule or a fact of it" onClose={onClose} className="w-[min(38rem,calc(100vw-2rem))]">
      <div className="flex max-h-[85vh] flex-col">
        <header className="px-5 pt-5 pb-3">
          <h2 className="text-base">Make a rule or a fact of it</h2>
          <p className="mt-1 text-[0.8125rem] text-soft">It holds from then on, with where it comes from. Nothing is saved until you say that it is right.</p>
        </header>
        <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-5 pb-4">
          {problem ? (
            <p role="alert" className="text-[0.8125rem] text-contradicted-ink">
              {problem}
            </p>
          ) : null}
          {proposals === undefined && !problem ? <p className="late text-[0.8125rem] text-soft">Reading it…</p> : null}
          {proposals?.length === 0 ? (
            <p className="text-[0.8125rem]">
              It could not be turned into a rule by itself.{' '}
              <a href="#/rules" className="text-accent underline underline-offset-3" onClick={onClose}>
                Write it in Rules
              </a>
              ; the forms there need no knowledge of the language.
            </p>
          ) : null}
          {proposals?.length ? (
            <>
              <SetChoice core={core} value={target} onChange={setInto} />
              <ul aria-label="What it could become" className="flex flex-col gap-2.5">
                {proposals.map((proposal, index) => (
                  <ProposalCard key={proposal.text} proposal={proposal} state={states[index] ?? 'open'} onAdd={() => void add(proposal, index)} onLeave={() => setStates((before) => ({ ...before, [index]: 'left' }))} />
                ))}
              </ul>
            </>
          ) : null}
        </div>
        <footer className="flex justify-end border-t border-line px-5 py-3">
          <Button onClick={onClose}>Done</Button>
        </footer>
      </div>
    </Dialog>
  )
}
