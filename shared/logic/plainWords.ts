/** A declaration in plain words, in the vocabulary's own phrases: what the editor shows on hover and a person confirms before a rule is kept. */
import { printMeasure } from './printSurface.ts'
import type { Declaration, Requirement, SurfaceDefault, SurfaceExpression } from './surface.ts'
import type { Symbols } from './vocabulary.ts'

const spaced = (name: string): string => name.replaceAll('_', ' ')
const listed = (words: readonly string[], last: string): string => (words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`)
const quoted = (words: readonly string[]): string[] => words.map((one) => `“${one}”`)
const article = (noun: string): string => (/^[aeio]/i.test(noun) ? 'an' : 'a')

/** How the variables of one declaration are spoken of: by their type, and by their letter too where two share a type. */
class Speaker {
  readonly #symbols: Symbols
  readonly #types = new Map<string, string>()
  readonly #met = new Set<string>()
  readonly #first: 'a' | 'every'

  constructor(symbols: Symbols, body: SurfaceExpression | undefined, first: 'a' | 'every') {
    this.#symbols = symbols
    this.#first = first
    if (body) this.#collect(body)
  }

  #collect(one: SurfaceExpression): void {
    switch (one.kind) {
      case 'call': {
        const types = this.#symbols.relations.get(one.name)?.parameters ?? this.#symbols.quantities.get(one.name)?.parameters
        one.args.forEach(({ name }, index) => {
          const type = types?.[index]
          if (type !== undefined && !this.#symbols.entities.has(name) && !this.#types.has(name)) this.#types.set(name, type)
        })
        return
      }
      case 'and':
      case 'or':
        return one.of.forEach((part) => this.#collect(part))
      case 'not':
      case 'negative':
        return this.#collect(one.of)
      case 'forall':
      case 'exists':
        for (const { name, type } of one.variables) if (type) this.#types.set(name, type.name)
        return this.#collect(one.body)
      case 'name':
      case 'date':
      case 'measure':
        return
      default:
        this.#collect(one.left)
        this.#collect(one.right)
    }
  }

  /** `rack`, or `rack R` where another variable has the same type. */
  noun(name: string): string {
    const type = this.#types.get(name)
    if (type === undefined || type === 'Thing') return name
    const shared = [...this.#types.values()].filter((one) => one === type).length > 1
    return shared ? `${spaced(type).toLowerCase()} ${name}` : spaced(type).toLowerCase()
  }

  /** "for every rack and every site: ", and from then on "the rack". */
  everyone(names: readonly string[]): string {
    const nouns = names.map((name) => {
      this.meet(name)
      return `every ${this.noun(name)}`
    })
    return `for ${listed(nouns, 'and')}: `
  }

  meet(name: string): void {
    this.#met.add(name)
  }

  thing(name: string): string {
    const entity = this.#symbols.entities.get(name)
    if (entity) return entity.also[0] ?? spaced(name)
    const type = this.#types.get(name)
    if (type === undefined) return spaced(name)
    const noun = this.noun(name)
    if (this.#met.has(name)) return noun === name || noun.endsWith(` ${name}`) ? noun : `the ${noun}`
    this.#met.add(name)
    if (noun === name) return this.#first === 'every' ? `every ${name}` : name
    return `${this.#first === 'every' ? 'every' : article(noun)} ${noun}`
  }

  #filled(pattern: string, args: readonly { name: string }[], value = ''): string {
    return pattern.replace(/\{(\d+|value)\}/g, (_, slot: string) => (slot === 'value' ? value : this.thing(args[Number(slot) - 1]?.name ?? '')))
  }

  atom(name: string, args: readonly { name: string }[]): string {
    const pattern = this.#symbols.relations.get(name)?.says[0]
    if (pattern !== undefined) return this.#filled(pattern, args)
    return args.length === 0 ? spaced(name) : `${spaced(name)} holds for ${listed(args.map((one) => this.thing(one.name)), 'and')}`
  }

  quantity(name: string, args: readonly { name: string }[]): string {
    const pattern = this.#symbols.quantities.get(name)?.says.find((says) => !says.includes('{value}'))
    if (pattern !== undefined) return `the ${this.#filled(pattern, args)}`
    return args.length === 0 ? `the ${spaced(name)}` : `the ${spaced(name)} of ${listed(args.map((arg) => this.thing(arg.name)), 'and')}`
  }

  /** Brackets tell what is calculated first: words alone would not. */
  #operand(one: SurfaceExpression): string {
    return one.kind === 'arithmetic' ? `(${this.amount(one)})` : this.amount(one)
  }

  amount(one: SurfaceExpression): string {
    switch (one.kind) {
      case 'call':
        return this.quantity(one.name, one.args)
      case 'name':
        return this.#symbols.quantities.has(one.name) ? `the ${spaced(one.name)}` : this.thing(one.name)
      case 'measure':
        return printMeasure(one)
      case 'date':
        return one.text
      case 'negative':
        return `minus ${this.amount(one.of)}`
      case 'arithmetic':
        return `${this.#operand(one.left)} ${{ '+': 'plus', '-': 'minus', '*': 'times', '/': 'divided by' }[one.operator]} ${this.#operand(one.right)}`
      default:
        return this.say(one)
    }
  }

  #compared(one: SurfaceExpression & { kind: 'compare' }, negated: boolean): string {
    // `30 kW < x <= 40 kW` says both at once.
    if (one.left.kind === 'compare' && !negated) return `${this.#compared(one.left, false)} and ${this.#compared({ ...one, left: one.left.right }, false)}`
    const date = one.right.kind === 'date' || one.left.kind === 'date'
    const words = date
      ? { '=': 'is', '!=': 'is not', '<': 'is before', '<=': 'is at the latest', '>': 'is after', '>=': 'is at the earliest' }
      : { '=': 'is', '!=': 'is not', '<': 'is below', '<=': 'is at most', '>': 'is above', '>=': 'is at least' }
    const word = words[one.operator]
    return `${this.amount(one.left)} ${negated ? word.replace('is', 'is not').replace('is not not', 'is') : word} ${this.amount(one.right)}`
  }

  #denied(one: SurfaceExpression): string {
    if (one.kind === 'compare') return this.#compared(one, true)
    const said = this.#part(one)
    if (one.kind === 'call') {
      const denied = said.replace(/ (is|are|can|may|must|has to) /, (_, verb: string) => (verb === 'has to' ? ' does not have to ' : ` ${verb} not `))
      if (denied !== said) return denied
      const has = said.replace(/ has /, ' does not have ')
      if (has !== said) return has
    }
    return `it is not so that ${said}`
  }

  /** A part of a longer formula, in brackets where it could be heard as reaching further than it does. */
  #part(one: SurfaceExpression): string {
    return JOINED.has(one.kind) ? `(${this.say(one)})` : this.say(one)
  }

  /** A formula as part of a sentence. */
  say(one: SurfaceExpression): string {
    switch (one.kind) {
      case 'call':
        return this.atom(one.name, one.args)
      case 'name':
        return this.atom(one.name, [])
      case 'compare':
        return this.#compared(one, false)
      case 'same':
        return `${this.amount(one.left)} is the same as ${this.amount(one.right)}`
      case 'not':
        return this.#denied(one.of)
      case 'and':
        return one.of.map((part) => this.#part(part)).join(' and ')
      case 'or':
        return one.of.map((part) => this.#part(part)).join(' or ')
      case 'xor':
        return `either ${this.#part(one.left)} or ${this.#part(one.right)}, not both`
      case 'implies':
        return `if ${one.left.kind === 'implies' ? this.#part(one.left) : this.say(one.left)}, then ${one.right.kind === 'implies' ? this.#part(one.right) : this.say(one.right)}`
      case 'iff':
        return `${this.#part(one.left)} exactly if ${this.#part(one.right)}`
      case 'forall':
      case 'exists': {
        const nouns = one.variables.map(({ name }) => {
          this.meet(name)
          return this.noun(name)
        })
        return one.kind === 'forall' ? `for every ${listed(nouns, 'and every')}, ${this.say(one.body)}` : `there is ${listed(nouns.map((noun) => `${article(noun)} ${noun}`), 'and')} such that ${this.say(one.body)}`
      }
      default:
        return this.amount(one)
    }
  }
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`

const JOINED: ReadonlySet<SurfaceExpression['kind']> = new Set(['and', 'or', 'xor', 'implies', 'iff', 'forall', 'exists'])

/** The variables that nothing in the formula binds, in order. */
function freeIn(body: SurfaceExpression, symbols: Symbols): Set<string> {
  const found = new Set<string>()
  const name = (of: string, bound: ReadonlySet<string>): void => {
    if (!bound.has(of) && !symbols.entities.has(of) && !symbols.relations.has(of) && !symbols.quantities.has(of)) found.add(of)
  }
  const visit = (one: SurfaceExpression, bound: ReadonlySet<string>): void => {
    switch (one.kind) {
      case 'name':
        return name(one.name, bound)
      case 'call':
        return one.args.forEach((arg) => name(arg.name, bound))
      case 'and':
      case 'or':
        return one.of.forEach((part) => visit(part, bound))
      case 'not':
      case 'negative':
        return visit(one.of, bound)
      case 'forall':
      case 'exists':
        return visit(one.body, new Set([...bound, ...one.variables.map((variable) => variable.name)]))
      case 'date':
      case 'measure':
        return
      default:
        visit(one.left, bound)
        visit(one.right, bound)
    }
  }
  visit(body, new Set())
  return found
}

const plain = (one: SurfaceExpression): boolean => one.kind === 'call' || (one.kind === 'compare' && one.left.kind !== 'compare')
const plainly = (one: SurfaceExpression): boolean => plain(one) || (one.kind === 'and' && one.of.every(plain))

/**
 * How a rule over free variables may begin. One statement says `every rack`; a condition that names them all says `a rack`.
 * Anywhere else "every" would be heard in the wrong place, so all are named in front.
 */
function opening(body: SurfaceExpression, symbols: Symbols): 'a' | 'every' | 'front' {
  const free = freeIn(body, symbols)
  if (free.size === 0) return 'a'
  if (plain(body)) return 'every'
  if (body.kind !== 'implies' || !plainly(body.left)) return 'front'
  const known = freeIn(body.left, symbols)
  return [...free].every((one) => known.has(one)) ? 'a' : 'front'
}

function sayRule(body: SurfaceExpression | SurfaceDefault, symbols: Symbols): string {
  const usually = body.kind === 'default' ? 'as a rule, ' : ''
  const inner = body.kind === 'default' ? body.body : body
  const unless = body.kind === 'default' ? body.unless : undefined
  const whole: SurfaceExpression = unless === undefined ? inner : { kind: 'and', of: [inner, unless], start: body.start, end: body.end }
  const more = unless === undefined ? [] : [...freeIn(unless, symbols)].filter((one) => !freeIn(inner, symbols).has(one))
  const way = more.length > 0 ? 'front' : opening(inner, symbols)
  const speaker = new Speaker(symbols, whole, way === 'every' ? 'every' : 'a')
  const front = way === 'front' ? speaker.everyone([...freeIn(whole, symbols)]) : ''
  const said = speaker.say(inner)
  return sentence(`${usually}${front}${said}${unless === undefined ? '' : `, unless ${speaker.say(unless)}`}`)
}

function sayRequirement(requirement: Requirement): string {
  if (requirement.kind === 'sources') return requirement.count === 1 ? 'one source' : `${requirement.count} sources`
  if (requirement.kind === 'tier') return `of the tier ${requirement.tier.name} or better`
  return `newer than ${printMeasure(requirement.than)}`
}

/** A relation or a quantity of named things, as a part of a sentence: "rack A12 is liquid-cooled", "the PUE of North". */
export function sayAtom(name: string, args: readonly string[], symbols: Symbols): string {
  const speaker = new Speaker(symbols, undefined, 'every')
  const named = args.map((arg) => ({ name: arg }))
  return symbols.quantities.has(name) ? speaker.quantity(name, named) : speaker.atom(name, named)
}

/** One declaration as a sentence a person would say; the vocabulary gives the phrases (`says`, `also`). */
export function sayDeclaration(declaration: Declaration, symbols: Symbols): string {
  switch (declaration.kind) {
    case 'ruleset':
      return `This rule set is called “${declaration.title}”.`
    case 'type':
      return `There are things of the kind ${listed(declaration.names.map((one) => spaced(one.name)), 'and')}.`
    case 'entity':
      return `${listed(declaration.names.map((one) => one.name), 'and')} ${declaration.names.length > 1 ? 'are each' : 'is'} ${declaration.type === undefined ? 'a thing' : `${article(declaration.type.name)} ${spaced(declaration.type.name).toLowerCase()}`}${declaration.also.length ? `, also called ${listed(quoted(declaration.also), 'or')}` : ''}.`
    case 'relation':
      return `${spaced(declaration.name.name)} can hold ${declaration.parameters.length ? `of ${listed(declaration.parameters.map((one) => `${article(one.name)} ${spaced(one.name).toLowerCase()}`), 'and')}` : 'or not'}${declaration.says.length ? `; people write ${listed(quoted(declaration.says), 'or')}` : ''}.`
    case 'quantity':
      return `${spaced(declaration.name.name)} is ${declaration.date ? 'a date' : declaration.unit ? `a number in ${declaration.unit.text}` : 'a number'}${declaration.parameters.length ? ` of ${listed(declaration.parameters.map((one) => `${article(one.name)} ${spaced(one.name).toLowerCase()}`), 'and')}` : ''}${declaration.says.length ? `; people write ${listed(quoted(declaration.says), 'or')}` : ''}.`
    case 'rule':
      return sayRule(declaration.body, symbols)
    case 'define':
      return sayRule(declaration.body, symbols).replace(/\.$/, ', by definition.')
    case 'fact': {
      const said = new Speaker(symbols, declaration.body, 'every').say(declaration.body)
      const { valid, from, on } = declaration
      const time = valid ? `${valid.from ? `, from ${valid.from.text}` : ''}${valid.to ? `, until ${valid.to.text}` : ''}` : ''
      const origin = from === undefined ? '' : ` (from “${from}”${on ? `, ${on.text}` : ''})`
      return sentence(`${said}${time}${origin}`)
    }
    case 'closed':
      return `What is not stated of ${listed(declaration.names.map((one) => spaced(one.name)), 'and')} is false.`
    case 'policy':
      return `Claims${declaration.topics.length ? ` about ${listed(quoted(declaration.topics), 'or')}` : ''} need ${listed(declaration.requirements.map(sayRequirement), 'and')}.`
    case 'wording':
      return `Answers avoid ${listed(quoted(declaration.avoid), 'and')}${declaration.unlessSourced ? ', unless a source supports them' : ''}.`
    case 'judge':
      return `A model is asked whether this holds, and its word is shown as an opinion: ${declaration.question}`
    case 'test': {
      const claim = 'kind' in declaration.claim ? new Speaker(symbols, declaration.claim, 'every').say(declaration.claim) : `“${declaration.claim.text}”`
      return sentence(`at every save it is tested that ${claim} is ${declaration.expected.name}${declaration.by.length ? ` by ${listed(declaration.by.map((one) => one.id), 'and')}` : ''}`)
    }
  }
}
