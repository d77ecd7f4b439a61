/** Which way a text runs, by its first letter that says so; and characters that turn text around to deceive. */
import type { Element, ElementContent, Root } from '../judged/tree.ts'

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|\ud802[\udc00-\udfff]|\ud803|\ud83a[\udc00-\udfff]|\ud83b[\ude00-\udeff]/

/** Whether anything in it runs from right to left; most texts have nothing. */
export const hasRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text)

/** Of the first strong letter; `undefined` where there is none. */
export function directionOf(text: string): 'ltr' | 'rtl' | undefined {
  const first = /\p{L}/u.exec(text)?.[0]
  return first === undefined ? undefined : RIGHT_TO_LEFT.test(first) ? 'rtl' : 'ltr'
}

const OWN = new Set(['p', 'li', 'td', 'th', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
const BY_FIRST = new Set(['ul', 'ol', 'blockquote'])

const textOf = (node: ElementContent): string => (node.type === 'text' ? node.value : node.type === 'element' ? node.children.map(textOf).join('') : '')

/** A rehype step: each paragraph, list, item, cell and heading gets the direction of its own beginning. */
export function giveDirections() {
  const walk = (node: Root | Element): void => {
    for (const child of node.children) {
      if (child.type !== 'element' || child.tagName === 'pre') continue
      if (OWN.has(child.tagName) || BY_FIRST.has(child.tagName)) child.properties['dir'] = directionOf(textOf(child)) ?? 'auto'
      walk(child)
    }
  }
  return (root: Root): void => walk(root)
}

/** Embeddings, overrides and isolates. In code each is shown; in prose overrides are, because no honest text needs them. */
export const TURNING_IN_CODE = /[\u202a-\u202e\u2066-\u2069]/g

/** `U+202E`, as it is written in the standard. */
export const codePointName = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
