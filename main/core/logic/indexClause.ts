/** An index from symbols to the clauses that mention them. */
import { eachQuantity, type Clause } from './clause.ts'
import type { Occurrence } from './compiled.ts'

/** Adds where a clause's literals can be met; a quantity is listed once per literal. */
export function indexClause(clause: Clause, into: Map<string, Occurrence[]>): void {
  const put = (key: string, literal: number): void => {
    const list = into.get(key)
    if (list) list.push({ clause, literal })
    else into.set(key, [{ clause, literal }])
  }
  clause.literals.forEach((literal, at) => {
    if (literal.kind === 'atom') return put(`${literal.positive ? '+' : '-'}${literal.relation}`, at)
    const names = new Set<string>()
    for (const side of [literal.left, literal.right]) eachQuantity(side, (q) => names.add(q.quantity))
    for (const name of names) put(`#${name}`, at)
  })
}
