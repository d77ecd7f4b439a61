/** From the parse tree of one declaration to its surface form. */
import { eachChild, isExpression, nameUnder, readExpression, readMeasure, readVariable, spanUnder, textUnder, type Reading } from './readExpression.ts'
import type { BoundText, DateText, Declaration, Name, Quoted, Requirement, RuleReference, SurfaceDefault, SurfaceExpression, Variable } from './surface.ts'

/** Everything that may stand in a declaration, gathered before its kind decides what counts. */
interface Parts {
  names: Name[]
  label?: Name
  title?: string
  strings: Quoted[]
  type?: Name
  parameters: Name[]
  also: string[]
  says: string[]
  unit?: Quoted
  date: boolean
  bounds: BoundText[]
  severity?: Name
  priority?: number
  body?: SurfaceExpression | SurfaceDefault
  valid?: { start: number; end: number; from?: DateText; to?: DateText }
  from?: string
  on?: DateText
  topics: string[]
  requirements: Requirement[]
  unlessSourced: boolean
  verdict?: Name
  by: RuleReference[]
}

function unquoted(text: string): string {
  const inside = text.slice(1, -1)
  return (inside.includes('\\') ? inside.replace(/\\(.)/g, '$1') : inside).normalize('NFC')
}

function stringsUnder(reading: Reading): string[] {
  const found: string[] = []
  eachChild(reading, (kind) => {
    if (kind === 'String') found.push(unquoted(textUnder(reading)))
  })
  return found
}

const dateUnder = (reading: Reading): DateText => ({ kind: 'date', text: textUnder(reading), ...spanUnder(reading) })

function nameInside(reading: Reading): Name {
  let name: Name = { name: '', ...spanUnder(reading) }
  eachChild(reading, (kind) => {
    if (kind === 'Name') name = nameUnder(reading)
  })
  return name
}

function readParameters(reading: Reading, parts: Parts): void {
  eachChild(reading, (kind) => {
    if (kind !== 'Parameter') return
    eachChild(reading, (child) => {
      if (child === 'TypeName') parts.parameters.push(nameUnder(reading))
    })
  })
}

function readBound(reading: Reading, parts: Parts): void {
  let operator: BoundText['operator'] = '>='
  const span = spanUnder(reading)
  const values: SurfaceExpression[] = []
  const visit = (kind: string): void => {
    if (kind === 'Between') return eachChild(reading, visit)
    const text = textUnder(reading)
    if (kind === 'CompareOperator') operator = ({ '=': '=', '==': '=', '!=': '!=', '≠': '!=', '<': '<', '<=': '<=', '≤': '<=', '>': '>' } as const)[text] ?? '>='
    else if (kind === 'Keyword') operator = text === 'most' ? '<=' : text === 'above' ? '>' : text === 'below' ? '<' : operator
    else if (isExpression(kind)) values.push(readExpression(reading))
  }
  eachChild(reading, visit)
  const [first, second] = values
  if (first === undefined) return
  parts.bounds.push({ operator, value: first, ...span })
  if (second !== undefined) parts.bounds.push({ operator: '<=', value: second, ...span })
}

function readDefault(reading: Reading): SurfaceDefault {
  const variables: Variable[] = []
  const formulas: SurfaceExpression[] = []
  const span = spanUnder(reading)
  eachChild(reading, (kind) => {
    if (kind === 'Variable') variables.push(readVariable(reading))
    else if (isExpression(kind)) formulas.push(readExpression(reading))
  })
  const [body, unless] = formulas
  if (body === undefined) throw new RangeError('a default without a body')
  return { kind: 'default', variables, body, ...(unless === undefined ? {} : { unless }), ...span }
}

function readValid(reading: Reading): NonNullable<Parts['valid']> {
  const ends: (DateText | undefined)[] = []
  const span = spanUnder(reading)
  eachChild(reading, (kind) => {
    if (kind === 'Date') ends.push(dateUnder(reading))
    else if (kind === 'Open') ends.push(undefined)
  })
  const [from, to] = ends
  return { ...span, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

function readRequirement(reading: Reading, kind: string): Requirement {
  const span = spanUnder(reading)
  let result: Requirement = { kind: 'sources', count: 0, ...span }
  eachChild(reading, (child) => {
    if (kind === 'Sources' && child === 'Number') result = { kind: 'sources', count: Number(textUnder(reading).replaceAll(',', '')), ...span }
    else if (kind === 'Tier' && child === 'Name') result = { kind: 'tier', tier: nameUnder(reading), ...span }
    else if (kind === 'Newer' && child === 'Measure') result = { kind: 'newer', than: readMeasure(reading, false, false), ...span }
  })
  return result
}

function readReference(reading: Reading): RuleReference {
  const span = spanUnder(reading)
  const text = textUnder(reading)
  const quoted = text.startsWith('"') || text.startsWith('\u201c')
  return { id: quoted ? unquoted(text) : text.normalize('NFC').replace(/\s+/g, ' ').replace(/ ?: ?/g, ':').replace(/ ?\( ?/g, '(').replace(/ ?\)/g, ')').replace(/ ?, ?/g, ', '), ...span }
}

function gather(reading: Reading): Parts {
  const parts: Parts = { names: [], strings: [], parameters: [], also: [], says: [], date: false, bounds: [], topics: [], requirements: [], unlessSourced: false, by: [] }
  eachChild(reading, (kind) => {
    if (isExpression(kind)) return void (parts.body = readExpression(reading))
    switch (kind) {
      case 'DefinedName':
        return void parts.names.push(nameUnder(reading))
      case 'Label':
        return void (parts.label = nameUnder(reading))
      case 'String':
        return void parts.strings.push({ text: unquoted(textUnder(reading)), ...spanUnder(reading) })
      case 'Title':
        return void (parts.title = stringsUnder(reading)[0] ?? '')
      case 'TypeName':
        return void (parts.type = nameUnder(reading))
      case 'Parameters':
        return readParameters(reading, parts)
      case 'Also':
        return void parts.also.push(...stringsUnder(reading))
      case 'Says':
        return void parts.says.push(...stringsUnder(reading))
      case 'InUnit':
        return eachChild(reading, (child) => {
          if (child === 'Unit') parts.unit = { text: textUnder(reading).normalize('NFC').replace(/\s+/g, ' '), ...spanUnder(reading) }
          else if (child === 'Keyword' && textUnder(reading) === 'date') parts.date = true
        })
      case 'Bound':
        return readBound(reading, parts)
      case 'Severity':
        return void (parts.severity = nameInside(reading))
      case 'Priority':
        return void (parts.priority = Number(textUnder(reading).replace(/^priority\s*/, '').replace('−', '-').replace(/[\s,]/g, '')))
      case 'Default':
        return void (parts.body = readDefault(reading))
      case 'Valid':
        return void (parts.valid = readValid(reading))
      case 'From':
        return void (parts.from = stringsUnder(reading)[0] ?? '')
      case 'On':
        return eachChild(reading, (child) => {
          if (child === 'Date') parts.on = dateUnder(reading)
        })
      case 'Topics':
        return void parts.topics.push(...stringsUnder(reading))
      case 'Sources':
      case 'Tier':
      case 'Newer':
        return void parts.requirements.push(readRequirement(reading, kind))
      case 'Unless':
        return void (parts.unlessSourced = true)
      case 'Verdict':
        return void (parts.verdict = nameInside(reading))
      case 'RuleReference':
        return void parts.by.push(readReference(reading))
      case 'Name':
        return void parts.names.push(nameUnder(reading))
      default:
        return undefined
    }
  })
  return parts
}

const given = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> => (value === undefined ? {} : ({ [key]: value } as Record<K, V>))

/** The declaration under the cursor. Throws `TooDeep` where a formula nests too deeply. */
export function readDeclaration(reading: Reading): Declaration | undefined {
  const kind = reading.cursor.name
  const span = spanUnder(reading)
  const parts = gather(reading)
  const [name] = parts.names
  const { also, says, body } = parts
  const weighed = { ...given('id', parts.label), ...given('severity', parts.severity), ...given('priority', parts.priority), ...span }
  const title = given('title', parts.title)
  switch (kind) {
    case 'RuleSet':
      return { kind: 'ruleset', title: parts.strings[0]?.text ?? name?.name ?? '', ...span }
    case 'TypeDeclaration':
      return { kind: 'type', names: parts.names, also, ...span }
    case 'EntityDeclaration':
      return { kind: 'entity', names: parts.names, ...given('type', parts.type), also, ...span }
    case 'RelationDeclaration':
      return name && { kind: 'relation', name, parameters: parts.parameters, says, also, ...span }
    case 'QuantityDeclaration':
      return name && { kind: 'quantity', name, parameters: parts.parameters, ...given('unit', parts.unit), date: parts.date, bounds: parts.bounds, says, also, ...span }
    case 'RuleDeclaration':
      return body && { kind: 'rule', body, ...title, ...weighed }
    case 'DefineDeclaration':
      return body === undefined || body.kind === 'default' ? undefined : { kind: 'define', body, ...title, ...weighed }
    case 'FactDeclaration':
      if (body === undefined || body.kind === 'default') return undefined
      return { kind: 'fact', body, ...given('id', parts.label), ...title, ...given('valid', parts.valid), ...given('from', parts.from), ...given('on', parts.on), ...span }
    case 'ClosedDeclaration':
      return { kind: 'closed', names: parts.names, ...span }
    case 'PolicyDeclaration':
      return { kind: 'policy', topics: parts.topics, requirements: parts.requirements, ...title, ...weighed }
    case 'WordingDeclaration':
      return { kind: 'wording', avoid: parts.strings.map((one) => one.text), unlessSourced: parts.unlessSourced, ...title, ...weighed }
    case 'JudgeDeclaration':
      return { kind: 'judge', question: parts.strings[0]?.text ?? '', ...title, ...weighed }
    case 'TestDeclaration':
      return readTest(parts, span)
    default:
      return undefined
  }
}

function readTest(parts: Parts, span: { start: number; end: number }): Declaration | undefined {
  const expected = parts.verdict
  if (expected === undefined) return undefined
  const { body, strings } = parts
  const formula = body === undefined || body.kind === 'default' ? undefined : body
  const claim = formula ?? strings[0]
  if (claim === undefined) return undefined
  return { kind: 'test', ...given('title', parts.title), claim, expected, by: parts.by, ...span }
}
