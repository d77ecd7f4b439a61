/** Branded identifiers (ULIDs), so that a turn's id is never handed over as a source's; a file's content is named by `Sha256`. */
import { z } from 'zod'

const ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
export const ConversationId = ulid.brand<'ConversationId'>()
export type ConversationId = z.infer<typeof ConversationId>
export const TurnId = ulid.brand<'TurnId'>()
export type TurnId = z.infer<typeof TurnId>
export const SourceId = ulid.brand<'SourceId'>()
export type SourceId = z.infer<typeof SourceId>
export const NoteId = ulid.brand<'NoteId'>()
export type NoteId = z.infer<typeof NoteId>
export const UploadId = ulid.brand<'UploadId'>()
export type UploadId = z.infer<typeof UploadId>
export const RuleSetId = ulid.brand<'RuleSetId'>()
export type RuleSetId = z.infer<typeof RuleSetId>
export const AnswererId = ulid.brand<'AnswererId'>()
export type AnswererId = z.infer<typeof AnswererId>
export const ImportId = ulid.brand<'ImportId'>()
export type ImportId = z.infer<typeof ImportId>
export const KeepPolicyId = ulid.brand<'KeepPolicyId'>()
export type KeepPolicyId = z.infer<typeof KeepPolicyId>
export const ContradictionId = ulid.brand<'ContradictionId'>()
export type ContradictionId = z.infer<typeof ContradictionId>
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/).brand<'Sha256'>()
export type Sha256 = z.infer<typeof Sha256>

/** Claims are numbered within their turn, in order of their place: `c0`, `c1`, … */
export const ClaimId = z.string().regex(/^c\d{1,6}$/).brand<'ClaimId'>()
export type ClaimId = z.infer<typeof ClaimId>
