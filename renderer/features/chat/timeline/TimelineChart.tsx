/** The picture of a turn's time: a row a step, a bar a piece of work, a thin line before it where it waited; the arrow keys go from bar to bar. */
import { type KeyboardEvent, type MouseEvent, useMemo, useState } from 'react'
import type { Span } from '../../../../shared/model/turn.ts'
import { precise, type Row, stepWords, ticksOf } from './timelineWords.ts'

const LINE = 14
const GAP = 10
/** Width of the drawing in its own units; it stretches to what is there. */
const WIDTH = 1000

interface TimelineChartProps {
  readonly rows: readonly Row[]
  readonly wordsOf: (span: Span) => string
  readonly label: string
}

export function TimelineChart({ rows, wordsOf, label }: TimelineChartProps) {
  const bars = useMemo(() => rows.flatMap((row) => row.bars).sort((a, b) => a.index - b.index), [rows])
  const [chosen, setChosen] = useState(-1)
  const end = Math.max(0.1, ...bars.map(({ span }) => span.to))
  const ticks = ticksOf(end)
  const at = (ms: number): number => (ms / end) * WIDTH
  const move = (event: KeyboardEvent): void => {
    const to = { ArrowRight: Math.min(chosen + 1, bars.length - 1), ArrowLeft: Math.max(chosen - 1, 0), Home: 0, End: bars.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    setChosen(to)
  }
  const choose = (event: MouseEvent): void => {
    const bar = (event.target as Element).getAttribute('data-bar')
    if (bar !== null) setChosen(Number(bar))
  }
  const shown = bars[chosen]
  return (
    <div>
      <div className="rounded-md" role="group" aria-roledescription="timeline" aria-label={`${label} Left and right arrow go from piece to piece.`} tabIndex={0} onKeyDown={move} onClick={choose} onMouseOver={choose}>
        {rows.map((row) => {
          const height = row.lines * LINE + GAP
          return (
            <div key={row.step} className="grid grid-cols-[8.5rem_1fr] items-center border-t border-line">
              <span className="truncate pr-3 text-[0.8125rem] text-soft">{stepWords[row.step]}</span>
              <svg viewBox={`0 0 ${WIDTH} ${height}`} preserveAspectRatio="none" className="block w-full" style={{ height }} aria-hidden="true">
                {ticks.map((tick) => (
                  <line key={tick} x1={at(tick)} x2={at(tick)} y1={0} y2={height} className="stroke-line" vectorEffect="non-scaling-stroke" />
                ))}
                {row.bars.map(({ span, index, line, critical }) => {
                  const y = GAP / 2 + line * LINE
                  const width = Math.max(2, at(span.to) - at(span.from))
                  return (
                    <g key={index}>
                      {span.waited > 0 ? <line x1={at(span.from - span.waited)} x2={at(span.from)} y1={y + LINE / 2} y2={y + LINE / 2} className="stroke-line-strong" strokeDasharray="2 2" vectorEffect="non-scaling-stroke" /> : null}
                      <rect
                        data-bar={index} x={at(span.from)} y={y + 2} width={width} height={LINE - 4} rx={1} vectorEffect="non-scaling-stroke"
                        className={`${critical ? 'fill-accent' : span.shared ? 'fill-chosen stroke-soft' : 'fill-soft'} ${index === chosen ? 'stroke-ink stroke-2' : ''}`}
                      />
                    </g>
                  )
                })}
              </svg>
            </div>
          )
        })}
        <div className="figures relative ml-[8.5rem] h-5 border-t border-line text-[0.6875rem] text-soft" aria-hidden="true">
          {ticks.map((tick, i) => (
            <span key={tick} className={`absolute top-0.5 ${i === 0 ? '' : tick > end * 0.97 ? '-translate-x-full' : '-translate-x-1/2'}`} style={{ left: `${(tick / end) * 100}%` }}>
              {tick === 0 ? '0' : end >= 2000 ? `${Number((tick / 1000).toFixed(2))} s` : `${tick} ms`}
            </span>
          ))}
        </div>
      </div>
      <p className="figures mt-2 min-h-10 text-[0.8125rem]" aria-live="polite">
        {shown ? wordsOf(shown.span) : <span className="text-soft">Point at a bar, or go through them with the arrow keys.</span>}
      </p>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-soft">
        <Key className="bg-accent">what the end hung on</Key>
        <Key className="bg-soft">ran beside it</Key>
        {bars.some(({ span }) => span.shared) ? <Key className="border border-soft bg-chosen">shared a look-up</Key> : null}
        {bars.some(({ span }) => span.waited > 0) ? <Key className="!h-0 border-t border-dashed border-line-strong">waited</Key> : null}
        <span>The whole is {precise(end)}.</span>
      </p>
    </div>
  )
}

function Key({ className, children }: { className: string; children: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className={`inline-block h-2.5 w-4 rounded-[2px] ${className}`} aria-hidden="true" />
      {children}
    </span>
  )
}
