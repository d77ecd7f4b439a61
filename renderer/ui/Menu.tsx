/** A small menu under a button; never modal, so that it restyles nothing behind it. */
import { DropdownMenu } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'

interface MenuProps {
  readonly trigger: ReactElement
  readonly label: string
  readonly align?: 'start' | 'end'
  readonly children: ReactNode
  readonly onOpenChange?: (open: boolean) => void
}

export function Menu({ trigger, label, align = 'start', children, onOpenChange }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} {...(onOpenChange ? { onOpenChange } : {})}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="rise lifted z-50 max-h-[min(24rem,var(--radix-dropdown-menu-content-available-height))] max-w-80 min-w-44 overflow-y-auto rounded-xl border border-line bg-raised p-1 text-[0.8125rem]"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

const item = 'flex min-h-8 cursor-default items-center gap-2 rounded-lg px-2.5 py-1 outline-none select-none data-[highlighted]:bg-hover data-[disabled]:text-soft'

export function MenuItem({ icon, grave = false, onSelect, children }: { icon?: ReactNode; grave?: boolean; onSelect: () => void; children: ReactNode }) {
  return (
    <DropdownMenu.Item className={`${item} ${grave ? 'text-contradicted-ink' : ''}`} onSelect={onSelect}>
      {icon}
      {children}
    </DropdownMenu.Item>
  )
}

export function MenuChoice({ value, note, children }: { value: string; note?: string; children: ReactNode }) {
  return (
    <DropdownMenu.RadioItem value={value} className={`${item} pl-7 relative`}>
      <DropdownMenu.ItemIndicator className="absolute left-2.5 text-accent">✓</DropdownMenu.ItemIndicator>
      <span className="min-w-0">
        <span className="block truncate">{children}</span>
        {note ? <span className="block text-xs text-soft">{note}</span> : null}
      </span>
    </DropdownMenu.RadioItem>
  )
}

/** Stays open, so that several can be chosen. */
export function MenuCheck({ checked, onChange, children }: { checked: boolean; onChange: (checked: boolean) => void; children: ReactNode }) {
  return (
    <DropdownMenu.CheckboxItem className={`${item} relative pl-7`} checked={checked} onCheckedChange={onChange} onSelect={(event) => event.preventDefault()}>
      <DropdownMenu.ItemIndicator className="absolute left-2.5 text-accent">✓</DropdownMenu.ItemIndicator>
      {children}
    </DropdownMenu.CheckboxItem>
  )
}

export const MenuChoices = DropdownMenu.RadioGroup

export function MenuHeading({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2.5 pt-2 pb-1 text-xs text-soft">{children}</DropdownMenu.Label>
}
