/** Keeping by a policy: what each keeps in plain words, what it would have kept of past answers, and its switch, which works once it was tried. */
import { PenLine, Plus, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { KeepPolicy } from '../../../shared/model/note.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { langOf } from '../../ui/langOf.ts'
import { when } from '../../ui/when.ts'
import type { Policies, PolicyDraft, Trial } from './policies.ts'
import { PolicyForm } from './PolicyForm.tsx'
import { policySentence } from './policyWords.ts'

function TrialShown({ trial }: { trial: Trial }) {
  const { turns, claims, policy } = trial
  const count = policy.tried?.claims ?? claims.length
  return (
    <div className="mt-2 rounded-lg bg-hover px-3 py-2 text-[0.8125rem]" role="status">
      <p className="font-semibold">{turns === 0 ? 'There is no answer yet to try it on.' : `Of the last ${turns === 1 ? 'answer' : `${turns} answers`} it would have kept ${count === 0 ? 'nothing' : count === 1 ? 'one claim' : `${count} claims`}.`}</p>
      {claims.length ? (
        <ul className="mt-1 max-h-48 list-disc overflow-y-auto ps-4" tabIndex={0} aria-label="What it would have kept">
          {claims.map(({ turn, claim, text }) => (
            <li key={`${turn} ${claim}`} dir="auto" lang={langOf(text)} className="break-words">
              {text}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

interface RowProps {
  readonly policy: KeepPolicy
  readonly policies: Policies
  readonly trial: Trial | undefined
  readonly onTry: () => void
  readonly onEdit: () => void
}

function Row({ policy, policies, trial, onTry, onEdit }: RowProps) {
  return (
    <li className="border-b border-line py-3 last:border-b-0">
      <div className="flex items-start gap-2">
        <div className="min-w-0 grow">
          <h3 dir="auto" className="font-semibold break-words">
            {policy.name}
          </h3>
          <p dir="auto" className="text-[0.8125rem] text-soft break-words">
            {policySentence(policy)}
          </p>
        </div>
        <IconButton label={`Change “${policy.name}”`} icon={<PenLine size={14} />} onClick={onEdit} />
        <IconButton label={`Remove “${policy.name}”`} icon={<Trash2 size={14} />} onClick={() => void policies.remove(policy)} />
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <Button onClick={onTry}>Try on past answers</Button>
        <label className="flex min-h-7 items-center gap-1.5 text-[0.8125rem]">
          <input type="checkbox" checked={policy.on} disabled={!policy.on && policy.tried === undefined} onChange={(event) => void policies.turn(policy, event.target.checked)} />
          Keep by it from now on
        </label>
        <span className="text-xs text-soft">{policy.tried ? `Tried ${when(policy.tried.at)}` : 'Try it first, then it can be switched on.'}</span>
      </div>
      {trial ? <TrialShown trial={trial} /> : null}
    </li>
  )
}

export function PoliciesDialog({ policies, onClose }: { policies: Policies; onClose: () => void }) {
  const all = useStore(policies.store, (state) => state.policies)
  const [editing, setEditing] = useState<KeepPolicy | 'new'>()
  const [trial, setTrial] = useState<Trial>()
  useEffect(() => void policies.read(), [policies])
  const tryIt = async (policy: KeepPolicy): Promise<void> => {
    setTrial(undefined)
    setTrial(await policies.try(policy.id))
  }
  const save = async (draft: PolicyDraft): Promise<boolean> => {
    const saved = await policies.save(draft)
    if (!saved) return false
    setEditing(undefined)
    void tryIt(saved)
    return true
  }
  return (
    <Dialog label="Keep by a policy" onClose={onClose} className="w-[40rem] max-w-[94vw]">
      <div className="flex max-h-[84vh] flex-col p-5">
        <div className="flex items-center gap-2">
          <h2 className="grow text-[0.9375rem] font-semibold">Keep by a policy</h2>
          <Button onClick={onClose}>Close</Button>
        </div>
        <p className="mt-1 text-[0.8125rem] text-soft">A policy keeps claims of new answers by conditions that you state. A note that it kept says so.</p>
        <div className="-mx-1 min-h-0 overflow-y-auto px-1" tabIndex={0} role="group" aria-label="Policies">
          {editing ? (
            <PolicyForm start={editing === 'new' ? undefined : editing} onSave={save} onCancel={() => setEditing(undefined)} />
          ) : (
            <>
              {all?.length ? (
                <ul aria-label="Your policies">
                  {all.map((policy) => (
                    <Row key={policy.id} policy={policy} policies={policies} trial={trial?.policy.id === policy.id ? trial : undefined} onTry={() => void tryIt(policy)} onEdit={() => setEditing(policy)} />
                  ))}
                </ul>
              ) : all ? (
                <p className="py-6 text-center text-soft">There is no policy yet: every note was kept by hand.</p>
              ) : null}
              <Button className="mt-2" icon={<Plus size={14} />} onClick={() => setEditing('new')}>
                New policy
              </Button>
            </>
          )}
        </div>
      </div>
    </Dialog>
  )
}
