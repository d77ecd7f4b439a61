/** A decision as it is kept and printed, each reason with the set, version, hash and severity of what it names. */
import { sayAtom } from '../../../../shared/logic/plainWords.ts'
import type { BecauseEntry } from '../../../../shared/logic/decision.ts'
import type { Because, LogicResult, SettledBy } from '../../../../shared/model/verdict.ts'
import type { RuleText } from '../../ports.ts'
import { itemOf } from '../compileBase.ts'
import type { CompiledBase, Item } from '../compiled.ts'
import type { FormulaDecision } from '../decideFormula.ts'

const placeKey = (id: string, file: string, line: number): string => `${id}\n${file}\n${line}`
const itemsAt = new WeakMap<CompiledBase, ReadonlyMap<string, Item>>()

/** Items by id and place: two facts may share an id. */
function itemsByPlace(compiled: CompiledBase): ReadonlyMap<string, Item> {
  let found = itemsAt.get(compiled)
  if (!found) {
    const total = compiled.firstFact + compiled.base.facts.length
    const items = Array.from({ length: total }, (_, number) => itemOf(compiled, number))
    found = new Map(items.map((item) => [placeKey(item.id, item.place.file, item.place.line), item]))
    itemsAt.set(compiled, found)
  }
  return found
}

function hashAndSeverity(item: Item | undefined): Pick<Because, 'hash' | 'severity'> {
  switch (item?.kind) {
    case 'rule':
    case 'default':
      return { hash: item.rule.hash, severity: item.rule.severity }
    case 'define':
      return item.definition ? { hash: item.definition.hash } : {}
    case 'closed':
      return { hash: item.closure.hash }
    case 'fact':
      return { hash: item.fact.hash }
    case undefined:
      return {}
  }
}

/** Where it stands, in which version: `texts` are those of the base that decided. */
export function reasonsIn(compiled: CompiledBase, texts: readonly RuleText[], because: readonly BecauseEntry[]): Because[] {
  const items = itemsByPlace(compiled)
  return because.map((entry) => {
    const text = texts.find(({ file }) => file === entry.file)
    return {
      ...entry,
      ...(text?.version === undefined ? {} : { version: text.version }),
      ...(text?.set === undefined ? {} : { set: text.set }),
      ...hashAndSeverity(items.get(placeKey(entry.id, entry.file ?? '', entry.line))),
    }
  })
}

/** What would decide, in plain words; an atom that names nothing of the vocabulary any more is left out. */
function settledBy({ base }: CompiledBase, texts: readonly RuleText[], atoms: readonly string[]): SettledBy[] {
  return atoms.flatMap((atom): SettledBy[] => {
    const [, name = '', list = ''] = /^([^\s()]+)(?:\((.*)\))?$/u.exec(atom) ?? []
    const quantity = base.quantities.get(name)
    const symbol = quantity ?? base.relations.get(name)
    if (symbol === undefined) return []
    const args = list === '' ? [] : list.split(',').map((one) => one.trim())
    const set = texts.find(({ file }) => file === symbol.place?.file)?.set
    const unit = quantity?.date === false ? quantity.unit?.symbol : undefined
    return [{ atom, says: sayAtom(name, args, base), kind: quantity === undefined ? 'relation' : quantity.date ? 'date' : 'quantity', ...(unit === undefined ? {} : { unit }), ...(set === undefined ? {} : { set }) }]
  })
}

/** Only what is kept: diagnostics and times of a decision stay behind. */
export function logicResult({ verdict, reading, wouldDecide, presumedFalse }: FormulaDecision, because: readonly Because[], compiled: CompiledBase, texts: readonly RuleText[]): LogicResult {
  return {
    verdict,
    reading: [...reading],
    because: [...because],
    ...(wouldDecide.length === 0 ? {} : { wouldDecide: [...wouldDecide], settledBy: settledBy(compiled, texts, wouldDecide) }),
    ...(presumedFalse === undefined ? {} : { presumedFalse }),
  }
}
