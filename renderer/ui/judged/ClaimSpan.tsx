/** One claim in its place: the words, underlined by verdict, and after them the mark that opens the evidence. */
import { type ComponentProps, type MouseEvent, useContext } from 'react'
import { Formula } from './Formula.tsx'
import { JudgedContext, useClaim } from './judged.ts'
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
    <span className="claim" data-claim={index} data-verdict={verdict} data-chosen={chosen || undefined} onClick={open}>
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

/** A citation: a small number that leads to the passage it names; a number that names none stays as it was written. */
function Cite({ n, text }: { n: number; text: string }) {
  const cited = useContext(JudgedContext).cited(n)
  if (!cited) return text
  return (
    <a className="cite" href={cited.href} title={cited.title} aria-label={`Source ${n}: ${cited.title}`}>
      {n}
    </a>
  )
}

/** Stands for every `span` in rendered Markdown: those that carry a claim, a formula or a citation become one. */
export function ClaimSpan({ node: _node, ...props }: ComponentProps<'span'> & { node?: unknown; 'data-claim'?: string; 'data-last'?: string; 'data-formula'?: string; 'data-cite'?: string }) {
  const { 'data-claim': claim, 'data-last': last, 'data-formula': formula, 'data-cite': cite, ...rest } = props
  if (cite !== undefined) return <Cite n={Number(cite)} text={String(props.children)} />
  if (formula !== undefined) return <Formula tex={String(props.children)} display={formula === 'display'} />
  if (claim === undefined) return <span {...rest} />
  return (
    <Claim index={Number(claim)} last={last !== undefined}>
      {props.children}
    </Claim>
  )
}
