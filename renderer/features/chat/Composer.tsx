/** Where a question is written: Enter sends, Shift+Enter breaks the line, and the draft is kept. */
import { ArrowUp, Columns2, Paperclip, Square } from 'lucide-react'
import { type ReactNode, type Ref, useId, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import { IconButton } from '../../ui/Button.tsx'
import { CallList, optionId } from './CallList.tsx'
import { type Caller, fitting, typedCall } from './callers.ts'

export interface ComposerHandle {
  focus(): void
  /** Puts a text in, such as a question to edit. */
  put(text: string): void
}

interface ComposerProps {
  readonly draft: string
  readonly running: boolean
  readonly onDraft: (text: string) => void
  /** False when it was not sent: the text then stays. */
  readonly onSend: (text: string) => Promise<boolean>
  readonly onStop: () => void
  /** Up in an empty composer. */
  readonly onEditLast: () => void
  readonly picker: ReactNode
  /** The files that go along, and what takes more of them: chosen, dropped or pasted. */
  readonly files: ReactNode
  readonly onFiles: (files: readonly File[]) => void
  /** Said above the text while an earlier question is being edited. */
  readonly editing?: ReactNode
  /** Who can be called by `@`; `onCalling` says that somebody is about to be. */
  readonly callers: readonly Caller[]
  readonly onCalling: () => void
  /** Asks it of several side by side. */
  readonly onCompare: (text: string) => void
  readonly ref?: Ref<ComposerHandle>
}

/** Text this long is not laid out again on each key: the field stops growing. */
const GROWS_UP_TO = 20_000

export function chooseFiles(onFiles: (files: readonly File[]) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.addEventListener('change', () => onFiles([...(input.files ?? [])]))
  input.click()
}

export function Composer({ draft, running, onDraft, onSend, onStop, onEditLast, picker, files, onFiles, editing, callers, onCalling, onCompare, ref }: ComposerProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const [filled, setFilled] = useState(draft.trim() !== '')
  const [sending, setSending] = useState(false)
  const list = useId()
  const [calling, setCalling] = useState<{ typed: string; current: number }>()
  const fits = calling ? fitting(callers, calling.typed) : []
  const current = Math.min(calling?.current ?? 0, fits.length - 1)

  const fit = (): void => {
    const element = area.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = element.value.length > GROWS_UP_TO ? '40vh' : `${element.scrollHeight}px`
  }
  const changed = (text: string): void => {
    onDraft(text)
    setFilled(text.trim() !== '')
    // Where the browser sizes the field itself there is nothing to measure.
    if (!CSS.supports('field-sizing', 'content')) fit()
  }
  /** Looks whether a name is being typed where the caret is. */
  const look = (): void => {
    const typed = area.current ? typedCall(area.current.value.slice(0, 200), area.current.selectionStart) : undefined
    if (typed === undefined) return setCalling(undefined)
    if (!calling) onCalling()
    if (typed !== calling?.typed) setCalling({ typed, current: 0 })
  }
  const call = ({ call: name }: Caller): void => {
    if (!area.current) return
    put(`${name} ${area.current.value.slice(area.current.selectionStart).trimStart()}`)
    area.current.setSelectionRange(name.length + 1, name.length + 1)
    setCalling(undefined)
  }
  /** True when the key was for the list of names. */
  const listKey = (key: string): boolean => {
    const chosen = fits[current]
    if (!calling || !chosen) return false
    if (key === 'ArrowDown' || key === 'ArrowUp') setCalling({ ...calling, current: (current + (key === 'ArrowDown' ? 1 : fits.length - 1)) % fits.length })
    else if (key === 'Enter' || key === 'Tab') call(chosen)
    else if (key === 'Escape') setCalling(undefined)
    else return false
    return true
  }
  const put = (text: string): void => {
    if (!area.current) return
    area.current.value = text
    changed(text)
    area.current.focus()
    area.current.setSelectionRange(text.length, text.length)
  }
  useImperativeHandle(ref, () => ({ focus: () => area.current?.focus(), put }))
  useLayoutEffect(() => {
    if (!CSS.supports('field-sizing', 'content')) fit()
  }, [])

  const send = async (): Promise<void> => {
    const text = area.current?.value ?? ''
    if (sending || running || text.trim() === '') return
    setSending(true)
    const sent = await onSend(text)
    setSending(false)
    if (sent && area.current?.value === text) put('')
  }

  return (
    <div data-attach="" className="relative rounded-2xl border border-line-strong/60 bg-raised shadow-[0_1px_3px_rgb(0_0_0/0.04)] transition-colors duration-100 focus-within:border-accent focus-within:ring-3 focus-within:ring-accent/15">
      {fits.length > 0 ? <CallList id={list} callers={fits} current={current} onPick={call} /> : null}
      {editing}
      {files}
      <textarea
        ref={area}
        autoFocus
        defaultValue={draft}
        rows={1}
        dir="auto"
        data-composer=""
        aria-label="Your question"
        placeholder="Ask a question"
        className="block field-sizing-content max-h-[40vh] min-h-11 w-full resize-none bg-transparent px-3.5 pt-3 pb-1 text-[0.9375rem]"
        aria-autocomplete="list"
        {...(fits.length > 0 ? { 'aria-controls': list, 'aria-activedescendant': optionId(list, current) } : {})}
        onPaste={(event) => {
          const pasted = [...event.clipboardData.files]
          if (pasted.length === 0) return
          event.preventDefault()
          onFiles(pasted)
        }}
        onChange={(event) => {
          changed(event.target.value)
          look()
        }}
        onSelect={look}
        onBlur={() => setCalling(undefined)}
        onKeyDown={(event) => {
          // While an input method is composing, Enter belongs to it.
          if (event.nativeEvent.isComposing) return
          if (listKey(event.key)) {
            event.preventDefault()
            event.stopPropagation()
            return
          }
          if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
            event.preventDefault()
            void send()
          } else if (event.key === 'ArrowUp' && event.currentTarget.value === '') {
            event.preventDefault()
            onEditLast()
          }
        }}
      />
      <div className="flex items-center gap-2 p-2 pl-2.5">
        <IconButton label="Attach files" icon={<Paperclip size={15} />} onClick={() => chooseFiles(onFiles)} />
        <div className="min-w-0 grow">{picker}</div>
        <IconButton label="Ask several side by side" icon={<Columns2 size={15} />} disabled={!filled || running} onClick={() => onCompare(area.current?.value ?? '')} />
        {running ? (
          <button type="button" className="inline-flex h-8 items-center gap-1.5 rounded-lg border border-line bg-raised px-3 text-[0.8125rem] hover:bg-hover" onClick={onStop}>
            <Square size={11} fill="currentColor" aria-hidden="true" />
            Stop
          </button>
        ) : (
          <button
            type="button"
            disabled={!filled || sending}
            onClick={() => void send()}
            className="inline-flex h-8 items-center gap-1.5 rounded-lg bg-accent px-3 text-[0.8125rem] font-semibold text-on-accent transition-colors duration-100 hover:bg-accent-hover disabled:cursor-default disabled:bg-hover disabled:text-soft"
          >
            Send
            <ArrowUp size={14} aria-hidden="true" />
          </button>
        )}
      </div>
    </div>
  )
}
