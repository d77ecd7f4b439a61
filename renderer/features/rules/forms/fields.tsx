/** The pieces that forms are made of: a field with known names, a choice, and statements about the thing a rule speaks of. */
import { Plus, X } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { Comparison } from '../../../../shared/logic/formula.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { Field, fieldClass } from '../../../ui/Field.tsx'
import type { KnownNames } from '../language/analysis.ts'
import { noStatement, type Statement } from './form.ts'

interface NameFieldProps {
  readonly label: string
  readonly value: string
  readonly known: readonly string[]
  readonly hint?: ReactNode
  readonly placeholder?: string
  readonly className?: string
  readonly focus?: boolean
  readonly onChange: (value: string) => void
}

export function NameField({ known, onChange, focus, hint, placeholder, className, ...rest }: NameFieldProps) {
  const list = useId()
  return (
    <>
      <Field
        {...rest}
        {...(hint ? { hint } : {})}
        {...(placeholder ? { placeholder } : {})}
        {...(className ? { className } : {})}
        {...(focus ? { 'data-autofocus': '' } : {})}
        dir="auto"
        list={list}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={list}>
        {known.slice(0, 300).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  )
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly choices: readonly (readonly [value: T, label: string])[]
  readonly className?: string
  readonly hidden?: boolean
  readonly onChange: (value: T) => void
}

export function Choice<T extends string>({ label, value, choices, className = '', hidden = false, onChange }: ChoiceProps<T>) {
  const id = useId()
  return (
    <div className={`min-w-0 ${className}`}>
      <label htmlFor={id} className={hidden ? 'sr-only' : 'mb-1 block text-[0.8125rem] font-semibold'}>
        {label}
      </label>
      <select id={id} className={fieldClass} value={value} onChange={(event) => onChange(event.target.value as T)}>
        {choices.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}

export const comparisons: readonly (readonly [Comparison, string])[] = [
  ['>=', 'is at least'],
  ['>', 'is above'],
  ['<=', 'is at most'],
  ['<', 'is below'],
  ['=', 'is'],
  ['!=', 'is not'],
]

/** A relation as people write it, with `it` for the thing: “it is liquid-cooled”. */
const spoken = (name: string, says: readonly string[]): string => says[0]?.replace('{1}', 'it').replace('{2}', '…').replace('{value}', '…') ?? name.replaceAll('_', ' ')

export function symbolChoices(names: KnownNames, { quantities = true, relations = true } = {}): (readonly [string, string])[] {
  return [
    ['', 'Choose…'] as const,
    ...(relations ? names.relations.filter((one) => one.parameters.length <= 2).map((one) => [one.name, spoken(one.name, one.says)] as const) : []),
    ...(quantities ? names.quantities.filter((one) => one.parameters.length <= 2).map((one) => [one.name, `${one.name.replaceAll('_', ' ')}${one.date ? ' (date)' : one.unit ? ` (${one.unit})` : ''}`] as const) : []),
  ]
}

interface StatementFieldProps {
  readonly label: string
  readonly statement: Statement
  readonly names: KnownNames
  readonly onChange: (statement: Statement) => void
  readonly onRemove?: (() => void) | undefined
}

export function StatementField({ label, statement, names, onChange, onRemove }: StatementFieldProps) {
  const quantity = names.quantities.find((one) => one.name === statement.symbol)
  const parameters = quantity?.parameters ?? names.relations.find((one) => one.name === statement.symbol)?.parameters
  return (
    <div role="group" aria-label={label} className="flex flex-wrap items-end gap-2">
      {statement.symbol && !quantity ? (
        <Choice label={`${label}: is it so`} hidden className="w-24" value={statement.not ? 'not' : 'so'} choices={[['so', 'so'], ['not', 'not so']]} onChange={(value) => onChange({ ...statement, not: value === 'not' })} />
      ) : null}
      <Choice label={label} hidden className="min-w-40 grow basis-0" value={statement.symbol} choices={symbolChoices(names)} onChange={(symbol) => onChange({ ...noStatement, symbol })} />
      {quantity ? (
        <>
          <Choice label={`${label}: compared`} hidden className="w-32" value={statement.operator} choices={comparisons} onChange={(operator) => onChange({ ...statement, operator })} />
          <input aria-label={`${label}: value${quantity.unit ? ` in ${quantity.unit}` : ''}`} placeholder={quantity.date ? '2026-03-14' : (quantity.unit ?? '1')} className={`${fieldClass} !w-28`} value={statement.value} onChange={(event) => onChange({ ...statement, value: event.target.value })} />
        </>
      ) : null}
      {parameters?.length === 2 ? (
        <input aria-label={`${label}: the other ${parameters[1] ?? 'thing'}`} placeholder={`any ${parameters[1] ?? 'thing'}`} className={`${fieldClass} !w-32`} value={statement.other} onChange={(event) => onChange({ ...statement, other: event.target.value })} />
      ) : null}
      {onRemove ? <IconButton label={`Remove: ${label}`} icon={<X size={15} />} onClick={onRemove} /> : null}
    </div>
  )
}

interface StatementsProps {
  readonly legend: string
  readonly list: readonly Statement[]
  readonly names: KnownNames
  readonly add: string
  readonly onChange: (list: readonly Statement[]) => void
}

export function Statements({ legend, list, names, add, onChange }: StatementsProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-[0.8125rem] font-semibold">{legend}</legend>
      {list.map((statement, index) => (
        <StatementField
          key={index}
          label={list.length > 1 ? `${legend} ${index + 1}` : legend}
          statement={statement}
          names={names}
          onChange={(next) => onChange(list.map((one, at) => (at === index ? next : one)))}
          onRemove={list.length > 1 || statement.symbol ? () => onChange(list.filter((_, at) => at !== index)) : undefined}
        />
      ))}
      <Button tone="quiet" className="self-start !px-2" icon={<Plus size={14} />} onClick={() => onChange([...list, noStatement])}>
        {add}
      </Button>
    </fieldset>
  )
}
