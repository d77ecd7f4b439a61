/** The fields of each form. */
import type { ReactNode } from 'react'
import { Field } from '../../../ui/Field.tsx'
import type { KnownNames } from '../language/analysis.ts'
import { Choice, comparisons, NameField, StatementField, Statements, symbolChoices } from './fields.tsx'
import { type Form, type Heading, parametersOf, symbolName } from './form.ts'

interface ShapeFieldsProps {
  readonly form: Form
  readonly names: KnownNames
  readonly onChange: (form: Form) => void
}

const row = 'grid gap-3 min-[620px]:grid-cols-2'

function HeadingFields<F extends Form & Heading>({ form, onChange, weight = false }: { form: F; onChange: (form: F) => void; weight?: boolean }) {
  return (
    <div className={row}>
      <Field label="In your own words" hint="Shown wherever this decides something." dir="auto" value={form.title} onChange={(event) => onChange({ ...form, title: event.target.value })} />
      {weight ? (
        <Choice
          label="If an answer breaks it"
          value={form.severity}
          choices={[['', 'show it'], ['warn', 'warn'], ['block', 'hold the answer back'], ['note', 'only note it']]}
          onChange={(severity) => onChange({ ...form, severity })}
        />
      ) : null}
    </div>
  )
}

function LimitFields({ form, names, onChange }: ShapeFieldsProps & { form: Extract<Form, { shape: 'limit' }> }) {
  const known = names.quantities.find((one) => one.name === form.quantity || one.name === symbolName(form.quantity))
  return (
    <>
      <div className={row}>
        <NameField label="What is limited" placeholder="PUE" known={names.quantities.map((one) => one.name)} value={form.quantity} onChange={(quantity) => onChange({ ...form, quantity })} />
        {known ? null : <NameField label="It is a number of a" placeholder="site" known={names.types} value={form.of} onChange={(of) => onChange({ ...form, of })} />}
      </div>
      <div className={row}>
        <Choice label="It always" value={form.operator} choices={comparisons} onChange={(operator) => onChange({ ...form, operator })} />
        <Field label="The limit" placeholder={known?.date ? '2026-03-14' : '1'} hint={known?.unit ? `in ${known.unit}` : undefined} value={form.value} onChange={(event) => onChange({ ...form, value: event.target.value })} />
      </div>
      {known || !form.quantity.trim() ? null : (
        <div className={row}>
          <Field label="Its unit, if it has one" placeholder="kW, %, EUR…" value={form.unit} onChange={(event) => onChange({ ...form, unit: event.target.value })} />
          <Field label="Some by name" hint={`So that sentences about them can be read.`} placeholder="North, South" dir="auto" value={form.things} onChange={(event) => onChange({ ...form, things: event.target.value })} />
        </div>
      )}
      <HeadingFields form={form} onChange={onChange} weight />
    </>
  )
}

function FactFields({ form, names, onChange }: ShapeFieldsProps & { form: Extract<Form, { shape: 'fact' }> }) {
  const parameters = parametersOf(names, form.symbol) ?? []
  const quantity = names.quantities.find((one) => one.name === form.symbol)
  const entitiesOf = (type: string | undefined): string[] => names.entities.filter((one) => type === undefined || type === 'Thing' || one.type === type).map((one) => one.name)
  return (
    <>
      <div className={row}>
        <Choice label="What it says" value={form.symbol} choices={symbolChoices(names)} onChange={(symbol) => onChange({ ...form, symbol, things: [] })} />
        {form.symbol && !quantity ? <Choice label="Is it so" value={form.not ? 'not' : 'so'} choices={[['so', 'it is so'], ['not', 'it is not so']]} onChange={(value) => onChange({ ...form, not: value === 'not' })} /> : null}
        {parameters.map((type, index) => (
          <NameField
            key={index}
            label={index === 0 ? 'Of' : 'And'}
            placeholder={`a ${type.toLowerCase()} by name`}
            known={entitiesOf(type)}
            value={form.things[index] ?? ''}
            onChange={(thing) => onChange({ ...form, things: parameters.map((_, at) => (at === index ? thing : (form.things[at] ?? ''))) })}
          />
        ))}
        {quantity ? <Field label="Value" hint={quantity.date ? 'a date' : quantity.unit ? `in ${quantity.unit}` : undefined} placeholder={quantity.date ? '2026-03-14' : ''} value={form.value} onChange={(event) => onChange({ ...form, value: event.target.value })} /> : null}
      </div>
      <div className={row}>
        <Field label="Where you know it from" dir="auto" value={form.from} onChange={(event) => onChange({ ...form, from: event.target.value })} />
        <Field label="Dated" type="date" value={form.on} onChange={(event) => onChange({ ...form, on: event.target.value })} />
        <Field label="Holds from" type="date" value={form.validFrom} onChange={(event) => onChange({ ...form, validFrom: event.target.value })} />
        <Field label="Until, not included" type="date" value={form.validTo} onChange={(event) => onChange({ ...form, validTo: event.target.value })} />
      </div>
    </>
  )
}

export function ShapeFields({ form, names, onChange }: ShapeFieldsProps): ReactNode {
  switch (form.shape) {
    case 'limit':
      return <LimitFields form={form} names={names} onChange={onChange} />
    case 'fact':
      return <FactFields form={form} names={names} onChange={onChange} />
    case 'ifThen':
      return (
        <>
          <Statements legend="If" add="And also" list={form.conditions} names={names} onChange={(conditions) => onChange({ ...form, conditions })} />
          <fieldset>
            <legend className="mb-1 text-[0.8125rem] font-semibold">Then</legend>
            <StatementField label="Then" statement={form.conclusion} names={names} onChange={(conclusion) => onChange({ ...form, conclusion })} />
          </fieldset>
          <HeadingFields form={form} onChange={onChange} weight />
        </>
      )
    case 'usually':
      return (
        <>
          <Statements legend="For those of which" add="Add a condition" list={form.conditions} names={names} onChange={(conditions) => onChange({ ...form, conditions })} />
          <fieldset>
            <legend className="mb-1 text-[0.8125rem] font-semibold">Usually</legend>
            <StatementField label="Usually" statement={form.conclusion} names={names} onChange={(conclusion) => onChange({ ...form, conclusion })} />
          </fieldset>
          <Statements legend="Unless" add="And also" list={form.unless} names={names} onChange={(unless) => onChange({ ...form, unless })} />
          <div className={row}>
            <Field label="In your own words" dir="auto" value={form.title} onChange={(event) => onChange({ ...form, title: event.target.value })} />
            <Field label="Priority" hint="The higher one wins where two clash; 1 if left empty." inputMode="numeric" value={form.priority} onChange={(event) => onChange({ ...form, priority: event.target.value.replace(/[^\d-]/g, '') })} />
          </div>
        </>
      )
    case 'exclusion': {
      const choices = symbolChoices({ ...names, relations: names.relations.filter((one) => one.parameters.length === 1) }, { quantities: false })
      return (
        <>
          <div className={row}>
            <Choice label="Never both this" value={form.one} choices={choices} onChange={(one) => onChange({ ...form, one })} />
            <Choice label="and this" value={form.other} choices={choices} onChange={(other) => onChange({ ...form, other })} />
          </div>
          <HeadingFields form={form} onChange={onChange} weight />
        </>
      )
    }
    case 'definition':
      return (
        <>
          <div className={row}>
            <Choice label="What is defined" value={form.quantity} choices={symbolChoices(names, { relations: false })} onChange={(quantity) => onChange({ ...form, quantity })} />
            <NameField label="As" placeholder="total_power(S) / it_power(S)" hint="+ − * / over other quantities; one capital letter stands for the thing." known={names.quantities.map((one) => `${one.name}(${one.parameters[0]?.charAt(0) ?? 'X'})`)} value={form.expression} onChange={(expression) => onChange({ ...form, expression })} />
          </div>
          <Field label="In your own words" dir="auto" value={form.title} onChange={(event) => onChange({ ...form, title: event.target.value })} />
        </>
      )
    case 'policy':
      return (
        <>
          <div className={row}>
            <Field label="Claims about" hint="Words, separated by commas; left empty: all claims." dir="auto" value={form.topics} onChange={(event) => onChange({ ...form, topics: event.target.value })} />
            <Field label="Need so many sources" inputMode="numeric" value={form.sources} onChange={(event) => onChange({ ...form, sources: event.target.value.replace(/\D/g, '') })} />
            <Choice label="Of at least this tier" value={form.tier} choices={[['', 'any'], ['primary', 'primary: standards, law, measured data'], ['reviewed', 'reviewed'], ['published', 'published'], ['informal', 'informal']]} onChange={(tier) => onChange({ ...form, tier })} />
            <Field label="Not older than, in years" placeholder="5" value={form.newer} onChange={(event) => onChange({ ...form, newer: event.target.value })} />
          </div>
          <HeadingFields form={form} onChange={onChange} weight />
        </>
      )
    case 'wording':
      return (
        <>
          <Field label="Words to avoid, separated by commas" placeholder="guaranteed, always works" dir="auto" value={form.avoid} onChange={(event) => onChange({ ...form, avoid: event.target.value })} />
          <label className="flex items-center gap-2 text-[0.8125rem]">
            <input type="checkbox" className="size-4 accent-[var(--accent)]" checked={form.unlessSourced} onChange={(event) => onChange({ ...form, unlessSourced: event.target.checked })} />
            They are fine where a source supports the sentence
          </label>
          <HeadingFields form={form} onChange={onChange} weight />
        </>
      )
    case 'thing':
      return (
        <div className={row}>
          <Field label="Its name" placeholder="North" dir="auto" value={form.name} onChange={(event) => onChange({ ...form, name: event.target.value })} />
          <NameField label="It is a" placeholder="site" known={names.types} value={form.of} onChange={(of) => onChange({ ...form, of })} />
          <Field label="Also called, separated by commas" placeholder="North site, DC North" dir="auto" value={form.also} onChange={(event) => onChange({ ...form, also: event.target.value })} />
        </div>
      )
    case 'property':
    case 'quantity':
      return (
        <>
          <div className={row}>
            <Field label="Its name" placeholder={form.shape === 'quantity' ? 'power density' : 'liquid-cooled'} dir="auto" value={form.name} onChange={(event) => onChange({ ...form, name: event.target.value })} />
            <NameField label="Of a" placeholder="rack" known={names.types} value={form.of} onChange={(of) => onChange({ ...form, of })} />
            {form.shape === 'quantity' ? <Field label="Unit, if it has one" placeholder="kW, %, EUR, date…" value={form.unit} onChange={(event) => onChange({ ...form, unit: event.target.value })} /> : null}
          </div>
          <Field
            label="How people write it"
            hint={form.shape === 'quantity' ? '{1} is the thing, {value} the number; several ways are separated by |.' : '{1} is the thing; several ways are separated by |.'}
            placeholder={form.shape === 'quantity' ? 'power density of {1} | {1} draws {value}' : '{1} is liquid-cooled | {1} uses liquid cooling'}
            dir="auto"
            value={form.says}
            onChange={(event) => onChange({ ...form, says: event.target.value })}
          />
        </>
      )
  }
}
