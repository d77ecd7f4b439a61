/** Connects the history to the place in the app that says what of it is looked at. */
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { HistoryLog, HistoryOf } from './actions.ts'
import { HistoryView } from './HistoryView.tsx'

export function HistoryPanel({ log, day, note, source, set }: { log: HistoryLog } & HistoryOf) {
  const state = useStore(log.store)
  const of = useMemo(() => ({ day, note, source, set }), [day, note, source, set])
  useEffect(() => log.show(of), [log, of])
  return (
    <HistoryView
      {...state}
      of={of}
      onDay={(day) => log.core.go(day === undefined ? '#/history' : `#/history?day=${day}`)}
      onEarlier={() => void log.earlier()}
      onEarlierDays={() => void log.earlierDays()}
      onOpenTurn={(turn) => void log.openTurn(turn)}
      onRetry={() => void log.read()}
    />
  )
}
