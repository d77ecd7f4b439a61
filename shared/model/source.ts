/** A source: a document kept with its original; its text is frozen at import and quotes point into it. */
import { z } from 'zod'
import { SourceId, Sha256 } from './ids.ts'

export const tiers = ['primary', 'reviewed', 'published', 'informal', 'unknown'] as const
export const sourceFormats = ['text', 'markdown', 'html', 'pdf', 'json', 'csv'] as const
export type SourceFormat = (typeof sourceFormats)[number]

export const Source = z.object({
  id: SourceId,
  title: z.string(),
  /** The name or path it came under; shown, never opened. */
  path: z.string(),
  format: z.enum(sourceFormats),
  /** Hash of the original bytes, and of the extracted text. */
  sha256: Sha256,
  textSha256: Sha256,
  bytes: z.int().nonnegative(),
  /** Length of the extracted text in UTF-16 units. */
  length: z.int().nonnegative(),
  passages: z.int().nonnegative(),
  pages: z.int().nonnegative().optional(),
  tier: z.enum(tiers),
  published: z.string().optional(),
  importedAt: z.string(),
  version: z.int().positive(),
  sample: z.boolean(),
  /** Only there for the questions that it went along with: not in the library. */
  attached: z.boolean().optional(),
  /** Never sent to a cloud model. */
  localOnly: z.boolean().optional(),
  deletedAt: z.string().optional(),
})
export type Source = z.infer<typeof Source>

/** A heading or a page, for the reader's outline; offset in the extracted text. */
export const Landmark = z.object({ kind: z.enum(['heading', 'page']), label: z.string(), level: z.int(), start: z.int().nonnegative() })
export type Landmark = z.infer<typeof Landmark>

/** A searchable piece with exact offsets: `sourceText.slice(start, end) === text`. */
export const Passage = z.object({
  source: SourceId,
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  text: z.string(),
  page: z.int().optional(),
  heading: z.string().optional(),
})
export type Passage = z.infer<typeof Passage>

export const PassageHit = Passage.extend({ title: z.string(), path: z.string(), score: z.number() })
export type PassageHit = z.infer<typeof PassageHit>

export const importStatuses = ['imported', 'unchanged', 'new-version', 'refused'] as const
/** One line of `plumbline import --json`. */
export const ImportResult = z.object({
  path: z.string(),
  source: SourceId.nullable(),
  title: z.string(),
  status: z.enum(importStatuses),
  passages: z.int().nonnegative(),
  reason: z.string().optional(),
})
export type ImportResult = z.infer<typeof ImportResult>

export const ImportEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: z.int(), total: z.int(), current: z.string(), fraction: z.number().min(0).max(1) }),
  z.object({ kind: z.literal('result'), result: ImportResult }),
  z.object({ kind: z.literal('ended'), cancelled: z.boolean() }),
])
export type ImportEvent = z.infer<typeof ImportEvent>
