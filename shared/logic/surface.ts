/** The surface form: a declaration as it was written, with places, before names are resolved. The printer prints it, elaboration reads it. */
import type { Comparison } from './formula.ts'

/** UTF-16 offsets in the file, half open. */
export interface Span {
  readonly start: number
  readonly end: number
}
export interface Name extends Span {
  readonly name: string
}
export interface Quoted extends Span {
  readonly text: string
}
export interface Variable extends Name {
  readonly type?: Name
}
export interface DateText extends Span {
  readonly kind: 'date'
  readonly text: string
}
/** A written number: `number` without sign and thousands separators, `unit` as written (a currency sign in front counts). */
export interface Measure extends Span {
  readonly kind: 'measure'
  readonly number: string
  readonly negative: boolean
  readonly about: boolean
  readonly unit?: string
}

export type SurfaceExpression =
  | (Span & { readonly kind: 'name'; readonly name: string })
  | (Span & { readonly kind: 'call'; readonly name: string; readonly args: readonly Name[] })
  | Measure
  | DateText
  | (Span & { readonly kind: 'negative' | 'not'; readonly of: SurfaceExpression })
  | (Span & { readonly kind: 'arithmetic'; readonly operator: '+' | '-' | '*' | '/'; readonly left: SurfaceExpression; readonly right: SurfaceExpression })
  | (Span & { readonly kind: 'compare'; readonly operator: Comparison; readonly left: SurfaceExpression; readonly right: SurfaceExpression })
  | (Span & { readonly kind: 'same' | 'xor' | 'implies' | 'iff'; readonly left: SurfaceExpression; readonly right: SurfaceExpression })
  | (Span & { readonly kind: 'and' | 'or'; readonly of: readonly SurfaceExpression[] })
  | (Span & { readonly kind: 'forall' | 'exists'; readonly variables: readonly Variable[]; readonly body: SurfaceExpression })

/** `normally when implies then unless exception`; `variables` were written out in front. */
export interface SurfaceDefault extends Span {
  readonly kind: 'default'
  readonly variables: readonly Variable[]
  readonly body: SurfaceExpression
  readonly unless?: SurfaceExpression
}

export interface BoundText extends Span {
  readonly operator: Comparison
  readonly value: SurfaceExpression
}

interface Labelled extends Span {
  readonly id?: Name
  readonly title?: string
}
interface Weighed extends Labelled {
  readonly severity?: Name
  readonly priority?: number
}

export type Requirement =
  | (Span & { readonly kind: 'sources'; readonly count: number })
  | (Span & { readonly kind: 'tier'; readonly tier: Name })
  | (Span & { readonly kind: 'newer'; readonly than: Measure })

/** A rule named after `by` in a test: an id, or an id such as `fact:not p(a)` as text. */
export interface RuleReference extends Span {
  readonly id: string
}

export type Declaration =
  | (Span & { readonly kind: 'ruleset'; readonly title: string })
  | (Span & { readonly kind: 'type'; readonly names: readonly Name[]; readonly also: readonly string[] })
  | (Span & { readonly kind: 'entity'; readonly names: readonly Name[]; readonly type?: Name; readonly also: readonly string[] })
  | (Span & { readonly kind: 'relation'; readonly name: Name; readonly parameters: readonly Name[]; readonly says: readonly string[]; readonly also: readonly string[] })
  | (Span & {
      readonly kind: 'quantity'
      readonly name: Name
      readonly parameters: readonly Name[]
      readonly unit?: Quoted
      readonly date: boolean
      readonly bounds: readonly BoundText[]
      readonly says: readonly string[]
      readonly also: readonly string[]
    })
  | (Weighed & { readonly kind: 'rule'; readonly body: SurfaceExpression | SurfaceDefault })
  | (Weighed & { readonly kind: 'define'; readonly body: SurfaceExpression })
  | (Labelled & {
      readonly kind: 'fact'
      readonly body: SurfaceExpression
      readonly valid?: Span & { readonly from?: DateText; readonly to?: DateText }
      readonly from?: string
      readonly on?: DateText
    })
  | (Span & { readonly kind: 'closed'; readonly names: readonly Name[] })
  | (Weighed & { readonly kind: 'policy'; readonly topics: readonly string[]; readonly requirements: readonly Requirement[] })
  | (Weighed & { readonly kind: 'wording'; readonly avoid: readonly string[]; readonly unlessSourced: boolean })
  | (Weighed & { readonly kind: 'judge'; readonly question: string })
  | (Span & {
      readonly kind: 'test'
      readonly title?: string
      readonly claim: Quoted | SurfaceExpression
      readonly expected: Name
      readonly by: readonly RuleReference[]
    })
