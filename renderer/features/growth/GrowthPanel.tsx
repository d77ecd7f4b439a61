/** Connects growth: what is counted, its curve, and what is saved of both. */
import { useCallback, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { download, downloadBytes } from '../../core/download.ts'
import type { GrowthDesk } from './actions.ts'
import type { GrowthDrawing } from './drawGrowth.ts'
import { GrowthChart } from './GrowthChart.tsx'
import { growthCsv } from './growthWords.ts'
import { GrowthView } from './GrowthView.tsx'

export function GrowthPanel({ desk }: { desk: GrowthDesk }) {
  const { core } = desk
  const { of, fitted, growth, problem, asTable } = useStore(desk.store)
  const drawing = useRef<GrowthDrawing>(undefined)
  const take = useCallback((drawn: GrowthDrawing | undefined) => void (drawing.current = drawn), [])
  const fail = useCallback((error: unknown) => core.notices.fail(error), [core])
  useEffect(() => desk.show(), [desk])
  const name = `${fitted}-${growth?.days.at(-1) ?? ''}`
  return (
    <GrowthView
      growth={growth}
      problem={problem}
      of={of}
      asTable={asTable}
      chart={growth ? <GrowthChart growth={growth} of={fitted} onDrawing={take} onProblem={fail} /> : null}
      onPick={desk.pick}
      onTable={desk.showTable}
      onPng={() => void drawing.current?.png().then((blob) => downloadBytes(`${name}.png`, blob), fail)}
      onCsv={() => growth && download(`${name}.csv`, growthCsv(growth, fitted), 'text/csv')}
      onRetry={() => void desk.read()}
    />
  )
}
