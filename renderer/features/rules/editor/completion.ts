/** Completion: declarations at the start of a line, names, types, units and words of the language where they can stand, sentences inside quotes. */
import { type Completion, type CompletionContext, type CompletionResult, snippetCompletion } from '@codemirror/autocomplete'
import { unitNames } from '../../../../shared/logic/units.ts'
import type { KnownNames } from '../language/analysis.ts'

const DECLARATIONS: readonly Completion[] = [
  snippetCompletion('rule ${name} "${Title}":\n  ${formula}', { label: 'rule', detail: 'what always holds', type: 'keyword' }),
  snippetCompletion('fact ${quantity}(${thing}) = ${value}', { label: 'fact', detail: 'what is known', type: 'keyword' }),
  snippetCompletion('define "${Title}":\n  ${quantity}(X) = ${expression}', { label: 'define', detail: 'what a quantity or relation is', type: 'keyword' }),
  snippetCompletion('entity ${name} : ${Type} also "${other name}"', { label: 'entity', detail: 'a thing by name', type: 'keyword' }),
  snippetCompletion('type ${Name}', { label: 'type', detail: 'a kind of thing', type: 'keyword' }),
  snippetCompletion('relation ${name}(${Type}) says "{1} ${is …}"', { label: 'relation', detail: 'what can be true of things', type: 'keyword' }),
  snippetCompletion('quantity ${name}(${Type}) in ${unit} says "${name} of {1}"', { label: 'quantity', detail: 'a number of a thing', type: 'keyword' }),
  snippetCompletion('closed ${relation}', { label: 'closed', detail: 'what is not stated is false', type: 'keyword' }),
  snippetCompletion('policy ${name} "${Title}":\n  claims about "${topic}" need 2 sources', { label: 'policy', detail: 'what sources a claim needs', type: 'keyword' }),
  snippetCompletion('wording ${name} "${Title}":\n  avoid "${word}" unless sourced', { label: 'wording', detail: 'words to avoid', type: 'keyword' }),
  snippetCompletion('judge ${name} "${Title}":\n  "${What the answer must do.}"', { label: 'judge', detail: 'asked of a model', type: 'keyword' }),
  snippetCompletion('test "${title}": "${sentence}" is ${proved}', { label: 'test', detail: 'tried at every save', type: 'keyword' }),
  snippetCompletion('ruleset "${Title}"', { label: 'ruleset', detail: 'the name of this set', type: 'keyword' }),
]
const WORDS = ['and', 'or', 'not', 'implies', 'iff', 'xor', 'for every', 'some', 'such that', 'normally', 'unless', 'same as', 'about', 'says', 'also', 'valid', 'from', 'to', 'on', 'open', 'severity', 'priority', 'at least', 'at most'].map((label): Completion => ({ label, type: 'keyword', boost: -2 }))
const VERDICTS = ['proved', 'refuted', 'presumed', 'possible', 'silent', 'ambiguous', 'inconsistent', 'undecided'].map((label): Completion => ({ label, type: 'enum' }))
const SEVERITIES = ['block', 'warn', 'note'].map((label): Completion => ({ label, type: 'enum' }))
const TIERS = ['primary', 'reviewed', 'published', 'informal', 'unknown'].map((label): Completion => ({ label, type: 'enum' }))
const UNITS = unitNames()
  .filter((name) => name.length <= 12)
  .sort((a, b) => a.length - b.length)
  .map((label): Completion => ({ label, type: 'unit' }))

/** So many options at most: a list that nobody reads costs every key. */
const AT_MOST = 60
const WORD = /[\p{L}\p{M}\p{N}_]*$/u

const call = (name: string, parameters: readonly string[]): string => (parameters.length ? `${name}(${parameters.map((type) => `\${${type}}`).join(', ')})` : name)

/** Those that hold what is typed, those that begin with it first. */
function likely(options: Iterable<Completion>, typed: string): Completion[] {
  const word = typed.toLowerCase()
  const begin: Completion[] = []
  const hold: Completion[] = []
  const seen = new Set<string>()
  for (const option of options) {
    if (seen.has(option.label)) continue
    seen.add(option.label)
    const at = option.label.toLowerCase().indexOf(word)
    if (at === 0) begin.push(option)
    else if (at > 0) hold.push(option)
    if (begin.length >= AT_MOST) break
  }
  return [...begin, ...hold].slice(0, AT_MOST)
}

function* symbols(names: KnownNames): Generator<Completion> {
  for (const { name, parameters, says } of names.relations) yield snippetCompletion(call(name, parameters), { label: name, detail: parameters.join(', '), type: 'function', ...(says[0] ? { info: says.join(' | ') } : {}) })
  for (const { name, parameters, says, unit, date } of names.quantities) {
    yield snippetCompletion(call(name, parameters), { label: name, detail: `${parameters.join(', ')}${date ? ' · date' : unit ? ` · ${unit}` : ''}`, type: 'property', ...(says[0] ? { info: says.join(' | ') } : {}) })
  }
}

function* things(names: KnownNames): Generator<Completion> {
  for (const { name, type } of names.entities) yield { label: name, detail: type, type: 'variable' }
}

/** A pattern with the things it speaks of: `"{1} is liquid-cooled"` -> `a12 is liquid-cooled`. */
function* sentences(names: KnownNames): Generator<Completion> {
  const example = (type: string | undefined): string => names.entities.find((one) => one.type === type)?.name.replaceAll('_', ' ') ?? type ?? 'thing'
  for (const { parameters, says, name } of [...names.relations, ...names.quantities]) {
    for (const pattern of says) {
      const text = pattern.replace(/\{(\d)\}/g, (_, n: string) => `\${${example(parameters[Number(n) - 1])}}`).replace('{value}', '${value}')
      yield snippetCompletion(text, { label: pattern, detail: name, type: 'text' })
    }
  }
}

/** The units of the quantities that a line speaks of: most likely meant. */
const unitsIn = (text: string, names: KnownNames | undefined): Completion[] =>
  (names?.quantities ?? []).filter(({ name, unit }) => unit !== undefined && text.includes(`${name}(`)).map(({ unit, name }) => ({ label: unit ?? '', detail: name, type: 'unit' }))

/** What may be completed here. `names` is asked each time, so that new names are offered at once. */
export function completeRules(names: () => KnownNames | undefined): (context: CompletionContext) => CompletionResult | null {
  return (context) => {
    const { state, pos, explicit } = context
    const line = state.doc.lineAt(pos)
    const before = line.text.slice(0, pos - line.from)
    const typed = WORD.exec(before)?.[0] ?? ''
    const from = pos - typed.length
    const lead = before.slice(0, before.length - typed.length)
    const known = names()
    const result = (options: Iterable<Completion>, at = from, word = typed): CompletionResult | null => {
      const list = likely(options, word)
      return list.length ? { from: at, options: list, filter: false } : null
    }
    if (/^\s*#/.test(before)) return null
    const quotes = (lead.match(/"/g) ?? []).length
    if (quotes % 2 === 1) {
      const opened = lead.lastIndexOf('"')
      const inTest = /^\s*test\b/.test(before) && /:\s*$/.test(lead.slice(0, opened))
      return known && inTest && (typed || explicit) ? result(sentences(known), line.from + opened + 1, before.slice(opened + 1)) : null
    }
    if (/^$/.test(lead)) return typed || explicit ? result(DECLARATIONS) : null
    if (/^\s*test\b.*\bis\s+$/.test(lead)) return result(VERDICTS)
    if (/\bseverity\s+$/.test(lead)) return result(SEVERITIES)
    if (/\btier\s+$/.test(lead)) return result(TIERS)
    if (/^\s*test\b.*\bby\s+(?:.*,\s*)?$/.test(lead)) return known ? result(known.ids.filter((id) => !id.includes(':')).map((label) => ({ label, type: 'constant' }))) : null
    if (/^\s*quantity\b.*\bin\s+$/.test(lead) || /(?:^|[^\p{L}\p{N}_.])\d[\d.,]*\s+$/u.test(lead)) return typed || explicit ? result([...unitsIn(line.text, known), ...UNITS, ...WORDS]) : null
    if (!known || !(typed || explicit)) return null
    if (/^\s*entity\b[^:"]*:\s*$/.test(lead) || /^\s*(?:relation|quantity)\b[^()"]*\([^)"]*$/.test(lead) || /\bfor every\b[^,]*:\s*$/.test(lead) || /\bsome\b[^,]*:\s*$/.test(lead)) return result(known.types.map((label) => ({ label, type: 'type' })))
    if (/^\s*(?:type|entity|relation|quantity)\s+$/.test(lead)) return null
    if (/^\s*closed\s+(?:.*,\s*)?$/.test(lead)) return result(known.relations.map(({ name }) => ({ label: name, type: 'function' })))
    if (/[\p{L}\p{N}_]\([^()]*$/u.test(lead)) return result([...things(known), ...symbols(known)])
    return result([...symbols(known), ...WORDS, ...things(known)])
  }
}
