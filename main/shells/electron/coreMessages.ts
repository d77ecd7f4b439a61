/** What main and the core's process say to each other, beside the ports of the pages that travel with `serve`. */
import { z } from 'zod'
import { ProblemShape } from '../../../shared/problem.ts'

/** Where keys are, told without the keys. */
const Place = z.object({ server: z.string(), where: z.string() })

export const ToCore = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), folder: z.string(), log: z.enum(['debug', 'info', 'warn', 'error']), checker: z.string() }),
  z.object({ kind: z.literal('serve') }),
  z.object({ kind: z.literal('import'), id: z.int(), paths: z.array(z.string()) }),
  z.object({ kind: z.literal('answer'), id: z.int(), value: z.unknown(), problem: ProblemShape.optional() }),
  z.object({ kind: z.literal('close') }),
])
export type ToCore = z.infer<typeof ToCore>

export const Imported = z.object({ import: z.string(), refused: z.array(z.object({ name: z.string(), reason: z.string() })) })
export type Imported = z.infer<typeof Imported>

export const FromCore = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** The workspace could not be opened; the process ends by itself. */
  z.object({ kind: z.literal('refused'), problem: ProblemShape }),
  z.object({ kind: z.literal('imported'), id: z.int(), result: Imported.optional(), problem: ProblemShape.optional() }),
  z.object({ kind: z.literal('ask'), id: z.int(), what: z.discriminatedUnion('of', [
    z.object({ of: z.literal('key.get'), server: z.string() }),
    z.object({ of: z.literal('key.set'), server: z.string(), key: z.string() }),
    z.object({ of: z.literal('key.list') }),
  ]) }),
])
export type FromCore = z.infer<typeof FromCore>

export const KeyValue = z.string().optional()
export const KeyKept = z.object({ where: z.string(), warning: z.string().optional() })
export const KeyPlaces = z.array(Place)
