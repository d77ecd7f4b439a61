/** One claim in its place: the words, underlined by verdict, and after them the mark that opens the evidence. */
import type { ComponentProps, MouseEvent } from 'react'
import { Cite } from './Cite.tsx'
import { Formula } from './Formula.tsx'
import { useClaim } from './judged.ts'
import { markLabel, markOf } from './verdictWords.ts'

function Claim({ index, last, children }: { index: number; last: boolean; children: React.ReactNode }) {
  const { claim, chosen, current, choose } = useClaim(index)
  const verdict = claim?.verdict
  const open = (event: MouseEvent): void => {
    const target = event.target as Element
    const selecting = !window.getSelection()?.isCollapsed
    if (!verdict || selecting || target.closest('a')) return
    choose()
  }
  return (
    <span className="claim" data-claim={index} data-verdict={verdict} data-stubborn={claim?.stubborn} data-chosen={chosen || undefined} onClick={open}>
      {children}
      {last && claim && verdict && verdict !== 'not-checkable' ? (
        <button
          type="button"
          className="claim-mark"
          data-verdict={verdict}
          data-by={claim.by}
          data-mark={index}
          tabIndex={current ? 0 : -1}
          aria-label={markLabel(claim)}
          aria-pressed={chosen}
        >
          {markOf(verdict, claim.by)}
        </button>
      ) : null}
    </span>
  )
}

/** Stands for every `span` in rendered Markdown: those that carry a claim, a formula or a citation become one. */
export function ClaimSpan({ node: _node, ...props }: ComponentProps<'span'> & { node?: unknown; 'data-claim'?: string; 'data-last'?: string; 'data-formula'?: string; 'data-cite'?: string; 'data-cite-to'?: string; 'data-cite-of'?: string }) {
  const { 'data-claim': claim, 'data-last': last, 'data-formula': formula, 'data-cite': cite, 'data-cite-to': citeTo, 'data-cite-of': citeOf, ...rest } = props
  if (cite !== undefined) return <Cite n={Number(cite)} to={Number(citeTo ?? cite)} of={citeOf === undefined ? undefined : Number(citeOf)} text={String(props.children)} />
  if (formula !== undefined) return <Formula tex={String(props.children)} display={formula === 'display'} />
  if (claim === undefined) return <span {...rest} />
  return (
    <Claim index={Number(claim)} last={last !== undefined}>
      {props.children}
    </Claim>
  )
}
