/** Buttons: verbs, at least 28 px high, with the focus always seen. */
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'title'> {
  readonly tone?: 'plain' | 'primary' | 'quiet' | 'grave'
  readonly icon?: ReactNode
  readonly ref?: Ref<HTMLButtonElement>
}

const tones = {
  plain: 'border border-line bg-raised text-ink hover:bg-hover',
  primary: 'border border-transparent bg-accent text-on-accent hover:bg-accent-hover',
  quiet: 'border border-transparent text-soft hover:bg-hover hover:text-ink',
  grave: 'border border-line bg-raised text-contradicted-ink hover:bg-contradicted-tint',
}

export function Button({ tone = 'plain', icon, className = '', children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={`inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-lg px-3 text-[0.8125rem] whitespace-nowrap transition-colors duration-100 disabled:cursor-default disabled:opacity-60 ${tones[tone]} ${className}`}
      {...rest}
    >
      {icon}
      {children}
    </button>
  )
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'title' | 'onClick'> {
  readonly label: string
  /** Shown after the label in the tooltip. */
  readonly keys?: string
  readonly icon: ReactNode
  readonly onClick?: (() => void) | undefined
  readonly ref?: Ref<HTMLButtonElement>
}

export function IconButton({ label, keys, icon, className = '', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={keys ? `${label} (${keys})` : label}
      className={`inline-flex size-7 shrink-0 items-center justify-center rounded-md text-soft transition-colors duration-100 hover:bg-hover hover:text-ink disabled:cursor-default disabled:opacity-40 disabled:hover:bg-transparent ${className}`}
      {...rest}
    >
      {icon}
    </button>
  )
}
