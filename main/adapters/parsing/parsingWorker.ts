/** The parsing worker's entry: one job at a time, in a thread that may be killed at any moment without harm. */
import { parentPort, workerData } from 'node:worker_threads'
import type { IncomingFile, ParsedSource } from '../../core/ports.ts'
import { Problem, type ProblemShape } from '../../../shared/problem.ts'
import { parseFile, type ParseLimits } from './parseFile.ts'

export interface ParseJob {
  readonly job: number
  readonly file: IncomingFile
}

export type ParseReply =
  | { readonly job: number; readonly kind: 'progress'; readonly fraction: number }
  | { readonly job: number; readonly kind: 'done'; readonly parsed: ParsedSource }
  | { readonly job: number; readonly kind: 'problem'; readonly problem: ProblemShape }
  | { readonly job: number; readonly kind: 'fault'; readonly message: string }

export interface WorkerSettings {
  readonly pdfFolder: string
  readonly limits: ParseLimits
}

const settings = workerData as WorkerSettings

parentPort?.on('message', ({ job, file }: ParseJob) => {
  const reply = (message: ParseReply): void => parentPort?.postMessage(message)
  parseFile(file, settings.pdfFolder, (fraction) => reply({ job, kind: 'progress', fraction }), settings.limits).then(
    (parsed) => reply({ job, kind: 'done', parsed }),
    (error: unknown) => {
      if (error instanceof Problem) reply({ job, kind: 'problem', problem: error.toShape() })
      else reply({ job, kind: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    },
  )
})
