/** Formulas are set by KaTeX, which is loaded when the first one is met. */
import type { Element, ElementContent, PluggableList, Root } from './tree.ts'

export interface MathSteps {
  readonly remark: PluggableList
  /** Sets a formula into an element; bad TeX is shown as it was written. */
  render(tex: string, element: HTMLElement, display: boolean): void
}

let steps: MathSteps | undefined
let loading = false
const listeners = new Set<() => void>()

/** `\( … \)` and `\[ … \]` become dollars of the same length, so that every offset still holds. */
export function dollarMath(markdown: string): string {
  return /\\[([]/.test(markdown) ? markdown.replace(/\\\((.+?)\\\)|\\\[([\s\S]+?)\\\]/g, (_all, a: string, b: string) => `$$${a ?? b}$$`) : markdown
}

const DISPLAY = /\$\$[\s\S]+?\$\$/
/** A single dollar is money unless what it encloses looks like TeX. */
const INLINE = /\$[^$\n]*[\\^_{}=][^$\n]*\$/

export const hasMath = (markdown: string): boolean => markdown.includes('$') && (DISPLAY.test(markdown) || INLINE.test(markdown))

/** The steps once they are there; asking for them starts loading. */
export function mathSteps(): MathSteps | undefined {
  if (!steps && !loading) {
    loading = true
    void Promise.all([import('remark-math'), import('katex'), import('./katexStyle.ts')]).then(([remarkMath, { default: katex }]) => {
      steps = {
        remark: [remarkMath.default],
        // Into the element, not as HTML: inline style attributes are forbidden by the page's policy.
        render: (tex, element, displayMode) => katex.render(tex, element, { displayMode, throwOnError: false, strict: 'ignore', errorColor: 'currentColor', maxExpand: 500, maxSize: 20 }),
      }
      for (const listener of listeners) listener()
    })
  }
  return steps
}

export function onMathLoaded(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const loadedMath = (): MathSteps | undefined => steps

const isMath = (node: ElementContent | undefined): node is Element =>
  node?.type === 'element' && node.tagName === 'code' && Array.isArray(node.properties['className']) && node.properties['className'].includes('language-math')

const texOf = (node: Element): string => node.children.map((child) => (child.type === 'text' ? child.value : '')).join('')

/** A rehype step: the code elements that math became stand as spans that carry their TeX. */
export function markFormulas() {
  const walk = (node: Root | Element): void => {
    node.children = node.children.map((child): ElementContent => {
      if (child.type !== 'element') return child
      const inner = child.tagName === 'pre' ? child.children[0] : child
      if (isMath(inner)) {
        const display = inner !== child || texOf(inner).includes('\n')
        return { type: 'element', tagName: 'span', properties: { dataFormula: display ? 'display' : 'inline' }, children: inner.children, ...(child.position ? { position: child.position } : {}) }
      }
      walk(child)
      return child
    })
  }
  return (root: Root): void => walk(root)
}
