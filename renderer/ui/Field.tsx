/** Form fields with their label and their hint. */
import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react'

export const fieldClass =
  'h-8 w-full min-w-0 rounded-lg border border-line-strong bg-raised px-2.5 text-[0.8125rem] text-ink focus-visible:outline-2 focus-visible:outline-offset-1'

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string
  readonly hint?: ReactNode
  readonly ref?: Ref<HTMLInputElement>
}

export function Field({ label, hint, className = '', ...rest }: FieldProps) {
  const id = useId()
  return (
    <div className={`min-w-0 ${className}`}>
      <label htmlFor={id} className="mb-1 block text-[0.8125rem] font-semibold">
        {label}
      </label>
      <input id={id} className={fieldClass} aria-describedby={hint ? `${id}-hint` : undefined} {...rest} />
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-xs text-soft">
          {hint}
        </p>
      ) : null}
    </div>
  )
}

export function SearchField({ label, ref, ...rest }: Omit<FieldProps, 'hint'>) {
  return <input ref={ref} type="search" aria-label={label} placeholder={label} className={fieldClass} {...rest} />
}

interface ChoicesProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly choices: readonly { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
}

/** A few choices side by side, one of which holds. */
export function Choices<T extends string>({ label, value, choices, onChange }: ChoicesProps<T>) {
  const name = useId()
  return (
    // What is hidden within must find its place here: placed by the page, it would make that longer than the window.
    <fieldset className="relative inline-flex self-start rounded-lg border border-line-strong bg-raised p-0.5">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="rounded-md px-3 py-1 text-[0.8125rem] text-soft has-checked:bg-chosen has-checked:font-semibold has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input type="radio" name={name} className="sr-only" checked={choice.value === value} onChange={() => onChange(choice.value)} />
          {choice.label}
        </label>
      ))}
    </fieldset>
  )
}
