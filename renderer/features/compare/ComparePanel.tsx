/** Connects a comparison: its answers as they come, their claims side by side, and the evidence of the claim that was chosen. */
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { TurnState } from '../../../shared/turn/foldTurn.ts'
import { alignClaims } from '../../../shared/turn/alignClaims.ts'
import { whoAnswered } from '../../core/answerers.ts'
import { CompareDialog } from '../../core/CompareDialog.tsx'
import { EvidencePanel } from '../../core/EvidencePanel.tsx'
import { nextClaim } from '../../core/judgedTurn.ts'
import { useKeys } from '../../core/keys.ts'
import type { Comparison, ComparedAnswer } from './actions.ts'
import { AnswerColumn } from './AnswerColumn.tsx'
import { CompareView } from './CompareView.tsx'

/** All turns at once; the same list as long as none has changed. */
function useTurns(answers: readonly ComparedAnswer[]): readonly TurnState[] {
  const [read] = useState(() => {
    let last: readonly TurnState[] = []
    return (feeds: readonly ComparedAnswer[]) => {
      const now = feeds.map(({ feed }) => feed.getState())
      if (now.length !== last.length || now.some((turn, index) => turn !== last[index])) last = now
      return last
    }
  })
  const subscribe = useMemo(
    () => (listener: () => void) => {
      const stops = answers.map(({ feed }) => feed.subscribe(listener))
      return () => stops.forEach((stop) => stop())
    },
    [answers],
  )
  return useSyncExternalStore(subscribe, () => read(answers))
}

const nameOf = (turn: TurnState): string => (turn.started ? whoAnswered(turn.started) : '')

export function ComparePanel({ comparison, id }: { comparison: Comparison; id: string }) {
  const { core, choice } = comparison
  const { answers, problem } = useStore(comparison.store)
  const chosen = useStore(choice)
  const turns = useTurns(answers)
  const [adding, setAdding] = useState(false)
  useEffect(() => {
    void comparison.open(id)
    return comparison.leave
  }, [comparison, id])
  const running = turns.some(({ status }) => status === 'running')
  const pairs = turns[0]?.pairs
  const rows = useMemo(() => (running || !pairs ? [] : alignClaims(turns, pairs)), [turns, pairs, running])
  const entry = answers.find((answer) => answer.id === chosen.turn)
  const close = (): void => {
    const { turn, claim } = choice.getState()
    choice.setState({}, true)
    document.querySelector<HTMLElement>(`[data-aligned="${turn}:${claim}"]`)?.focus()
  }
  const step = (by: 1 | -1): void => {
    const next = entry && nextClaim(entry.feed, chosen.claim, by)
    if (entry && next !== undefined) choice.setState({ turn: entry.id, claim: next }, true)
  }
  useKeys({ j: () => step(1), k: () => step(-1), Escape: () => entry && close() })
  const conversation = turns[0]?.started?.conversation
  const goOn = (turn: string): void => core.go(`#/chat/${conversation}?${new URLSearchParams({ turn }).toString()}`)
  return (
    <>
      <CompareView
        question={turns[0]?.started?.question}
        problem={problem}
        onRetry={() => void comparison.open(id)}
        turns={turns}
        names={turns.map(nameOf)}
        rows={rows}
        running={running}
        chosen={chosen}
        onClaim={(turn, claim) => choice.setState({ turn, claim }, true)}
        onStop={(turn) => void comparison.stop(turn)}
        onGoOn={goOn}
        onAdd={turns.length > 0 && turns.length < 6 && !running ? () => setAdding(true) : undefined}
        answerOf={(index) => (answers[index] ? <AnswerColumn core={core} feed={answers[index].feed} choice={choice} /> : null)}
        aside={entry && chosen.claim !== undefined ? <EvidencePanel core={core} feed={entry.feed} index={chosen.claim} onClose={close} onStep={step} /> : undefined}
        onCloseAside={close}
      />
      {adding && turns[0] ? (
        <CompareDialog
          core={core}
          ask={{ beside: turns[0].id }}
          there={turns.flatMap(({ started }) => (started ? [started] : []))}
          onClose={() => setAdding(false)}
          onBegun={() => {
            setAdding(false)
            void comparison.open(id)
          }}
        />
      ) : null}
    </>
  )
}
