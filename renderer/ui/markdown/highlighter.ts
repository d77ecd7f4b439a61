/** Asks the worker for the colours of code; it is begun with the first code and begun again when a text has kept it too long. */
import type { Ranges } from './highlightRanges.ts'
import type { HighlightAnswer, HighlightQuestion } from './highlightWorker.ts'

/** Code longer than this, in UTF-16 units, stays plain. */
const LONGEST = 200_000
/** Milliseconds for one text; an expression that runs away is given up. */
const PATIENCE = 5000
/** Answers that are kept: blocks come and go while one scrolls. */
const KEPT = 60

let worker: Worker | undefined
let ids = 0
const waiting = new Map<number, (ranges: Ranges | undefined) => void>()
const kept = new Map<string, Ranges | undefined>()

function giveUp(): void {
  worker?.terminate()
  worker = undefined
  for (const resolve of waiting.values()) resolve(undefined)
  waiting.clear()
}

function begun(): Worker {
  if (worker) return worker
  worker = new Worker(new URL('./highlightWorker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }: MessageEvent<HighlightAnswer>) => {
    waiting.get(data.id)?.(data.ranges)
    waiting.delete(data.id)
  }
  worker.onerror = giveUp
  return worker
}

/** `undefined` for a language that is unknown, and for code that is too long or took too long. */
export async function highlight(code: string, language: string): Promise<Ranges | undefined> {
  if (language === '' || code === '' || code.length > LONGEST || !/^[\w+#.-]{1,30}$/.test(language)) return undefined
  const key = `${language}\n${code}`
  if (kept.has(key)) return kept.get(key)
  const id = (ids += 1)
  const question: HighlightQuestion = { id, language: language.toLowerCase(), code }
  const ranges = await new Promise<Ranges | undefined>((resolve) => {
    const late = setTimeout(giveUp, PATIENCE)
    waiting.set(id, (found) => {
      clearTimeout(late)
      resolve(found)
    })
    begun().postMessage(question)
  })
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value ?? '')
  kept.set(key, ranges)
  return ranges
}
