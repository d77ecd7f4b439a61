/** The texts that a desk works on: rule sets as they are kept, and drafts that stand in for them. */
import type { RuleBase } from '../../../../shared/logic/base.ts'
import type { RuleText } from '../../ports.ts'

/** The name under which an unsaved text without a set is read. */
const DRAFT_FILE = 'draft.rules'

/** The texts with a draft laid over: in the place of its set, or behind all of them. An empty text leaves the set out. `file`: the set's own, where it is not among the texts. */
export function withDraft(texts: readonly RuleText[], draft: { readonly set?: string | undefined; readonly text: string } | undefined, file = DRAFT_FILE): RuleText[] {
  if (draft === undefined) return [...texts]
  const { set, text } = draft
  const laid: RuleText = { file: texts.find((one) => set !== undefined && one.set === set)?.file ?? file, text, ...(set === undefined ? {} : { set }) }
  if (text.trim() === '') return texts.filter((one) => set === undefined || one.set !== set)
  return set !== undefined && texts.some((one) => one.set === set) ? texts.map((one) => (one.set === set ? laid : one)) : [...texts, laid]
}

/** Anything that stands somewhere, with its set and version beside. */
export function placedIn<T extends { readonly file?: string | undefined }>(one: T, texts: readonly RuleText[]): T & { set?: string; version?: number } {
  const text = texts.find(({ file }) => file === one.file)
  return { ...one, ...(text?.set === undefined ? {} : { set: text.set }), ...(text?.version === undefined ? {} : { version: text.version }) }
}

/** Every item of a base that can carry a verdict or act on an answer. */
export const allItems = (base: RuleBase) => [...base.rules, ...base.defaults, ...base.definitions, ...base.facts, ...base.closures, ...base.policies, ...base.wordings, ...base.judges]
