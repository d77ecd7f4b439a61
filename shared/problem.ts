/** The closed list of failures that a person can meet; everything else is a fault of ours. The sentence for each stands in `problemSentence.ts`. */
import { z } from 'zod'

export const problemCodes = [
  'input.invalid', 'input.too-large', 'not-found', 'cancelled', 'busy',
  'model.none', 'model.unreachable', 'model.unauthorized', 'model.unknown', 'model.rate-limited', 'model.failed',
  'model.timeout', 'model.empty', 'model.malformed', 'model.cut-off', 'model.no-images',
  'source.type-unknown', 'source.empty', 'source.too-large', 'source.truncated', 'source.encrypted', 'source.no-text',
  'source.encoding', 'source.bomb', 'source.unreadable', 'source.timeout',
  'rules.changed-outside', 'rules.sealed', 'rules.too-large', 'rules.name-taken', 'rules.sample',
  'file.permission', 'file.missing', 'disk.full', 'disk.read-only',
  'workspace.locked', 'workspace.corrupt', 'workspace.newer', 'port.taken', 'node.too-old',
  'export.no-chromium', 'export.failed',
  'backup.damaged', 'backup.passphrase', 'backup.newer', 'backup.none', 'keyring.unreachable',
  'connection.refused', 'connection.lost', 'fault',
] as const
export const ProblemCode = z.enum(problemCodes)
export type ProblemCode = z.infer<typeof ProblemCode>

/** `detail` is plain text for the person: a file name, a limit, a server's own words; never a key. */
export const ProblemShape = z.object({ code: ProblemCode, detail: z.string().max(2000).optional() })
export type ProblemShape = z.infer<typeof ProblemShape>

export class Problem extends Error {
  readonly code: ProblemCode
  readonly detail: string | undefined
  constructor(code: ProblemCode, detail?: string, cause?: unknown) {
    super(detail === undefined ? code : `${code}: ${detail}`, cause === undefined ? undefined : { cause })
    this.name = 'Problem'
    this.code = code
    this.detail = detail?.slice(0, 2000)
  }
  toShape(): ProblemShape {
    return this.detail === undefined ? { code: this.code } : { code: this.code, detail: this.detail }
  }
}
