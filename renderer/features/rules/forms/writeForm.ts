/** From a form to the text a person would have written, with the names it needs made known first. Pure. */
import { quote } from '../../../../shared/logic/printSurface.ts'
import type { KnownNames } from '../language/analysis.ts'
import { entityName, type Form, freeId, type Heading, parametersOf, parts, type Statement, symbolName, typeName } from './form.ts'

/** The text, or which field still has to be filled in. */
export type Written = { readonly text: string } | { readonly missing: string }

const LETTERS = [...'XYZUVW']

/** A variable for a type: its first letter, unless something is called so. */
function variableFor(type: string, names: KnownNames, used: readonly string[] = []): string {
  const letter = type.charAt(0).toUpperCase()
  const free = (one: string): boolean => !used.includes(one) && !names.entities.some(({ name }) => name.toLowerCase() === one.toLowerCase())
  return [/^\p{Lu}$/u.test(letter) ? letter : 'X', ...LETTERS].find(free) ?? 'X1'
}

function heading(kind: 'rule' | 'define' | 'policy' | 'wording', form: Heading, fallback: string, taken: readonly string[]): string {
  const id = form.id || freeId(fallback, taken)
  const title = form.title.trim() ? ` ${quote(form.title.trim())}` : ''
  return `${kind} ${id}${title}${form.severity ? ` severity ${form.severity}` : ''}${form.priority.trim() ? ` priority ${form.priority.trim()}` : ''}:`
}

/** A number or date as written; a decimal comma is a point, a bare number takes the quantity's unit. */
function valueText(value: string, unit: string | undefined): string {
  const text = value.trim().replace(/^(\d+),(\d+)(?!\d)/, (whole, a: string, b: string) => (b.length === 3 ? whole : `${a}.${b}`))
  return unit && /^[-−]?[\d.,]+$/.test(text) ? `${text} ${unit}` : text
}

function statementText(statement: Statement, variable: string, names: KnownNames): string | undefined {
  const { symbol, not, operator, value, other } = statement
  const parameters = parametersOf(names, symbol)
  if (!parameters) return undefined
  const args = parameters.length === 0 ? '' : parameters.length === 1 ? `(${variable})` : `(${variable}, ${other.trim() || variableFor(parameters[1] ?? 'Y', names, [variable])})`
  const quantity = names.quantities.find((one) => one.name === symbol)
  if (!quantity) return `${not ? 'not ' : ''}${symbol}${args}`
  if (!value.trim()) return undefined
  return `${symbol}${args} ${operator} ${valueText(value, quantity.unit)}`
}

function statements(list: readonly Statement[], variable: string, names: KnownNames): string | undefined {
  const written = list.filter((one) => one.symbol).map((one) => statementText(one, variable, names))
  return written.includes(undefined) ? undefined : written.join(' and ')
}

/** Says lines that people are likely to write of a number: `PUE of {1}`, `{1} has a PUE of {value}`. */
const quantitySays = (words: string): string[] => [`${words} of {1}`, `{1} has ${/^[aeiou]/i.test(words) ? 'an' : 'a'} ${words} of {value}`]

function writeLimit(form: Extract<Form, { shape: 'limit' }>, names: KnownNames): Written {
  const words = form.quantity.trim()
  if (!words) return { missing: 'Say what is limited, such as PUE.' }
  const known = names.quantities.find((one) => one.name === words) ?? names.quantities.find((one) => one.name === symbolName(words))
  const type = known ? (known.parameters[0] ?? '') : form.of.trim() ? typeName(form.of) : ''
  if (!known && !type) return { missing: 'Say what it is a number of, such as Site.' }
  if (!form.value.trim()) return { missing: 'Give the limit, such as 1.' }
  const name = known?.name ?? symbolName(words)
  const unit = known ? known.unit : form.unit.trim() || undefined
  const lines: string[] = []
  if (!known && !names.types.includes(type)) lines.push(`type ${type}`)
  for (const thing of parts(form.things)) {
    const entity = entityName(thing)
    if (!names.entities.some((one) => one.name === entity)) lines.push(`entity ${entity} : ${type}`)
  }
  if (!known) lines.push(`quantity ${name}(${type})${unit ? ` in ${unit}` : ''} says ${quantitySays(words).map(quote).join(' | ')}`)
  const variable = variableFor(type, names)
  const call = known && known.parameters.length === 0 ? name : `${name}(${variable})`
  const side = form.operator.startsWith('>') ? 'floor' : form.operator.startsWith('<') ? 'ceiling' : 'value'
  lines.push(`${heading('rule', form, `${name}_${side}`, names.ids)}\n  ${call} ${form.operator} ${valueText(form.value, unit)}`)
  return { text: lines.join('\n') }
}

function typeOf(list: readonly Statement[], names: KnownNames): string {
  for (const { symbol } of list) {
    const type = parametersOf(names, symbol)?.[0]
    if (type !== undefined) return type
  }
  return 'X'
}

function writeFact(form: Extract<Form, { shape: 'fact' }>, names: KnownNames): Written {
  const parameters = parametersOf(names, form.symbol)
  if (!parameters) return { missing: 'Choose what the fact says.' }
  const things = parameters.map((_, index) => (form.things[index] ?? '').trim())
  if (things.includes('')) return { missing: 'Say of what.' }
  const quantity = names.quantities.find((one) => one.name === form.symbol)
  if (quantity && !form.value.trim()) return { missing: `Give the value${quantity.unit ? ` in ${quantity.unit}` : ''}.` }
  const lines: string[] = []
  const args = things.map((thing, index) => {
    const known = names.entities.find((one) => one.name === thing) ?? names.entities.find((one) => one.name === entityName(thing))
    if (known) return known.name
    const type = parameters[index]
    lines.push(`entity ${entityName(thing)}${type === undefined || type === 'Thing' ? '' : ` : ${type}`}`)
    return entityName(thing)
  })
  const call = args.length ? `${form.symbol}(${args.join(', ')})` : form.symbol
  const valid = form.validFrom || form.validTo ? ` valid ${form.validFrom || 'open'} to ${form.validTo || 'open'}` : ''
  const origin = form.from.trim() ? ` from ${quote(form.from.trim())}` : ''
  lines.push(`fact ${form.not && !quantity ? 'not ' : ''}${call}${quantity ? ` = ${valueText(form.value, quantity.unit)}` : ''}${valid}${origin}${form.on ? ` on ${form.on}` : ''}`)
  return { text: lines.join('\n') }
}

/** The declaration or declarations of a form, ready to stand in a rule set. */
export function writeForm(form: Form, names: KnownNames): Written {
  switch (form.shape) {
    case 'limit':
      return writeLimit(form, names)
    case 'ifThen':
    case 'usually': {
      const all = [...form.conditions, form.conclusion]
      const variable = variableFor(typeOf(all, names), names)
      const [when, then] = [statements(form.conditions, variable, names), statementText(form.conclusion, variable, names)]
      if (when === undefined || (form.shape === 'ifThen' && !when)) return { missing: 'Say under which condition, with a value where it is a number.' }
      if (then === undefined) return { missing: form.shape === 'ifThen' ? 'Say what follows.' : 'Say what usually holds.' }
      const unless = form.shape === 'usually' ? statements(form.unless, variable, names) : ''
      if (unless === undefined) return { missing: 'Give the exception its value.' }
      const body = form.shape === 'ifThen' ? `${when} implies ${then}` : `normally ${when ? `${when} implies ` : ''}${then}${unless ? ` unless ${unless}` : ''}`
      return { text: `${heading('rule', form, form.title || form.conclusion.symbol, names.ids)}\n  ${body}` }
    }
    case 'exclusion': {
      if (!form.one || !form.other) return { missing: 'Choose the two that rule each other out.' }
      const variable = variableFor(parametersOf(names, form.one)?.[0] ?? 'X', names)
      return { text: `${heading('rule', form, `${form.one}_or_${form.other}`, names.ids)}\n  ${form.one}(${variable}) implies not ${form.other}(${variable})` }
    }
    case 'definition': {
      const quantity = names.quantities.find((one) => one.name === form.quantity)
      if (!quantity) return { missing: 'Choose what is defined.' }
      if (!form.expression.trim()) return { missing: 'Say what it is made of, such as total_power(S) / it_power(S).' }
      const variable = /\(\s*([\p{Lu}])\s*[,)]/u.exec(form.expression)?.[1] ?? variableFor(quantity.parameters[0] ?? 'X', names)
      const title = form.title.trim() ? ` ${quote(form.title.trim())}` : ''
      return { text: `define${form.id ? ` ${form.id}` : ''}${title}:\n  ${quantity.name}${quantity.parameters.length ? `(${variable})` : ''} = ${form.expression.trim()}` }
    }
    case 'fact':
      return writeFact(form, names)
    case 'policy': {
      const needs = [form.sources.trim() ? `${form.sources.trim()} sources` : '', form.tier ? `tier ${form.tier}` : '', form.newer.trim() ? `newer than ${valueText(form.newer, 'years')}` : ''].filter(Boolean)
      if (needs.length === 0) return { missing: 'Say what such a claim needs: a number of sources, a tier, or an age.' }
      const topics = parts(form.topics)
      return { text: `${heading('policy', form, form.title || topics[0] || 'sources', names.ids)}\n  claims${topics.length ? ` about ${topics.map(quote).join(', ')}` : ''} need ${needs.join(', ')}` }
    }
    case 'wording': {
      const avoid = parts(form.avoid)
      if (avoid.length === 0) return { missing: 'Name the words to avoid.' }
      return { text: `${heading('wording', form, form.title || avoid[0] || 'wording', names.ids)}\n  avoid ${avoid.map(quote).join(', ')}${form.unlessSourced ? ' unless sourced' : ''}` }
    }
    case 'thing': {
      if (!form.name.trim()) return { missing: 'Give it a name.' }
      const type = form.of.trim() ? typeName(form.of) : ''
      const also = parts(form.also)
      const lead = type && !names.types.includes(type) ? `type ${type}\n` : ''
      return { text: `${lead}entity ${entityName(form.name)}${type ? ` : ${type}` : ''}${also.length ? ` also ${also.map(quote).join(', ')}` : ''}` }
    }
    case 'property':
    case 'quantity': {
      if (!form.name.trim()) return { missing: 'Give it a name.' }
      const type = form.of.trim() ? typeName(form.of) : 'Thing'
      const lead = type !== 'Thing' && !names.types.includes(type) ? `type ${type}\n` : ''
      const own = form.says.split('|').map((one) => one.trim()).filter(Boolean)
      const says = own.length ? own : form.shape === 'quantity' ? quantitySays(form.name.trim()) : [`{1} is ${form.name.trim()}`]
      const unit = form.shape === 'quantity' && form.unit.trim() ? ` in ${form.unit.trim()}` : ''
      return { text: `${lead}${form.shape === 'quantity' ? 'quantity' : 'relation'} ${symbolName(form.name)}(${type})${unit} says ${says.map(quote).join(' | ')}` }
    }
  }
}
