/** The texts that a desk works on: rule sets as they are kept, and drafts that stand in for them. */
import type { RuleBase } from '../../../../shared/logic/base.ts'

/** One rule set. `set` and `version` are missing where it was never saved. */
export interface RuleText {
  readonly file: string
  readonly text: string
  readonly set?: string
  readonly version?: number
}

/** The name under which an unsaved text without a set is read. */
export const DRAFT_FILE = 'draft.rules'

/** The texts with a draft laid over: in the place of its set, or behind all of them. An empty text leaves the set out. */
export function withDraft(texts: readonly RuleText[], draft: { readonly set?: string | undefined; readonly text: string } | undefined): RuleText[] {
  if (draft === undefined) return [...texts]
  if (draft.set === undefined) return draft.text.trim() === '' ? [...texts] : [...texts, { file: DRAFT_FILE, text: draft.text }]
  const known = texts.some((one) => one.set === draft.set)
  const laid = texts.flatMap((one) => (one.set !== draft.set ? [one] : draft.text.trim() === '' ? [] : [{ file: one.file, set: draft.set, text: draft.text }]))
  return known || draft.text.trim() === '' ? laid : [...laid, { file: DRAFT_FILE, set: draft.set, text: draft.text }]
}

/** Anything that stands somewhere, with its set and version beside. */
export function placedIn<T extends { readonly file?: string | undefined }>(one: T, texts: readonly RuleText[]): T & { set?: string; version?: number } {
  const text = texts.find(({ file }) => file === one.file)
  return { ...one, ...(text?.set === undefined ? {} : { set: text.set }), ...(text?.version === undefined ? {} : { version: text.version }) }
}

/** Every item of a base that can carry a verdict or act on an answer. */
export const allItems = (base: RuleBase) => [...base.rules, ...base.defaults, ...base.definitions, ...base.facts, ...base.closures, ...base.policies, ...base.wordings, ...base.judges]
