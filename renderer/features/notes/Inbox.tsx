/** The contradiction inbox: what disagrees with what is kept, side by side, and the person's decision. */
import { useState } from 'react'
import type { Contradiction } from '../../../shared/model/contradiction.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { fieldClass } from '../../ui/Field.tsx'
import { langOf } from '../../ui/langOf.ts'
import { when } from '../../ui/when.ts'
import type { NoteCare } from './care.ts'

function Side({ title, text }: { title: string; text: string }) {
  return (
    <div className="min-w-0 grow basis-56">
      <h3 className="text-xs font-normal text-soft">{title}</h3>
      <p dir="auto" lang={langOf(text)} className="line-clamp-6 break-words">
        {text}
      </p>
    </div>
  )
}

function Pair({ one, care }: { one: Contradiction; care: NoteCare }) {
  const [reason, setReason] = useState('')
  return (
    <li className="flex flex-col gap-3 border-b border-line py-4 last:border-b-0">
      <div className="flex flex-wrap gap-4">
        <Side title="Kept" text={one.says} />
        <Side title={'note' in one.with ? 'Another note' : 'A claim of an answer'} text={one.against} />
      </div>
      <p className="flex flex-wrap items-center gap-2 text-[0.8125rem] text-soft">
        {one.why.kind === 'clash' ? one.why.clash.map((clash) => <Chip key={`${clash.claim} ${clash.source}`} tone="contradicted">{`${clash.source} ≠ ${clash.claim}`}</Chip>) : <span>By your rules both cannot hold: {one.why.because.map((says) => `“${says}”`).join(', ')}</span>}
        <span>{when(one.at)}</span>
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={() => void care.decide(one.id, 'keep-old')}>Keep the old one</Button>
        <Button onClick={() => void care.decide(one.id, 'keep-new')}>Keep the new one</Button>
        <Button onClick={() => void care.decide(one.id, 'later')}>Later</Button>
        <input aria-label="Why both can be right" placeholder="Why both can be right" className={`${fieldClass} !w-56`} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />
        <Button disabled={reason.trim() === ''} onClick={() => void care.decide(one.id, 'both', reason)}>
          Keep both
        </Button>
      </div>
    </li>
  )
}

export function Inbox({ rows, care, onClose }: { rows: readonly Contradiction[]; care: NoteCare; onClose: () => void }) {
  return (
    <Dialog label="Contradictions" onClose={onClose} className="w-[46rem] max-w-[94vw]">
      <div className="flex max-h-[80vh] flex-col p-5">
        <div className="flex items-center gap-2">
          <h2 className="grow text-[0.9375rem] font-semibold">Contradictions</h2>
          <Button onClick={onClose}>Close</Button>
        </div>
        <p className="mt-1 text-[0.8125rem] text-soft">What disagrees with your notes by a number, a date, a denial, or by your rules. Nothing changes before you decide.</p>
        <div className="min-h-0 overflow-y-auto" tabIndex={0} role="group" aria-label="Contradictions that wait">
          {rows.length ? <ul>{rows.map((one) => <Pair key={one.id} one={one} care={care} />)}</ul> : <p className="py-8 text-center text-soft">Nothing disagrees with what you keep.</p>}
        </div>
      </div>
    </Dialog>
  )
}
