/** One whole answer of a comparison, with its claims underlined. */
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Core } from '../../core/core.ts'
import { type Choice, createPlaces, judgedOf } from '../../core/judgedTurn.ts'
import { release } from '../../core/release.ts'
import { ruleHref } from '../../core/ruleSets.ts'
import type { TurnFeed } from '../../core/turnFeed.ts'
import { HeldBack } from '../../ui/judged/HeldBack.tsx'
import { JudgedText } from '../../ui/judged/JudgedText.tsx'

export function AnswerColumn({ core, feed, choice }: { core: Core; feed: TurnFeed; choice: Choice }) {
  const turn = useStore(feed)
  const [placesOf] = useState(createPlaces)
  const places = useMemo(() => placesOf(turn.claims), [placesOf, turn.claims])
  const judged = useMemo(() => judgedOf(feed, choice), [feed, choice])
  if (turn.held) return <HeldBack held={turn.held} ruleHref={ruleHref} onShow={() => void release(core, feed)} />
  return <JudgedText text={turn.answer} claims={places} judged={judged} streaming={turn.status === 'running' && turn.rounds === 0} />
}
