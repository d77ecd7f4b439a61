/** Asks for one line of text: a file name, a new name for a rule, a reason. */
import { type ReactNode, useState } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Field } from '../../../ui/Field.tsx'

interface NameDialogProps {
  readonly title: string
  readonly label: string
  readonly value?: string
  readonly action?: string
  readonly problem?: string | undefined
  readonly children?: ReactNode
  readonly onClose: () => void
  readonly onDone: (value: string) => void
}

export function NameDialog({ title, label, value = '', action = 'Rename', problem, children, onClose, onDone }: NameDialogProps) {
  const [text, setText] = useState(value)
  return (
    <Dialog label={title} onClose={onClose} className="w-[min(27rem,calc(100vw-2rem))]">
      <form
        className="flex flex-col gap-3 p-5"
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim()) onDone(text.trim())
        }}
      >
        <h2 className="text-base">{title}</h2>
        {children}
        <Field label={label} value={text} maxLength={500} data-autofocus="" dir="auto" onFocus={(event) => event.target.select()} onChange={(event) => setText(event.target.value)} />
        {problem ? (
          <p role="alert" className="text-[0.8125rem] text-contradicted-ink">
            {problem}
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" disabled={!text.trim()}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
