/** A synthetic rule base for the bench: a tree of classes, thresholds on a quantity, a join over halls, exclusions and defaults. */

export interface SyntheticBase {
  readonly text: string
  readonly claims: readonly string[]
}

/** Deterministic whole numbers below `n`, after Park and Miller. */
function numbers(seed: number): (n: number) => number {
  let state = seed
  return (n) => (state = (state * 48271) % 2147483647) % n
}

/** `rules` rules over `facts` facts, and `claims` claims of ten kinds: atoms, negations, numbers, joins, implications, universal ones. */
export function syntheticBase(rules: number, facts: number, claims: number): SyntheticBase {
  const next = numbers(7)
  const racks = Math.max(10, Math.floor(facts / 4))
  const halls = Math.max(3, Math.floor(facts / 100))
  const classes = Math.max(5, Math.floor(rules * 0.6))
  const marks = Math.max(3, Math.floor(rules * 0.15))
  const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i)
  const lines = [
    'ruleset "synthetic"', 'type Rack', 'type Hall',
    ...range(racks).map((i) => `entity r${i} : Rack`), ...range(halls).map((i) => `entity h${i} : Hall`),
    ...range(classes).map((i) => `relation c${i}(Rack)`), ...range(marks).map((i) => `relation m${i}(Rack)`),
    'relation in_hall(Rack, Hall)', 'relation hot(Hall)', 'relation risky(Rack)', 'quantity density(Rack) in kW', 'quantity load(Hall) in MW',
  ]
  let rule = 0
  const add = (text: string): void => void lines.push(`rule k${rule++}: ${text}`)
  for (let i = 1; i < classes; i++) add(`c${i}(X) implies c${next(i)}(X)`)
  for (let i = 0; i < marks; i++) add(`density(R) > ${5 + next(90)} kW implies m${i}(R)`)
  while (rule < rules - 2) {
    const [a, b, m] = [next(classes), next(classes), next(marks)]
    if (rule % 3 === 0) add(`c${a}(X) and m${m}(X) implies not c${b}(X)`)
    else if (rule % 3 === 1) add(`in_hall(R, H) and hot(H) and m${m}(R) implies risky(R)`)
    else add(`normally c${a}(X) implies m${m}(X)`)
  }
  add('load(H) > 5 MW implies hot(H)')
  add('for every r: Rack, risky(r) implies not c0(r)')
  const stated = new Set<string>()
  for (let i = 0; i < racks && stated.size < facts; i++) stated.add(`in_hall(r${i}, h${next(halls)})`)
  for (let i = 0; i < racks && stated.size < facts; i++) if (i % 3) stated.add(`density(r${i}) = ${1 + next(100)} kW`)
  for (let i = 0; i < halls && stated.size < facts; i++) stated.add(`load(h${i}) = ${next(5)} MW`)
  while (stated.size < facts) stated.add(`c${next(classes)}(r${next(racks)})`)
  const claimOf = (kind: number): string => {
    const r = `r${next(racks)}`
    switch (kind) {
      case 0: return `c${next(classes)}(${r})`
      case 1: return `c${next(Math.min(classes, 20))}(${r})`
      case 2: return `not c${next(classes)}(${r})`
      case 3: return `m${next(marks)}(${r})`
      case 4: return `risky(${r})`
      case 5: return `in_hall(${r}, h${next(halls)})`
      case 6: return `density(${r}) > ${next(100)} kW`
      case 7: return `c${next(classes)}(${r}) implies c0(${r})`
      case 8: return `some h: Hall such that in_hall(${r}, h) and hot(h)`
      default: return `for every x: Rack, c${next(classes)}(x) implies c0(x)`
    }
  }
  return { text: [...lines, ...[...stated].map((f) => `fact ${f}`)].join('\n'), claims: range(claims).map((i) => claimOf(i % 10)) }
}

/** A taxonomy alone: a tree of classes, each individual stated to be of one; claims whether one is of another. */
export function taxonomy(classes: number, individuals: number, claims: number): SyntheticBase & { readonly clingo: string; readonly smt: string; readonly asked: readonly (readonly [number, number])[] } {
  const next = numbers(11)
  const parents = Array.from({ length: classes }, (_, i) => (i === 0 ? 0 : next(i)))
  const members = Array.from({ length: individuals }, () => next(classes))
  const asked = Array.from({ length: claims }, () => [next(classes), next(individuals)] as const)
  const rest = parents.map((p, i) => [p, i] as const).slice(1)
  return {
    text: [
      ...members.map((_, i) => `entity e${i}`), ...parents.map((_, i) => `relation c${i}(Thing)`),
      ...rest.map(([p, i]) => `rule k${i}: c${i}(X) implies c${p}(X)`), ...members.map((c, i) => `fact c${c}(e${i})`),
    ].join('\n'),
    claims: asked.map(([c, e]) => `c${c}(e${e})`),
    asked,
    clingo: [...rest.map(([p, i]) => `c${p}(X) :- c${i}(X).`), ...members.map((c, i) => `c${c}(e${i}).`)].join('\n'),
    smt: [
      '(declare-sort Thing 0)', ...members.map((_, i) => `(declare-const e${i} Thing)`), ...parents.map((_, i) => `(declare-fun c${i} (Thing) Bool)`),
      ...rest.map(([p, i]) => `(assert (forall ((x Thing)) (=> (c${i} x) (c${p} x))))`), ...members.map((c, i) => `(assert (c${c} e${i}))`),
    ].join('\n'),
  }
}
