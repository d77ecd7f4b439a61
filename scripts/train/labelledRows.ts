/** Reads the labelled data sets (JSON lines, gzip) into one shape: an answer, its source, and where it is not supported. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

export interface LabelledRow {
  readonly id: string
  /** Data set and kind of text, such as `summedits-news`. */
  readonly group: string
  readonly split: 'train' | 'dev'
  readonly source: string
  readonly format: 'text' | 'json'
  readonly answer: string
  readonly question?: string
  readonly unsupported: boolean
  readonly label: string
  /** Where it is not supported, when somebody marked it. */
  readonly spans?: readonly { readonly start: number; readonly end: number }[]
  readonly mayTrain: boolean
}

interface RawRow {
  id: string
  dataset: string
  subset?: string
  task?: string
  split: 'train' | 'dev'
  source: string
  source_format?: 'text' | 'json'
  answer?: string
  claim?: string
  label: string
  spans?: { start: number; end: number }[]
  unsupported_spans?: { start: number; end: number }[]
  ship_training: string
}

export function readLines(file: string): unknown[] {
  return gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').map((line): unknown => JSON.parse(line))
}

/** @param folder where `grounding-response.jsonl.gz` and `grounding-claim.jsonl.gz` are */
export function labelledRows(folder: string): LabelledRow[] {
  return ['grounding-response.jsonl.gz', 'grounding-claim.jsonl.gz'].flatMap((file) =>
    (readLines(join(folder, file)) as RawRow[]).map((row) => {
      const spans = row.spans ?? row.unsupported_spans ?? (row.label === 'supported' ? [] : undefined)
      return {
        id: row.id,
        group: `${row.dataset}-${(row.subset ?? row.task ?? '').toLowerCase()}`,
        split: row.split,
        source: row.source,
        format: row.source_format ?? 'text',
        answer: row.answer ?? row.claim ?? '',
        unsupported: row.label !== 'supported',
        label: row.label,
        ...(spans === undefined ? {} : { spans }),
        mayTrain: row.ship_training !== 'no',
      }
    }),
  )
}
