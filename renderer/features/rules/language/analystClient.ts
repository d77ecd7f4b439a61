/** Asks the worker about the rule texts. One question is out at a time for the same text; the newest text wins. */
import type { Analysis, Analyst, Hover, Preview, Renaming, RuleText, Target } from './analysis.ts'
import type { Question } from './rulesWorker.ts'

export interface AnalystClient {
  others(files: readonly RuleText[]): void
  /** Resolves with `undefined` when a newer text was sent meanwhile. */
  analyse(open: RuleText): Promise<Analysis | undefined>
  hover(at: number): Promise<Hover | undefined>
  definition(at: number): Promise<Target | undefined>
  renameable(at: number): Promise<ReturnType<Analyst['renameable']>>
  rename(at: number, name: string): Promise<Renaming>
  say(at: number): Promise<ReturnType<Analyst['say']>>
  preview(addition: string, over?: { from: number; to: number }): Promise<Preview>
  close(): void
}

export function createAnalyst(): AnalystClient {
  const worker = new Worker(new URL('./rulesWorker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, (result: unknown) => void>()
  let ids = 0
  let working: number | undefined
  let next: { open: RuleText; resolve: (analysis: Analysis | undefined) => void } | undefined
  worker.addEventListener('message', (event: MessageEvent<{ id: number; result: unknown }>) => {
    waiting.get(event.data.id)?.(event.data.result)
    waiting.delete(event.data.id)
  })
  const ask = <T,>(question: (id: number) => Question): Promise<T> =>
    new Promise((resolve) => {
      const id = (ids += 1)
      waiting.set(id, resolve as (result: unknown) => void)
      worker.postMessage(question(id))
    })
  const run = (open: RuleText, resolve: (analysis: Analysis | undefined) => void): void => {
    working = ids + 1
    void ask<Analysis>((id) => ({ kind: 'analyse', id, open })).then((analysis) => {
      working = undefined
      resolve(analysis)
      if (!next) return
      const then = next
      next = undefined
      run(then.open, then.resolve)
    })
  }
  return {
    others: (files) => worker.postMessage({ kind: 'others', files } satisfies Question),
    analyse: (open) =>
      new Promise((resolve) => {
        if (working === undefined) return run(open, resolve)
        next?.resolve(undefined)
        next = { open, resolve }
      }),
    hover: (at) => ask((id) => ({ kind: 'hover', id, at })),
    definition: (at) => ask((id) => ({ kind: 'definition', id, at })),
    renameable: (at) => ask((id) => ({ kind: 'renameable', id, at })),
    rename: (at, name) => ask((id) => ({ kind: 'rename', id, at, name })),
    say: (at) => ask((id) => ({ kind: 'say', id, at })),
    preview: (addition, over) => ask((id) => ({ kind: 'preview', id, addition, ...(over ? { over } : {}) })),
    close: () => worker.terminate(),
  }
}
