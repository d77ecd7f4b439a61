/** A link out of an answer: its address is shown before anything opens, and only web and mail addresses open at all. */
import { ExternalLink } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, type ReactNode, useState } from 'react'
import { createPortal } from 'react-dom'
import { Button } from '../Button.tsx'
import { Dialog } from '../Dialog.tsx'
import { outsideAddress } from './outsideAddress.ts'

function AskDialog({ address, onClose }: { address: string; onClose: () => void }) {
  const mail = address.startsWith('mailto:')
  return (
    <Dialog label="Open outside" onClose={onClose} className="w-[30rem] max-w-[calc(100vw-2rem)]">
      <div className="px-5 py-4 text-start text-[0.875rem] font-normal" dir="ltr">
        <h2 className="text-[0.9375rem] font-semibold">{mail ? 'Write to this address?' : 'Open this page in your browser?'}</h2>
        <p className="mt-2 max-h-40 overflow-y-auto rounded-lg border border-line bg-panel px-3 py-2 font-mono text-[0.8125rem] break-all [font-variant-ligatures:none]" data-address="">
          {address}
        </p>
        <p className="mt-2 text-[0.8125rem] text-soft">A model or a document gave it. Plumbline has not looked at it.</p>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <a
            href={address}
            target="_blank"
            rel="noreferrer noopener"
            onClick={() => setTimeout(onClose)}
            data-autofocus=""
            className="inline-flex h-8 items-center gap-1.5 rounded-lg bg-accent px-3 text-[0.8125rem] text-on-accent no-underline hover:bg-accent-hover"
          >
            <ExternalLink size={14} aria-hidden="true" />
            {mail ? 'Write' : 'Open'}
          </a>
        </div>
      </div>
    </Dialog>
  )
}

/** `href` as it stands in the Markdown. What leads nowhere outside is shown as its words. */
export function OutsideLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  const [asking, setAsking] = useState(false)
  const address = outsideAddress(href)
  if (address === undefined) return <span>{children}</span>
  const ask = (event: MouseEvent | KeyboardEvent): void => {
    event.preventDefault()
    event.stopPropagation()
    setAsking(true)
  }
  // Without an address of its own no key, button or shell can open it unasked.
  return (
    <>
      <a role="link" tabIndex={0} title={address} onClick={ask} onKeyDown={(event) => event.key === 'Enter' && ask(event)}>
        {children}
      </a>
      {asking ? createPortal(<AskDialog address={address} onClose={() => setAsking(false)} />, document.body) : null}
    </>
  )
}
