/** The page of the stream bench: one answer streams in at a steady pace, drawn as the app draws it, or all of it again for each update (`?all`). */
import { createElement, useMemo } from 'react'
import { createRoot } from 'react-dom/client'
import { useStore } from 'zustand'
import { createChoice, judgedOf, placesOf } from '../../../renderer/core/judgedTurn.ts'
import { batchInto, feedOf, type TurnFeed } from '../../../renderer/core/turnFeed.ts'
import { JudgedContext } from '../../../renderer/ui/judged/judged.ts'
import { JudgedText } from '../../../renderer/ui/judged/JudgedText.tsx'
import { MarkdownBlock } from '../../../renderer/ui/judged/MarkdownBlock.tsx'
import { TrustStrip } from '../../../renderer/ui/judged/TrustStrip.tsx'
import type { TurnId } from '../../../shared/model/ids.ts'
import { foldTurn } from '../../../shared/turn/foldTurn.ts'
import { PACE, updates } from './answer.ts'

const all = location.search === '?all'
const feed: TurnFeed = feedOf('01K00000000000000000000000' as TurnId)
const choice = createChoice()
const judged = judgedOf(feed, choice)

function Turn() {
  const turn = useStore(feed)
  const count = turn.claims.length
  const places = useMemo(() => placesOf(feed, count), [count])
  const body = all
    ? createElement(JudgedContext, { value: judged }, createElement('div', { className: 'prose' }, createElement(MarkdownBlock, { markdown: turn.answer, claims: places, definitions: '' })))
    : createElement(JudgedText, { text: turn.answer, claims: places, judged, streaming: true })
  return createElement('div', { className: 'mx-auto max-w-[var(--measure)] p-5' }, createElement(TrustStrip, { claims: turn.claims, running: true, onClaim: () => undefined }), body)
}

const root = document.getElementById('root')
if (root) createRoot(root).render(createElement(Turn))

const list = updates()
let next = 0
let longest = 0
new PerformanceObserver((entries) => {
  for (const entry of entries.getEntries()) longest = Math.max(longest, entry.duration)
}).observe({ entryTypes: ['longtask'] })

let renders = 0
feed.subscribe(() => (renders += 1))
const batch = batchInto(feed)

/** Folds one update and draws everything for it, then the next: what the block cutter and the joining of updates save. */
function one(): void {
  let state = feed.getState()
  for (const update of list[next] ?? []) state = foldTurn(state, update)
  feed.setState(state, true)
  next += 1
  if (next < list.length) requestAnimationFrame(one)
  else setTimeout(tell, 250)
}

/** Hands over every update that is due: a timer may come late, the pace stays. */
function stream(began: number): void {
  const due = Math.min(list.length, Math.ceil((performance.now() - began) / PACE))
  for (; next < due; next += 1) for (const update of list[next] ?? []) batch.push(update)
  if (next < list.length) setTimeout(() => stream(began), PACE)
  // Once all is folded in, the last update is painted and its task reported.
  else void batch.drained().then(() => setTimeout(tell, 250))
}

function tell(): void {
  Object.assign(window, { streamed: { longest, renders, claims: feed.getState().claims.length, marks: document.querySelectorAll('.claim-mark').length } })
}

Object.assign(window, { begin: () => (all ? one() : stream(performance.now())) })
