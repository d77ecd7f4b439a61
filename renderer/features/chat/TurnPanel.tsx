/** Connects one exchange: the shown answer's feed, what is kept of it, and its actions. */
import { Columns2 } from 'lucide-react'
import { memo, type Ref, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { createPlaces, judgedOf, keepChoice } from '../../core/judgedTurn.ts'
import { lookAt } from '../../core/lookAt.ts'
import { release } from '../../core/release.ts'
import { ruleHref } from '../../core/ruleSets.ts'
import { keyOf, useKept } from '../../core/keptClaims.ts'
import type { TurnFeed } from '../../core/turnFeed.ts'
import { withoutCitations } from '../../ui/judged/citeWords.ts'
import type { JudgedTextHandle } from '../../ui/judged/JudgedText.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { SentFiles } from './AttachmentChips.tsx'
import type { Chat } from './actions.ts'
import { firstInView, type InView, putBack } from './keepInView.ts'
import { NextQuestions } from './NextQuestions.tsx'
import { QuestionBubble } from './QuestionBubble.tsx'
import { RetryMenu } from './RetryMenu.tsx'
import type { Exchange } from './store.ts'
import { TurnView } from './TurnView.tsx'

export interface TurnPanelHandle {
  showClaim(index: number): void
}

/** The answer as it was written, in Markdown; on wish without its `[n]`. */
export function copyAnswer(feed: TurnFeed, citations = true): Promise<void> {
  const { answer, claims } = feed.getState()
  return navigator.clipboard.writeText(citations ? answer : withoutCitations(claims, answer))
}

/** Focuses a claim's mark, wherever it is on the screen; false when it is not rendered. */
export function focusMark(turn: string, index: number): boolean {
  const mark = document.querySelector<HTMLElement>(`[data-turn="${turn}"] [data-mark="${index}"]`)
  mark?.closest('.claim')?.scrollIntoView({ block: 'nearest' })
  mark?.focus({ preventScroll: true })
  return mark !== null
}

export const TurnPanel = memo(function TurnPanel({ chat, exchange, ref }: { chat: Chat; exchange: Exchange; ref?: Ref<TurnPanelHandle> }) {
  const { feed, id } = exchange.open
  const turn = useStore(feed)
  const [placesOf] = useState(createPlaces)
  const places = useMemo(() => placesOf(turn.claims), [placesOf, turn.claims])
  const judged = useMemo(() => judgedOf(feed, chat.choice), [feed, chat])
  const withdrawnChosen = useStore(chat.choice, (chosen) => (chosen.turn === id ? chosen.withdrawn : undefined))
  useEffect(() => keepChoice(feed, chat.choice), [feed, chat])
  const inView = useRef<InView>(undefined)
  useEffect(() => feed.subscribe((now, before) => (inView.current = now.rounds === before.rounds ? undefined : firstInView(now.id))), [feed])
  useLayoutEffect(() => {
    if (inView.current) putBack(inView.current)
    inView.current = undefined
  }, [turn.rounds])
  const keys = useKept(chat.core.kept, id)
  const verified = useMemo(() => turn.claims.filter((claim) => claim.verdict === 'verified' && !keys.has(keyOf(id, claim.id))), [turn.claims, keys, id])
  const text = useRef<JudgedTextHandle>(null)
  const showClaim = useCallback(
    (index: number) => {
      if (!focusMark(id, index)) text.current?.showOffset(feed.getState().claims[index]?.start ?? 0)
    },
    [id, feed],
  )
  useImperativeHandle(ref, () => ({ showClaim }))
  const running = turn.status === 'running'
  useEffect(() => {
    if (!running) return
    const look = lookAt(chat.core, id)
    const seen = (): void => look(() => text.current?.seen())
    // What is seen changes by scrolling, in whichever element, and as the text grows.
    document.addEventListener('scroll', seen, { capture: true, passive: true })
    const stop = feed.subscribe((now, before) => now.answer.length === before.answer.length || seen())
    seen()
    return () => {
      document.removeEventListener('scroll', seen, { capture: true })
      stop()
    }
  }, [chat, feed, id, running])
  const compared = exchange.answers.some((entry) => entry.feed.getState().started?.compare)
  const index = exchange.answers.findIndex((entry) => entry.id === id)
  return (
    <TurnView
      turn={turn}
      question={
        <QuestionBubble
          text={turn.started?.question ?? ''}
          which={{ index: exchange.beside.indexOf(exchange.key), count: exchange.beside.length }}
          onWhich={(to) => chat.showQuestion(exchange, to)}
          onEdit={() => chat.edit(id)}
          attachments={turn.started?.attachments?.length || turn.started?.carried?.length ? <SentFiles chat={chat} attachments={turn.started.attachments ?? []} carried={turn.started.carried ?? []} /> : undefined}
        />
      }
      nextQuestions={turn.questions.length ? <NextQuestions core={chat.core} questions={turn.questions} onAsk={(question) => void chat.askOffered(id, question)} /> : null}
      retryMenu={
        <>
          <RetryMenu chat={chat} turn={id} compared={compared} onCompare={() => chat.compare({ beside: id })} />
          {compared ? <IconButton label="Show the answers side by side" icon={<Columns2 size={15} />} onClick={() => chat.core.go(`#/compare/${id}`)} /> : null}
        </>
      }
      places={places}
      judged={judged}
      which={{ index, count: exchange.answers.length }}
      toKeep={verified.length}
      textRef={text}
      onWhich={(to) => {
        const answer = exchange.answers[to]
        if (answer) chat.show(exchange.key, answer.id)
      }}
      withdrawnChosen={withdrawnChosen}
      onWithdrawn={(withdrawn) => chat.choice.setState({ turn: id, withdrawn }, true)}
      onCopy={(citations) => copyAnswer(feed, citations)}
      onRetry={() => void chat.retry(id)}
      onRelease={() => void release(chat.core, feed)}
      ruleHref={ruleHref}
      onKeepVerified={() => void chat.core.kept.keep(id, verified.map((claim) => claim.id))}
      onClaim={(claim) => {
        judged.choose(claim)
        showClaim(claim)
      }}
    />
  )
})
