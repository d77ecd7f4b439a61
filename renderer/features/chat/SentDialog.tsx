/** What was sent to models for one answer, word for word: each request with its size, how it went, and what was left out and why. */
import { Check, Copy, X } from 'lucide-react'
import { useState } from 'react'
import { problemSentence } from '../../../shared/problemSentence.ts'
import type { ModelCall } from '../../../shared/turn/foldTurn.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { LongText } from '../../ui/LongText.tsx'
import { callAsText, callFigures, leftOutWords, purposeWords, roleWords } from './sentWords.ts'

function CopyText({ label, text }: { label: string; text: () => string }) {
  const [copied, setCopied] = useState(false)
  const copy = (): void => {
    void navigator.clipboard.writeText(text()).then(() => {
      setCopied(true)
      setTimeout(() => setCopied(false), 1500)
    })
  }
  return <IconButton label={copied ? 'Copied' : label} icon={copied ? <Check size={14} /> : <Copy size={14} />} onClick={copy} />
}

/** `again`: how many requests for the same came before it. */
function Call({ call, number, again }: { call: ModelCall; number: number; again: number }) {
  const { asked, answered } = call
  return (
    <section aria-labelledby={`call-${number}`} className="border-t border-line py-4 first:border-0 first:pt-0">
      <div className="flex items-center gap-2">
        <h3 id={`call-${number}`} className="grow text-[0.875rem]">
          {purposeWords[asked.purpose]}
          {again > 0 ? ` (${again + 1})` : ''}
        </h3>
        <CopyText label="Copy this request" text={() => callAsText(call)} />
      </div>
      <p className="figures text-[0.8125rem] text-soft">
        <bdi className="text-ink">{asked.model}</bdi> on <bdi>{asked.server}</bdi> · {callFigures(call).join(' · ')}
      </p>
      {answered?.problem ? <p className="mt-1 text-[0.8125rem] text-contradicted-ink">✕ {problemSentence(answered.problem)}</p> : null}
      {asked.leftOut?.length ? (
        <ul className="mt-1.5 list-disc pl-5 text-[0.8125rem]" aria-label="Left out">
          {asked.leftOut.map((one) => (
            <li key={`${one.what}${one.why}`}>{leftOutWords(one)}</li>
          ))}
        </ul>
      ) : null}
      <ol className="mt-3 flex flex-col gap-3">
        {asked.messages.map((message, i) => (
          <li key={i} className="rounded-lg border border-line bg-panel px-3 py-2">
            <div className="mb-1 flex min-h-7 items-center gap-2 text-xs text-soft">
              <span className="grow font-semibold">{roleWords[message.role]}</span>
              <CopyText label="Copy this message" text={() => message.text} />
            </div>
            <LongText text={message.text} label={`${roleWords[message.role]}, whole`} />
            {message.images?.length ? <p className="mt-1 text-xs text-soft">{message.images.length === 1 ? 'And one image.' : `And ${message.images.length} images.`}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  )
}

export default function SentDialog({ calls, onClose }: { calls: readonly ModelCall[]; onClose: () => void }) {
  return (
    <Dialog label="What was sent" onClose={onClose} className="w-[46rem] max-w-[calc(100vw-2rem)] text-ink">
      <div className="flex max-h-[min(85vh,48rem)] flex-col">
        <header className="flex shrink-0 items-center gap-2 border-b border-line py-2.5 pr-3 pl-5">
          <h2 className="grow text-[0.9375rem]">What was sent</h2>
          {calls.length > 1 ? <CopyText label="Copy all requests" text={() => calls.map(callAsText).join('\n\n')} /> : null}
          <IconButton label="Close" keys="Esc" icon={<X size={16} />} onClick={onClose} data-autofocus="" />
        </header>
        <div className="min-h-0 overflow-y-auto px-5 py-4" tabIndex={0} role="group" aria-label="Requests">
          {calls.length === 0 ? <p className="text-soft">Nothing left this machine, and no model was asked.</p> : calls.map((call, i) => <Call key={i} call={call} number={i + 1} again={calls.slice(0, i).filter((before) => before.asked.purpose === call.asked.purpose).length} />)}
        </div>
        <footer className="flex shrink-0 justify-end border-t border-line px-5 py-3">
          <Button onClick={onClose}>Close</Button>
        </footer>
      </div>
    </Dialog>
  )
}
