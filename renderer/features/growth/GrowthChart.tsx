/** The curve of growth: follows the width and the appearance, says the numbers of the day under the pointer or the arrow keys. */
import { useEffect, useRef, useState } from 'react'
import type { Growth } from '../../../shared/contract/noteContract.ts'
import type { GrowthDrawing } from './drawGrowth.ts'
import { dayInWords, figure, type Kind, kindNames, shapeNames } from './growthWords.ts'

const HEIGHT = 340

interface GrowthChartProps {
  readonly growth: Growth
  readonly of: Kind
  /** Takes the drawing, for the picture to save; nothing when it is gone. */
  readonly onDrawing: (drawing: GrowthDrawing | undefined) => void
  readonly onProblem: (error: unknown) => void
}

function wordsOf(growth: Growth, of: Kind, index: number): string {
  const fits = growth.fits.map(({ shape, curve }) => `${shapeNames[shape].toLowerCase()} ${figure(curve[index] ?? 0)}`)
  return [`${dayInWords(growth.days[index] ?? '')}: ${figure(growth.series[of]?.[index] ?? 0)} ${kindNames[of].toLowerCase()}`, ...fits].join(' · ')
}

export function GrowthChart({ growth, of, onDrawing, onProblem }: GrowthChartProps) {
  const host = useRef<HTMLDivElement>(null)
  const drawing = useRef<GrowthDrawing>(undefined)
  const [day, setDay] = useState<number>()
  const last = growth.days.length - 1
  useEffect(() => {
    const place = host.current
    if (!place) return
    let gone = false
    let stop = (): void => undefined
    const begin = async (): Promise<void> => {
      const { drawGrowth } = await import('./drawGrowth.ts')
      await document.fonts.ready
      if (gone) return
      const draw = (): void => {
        drawing.current?.destroy()
        drawing.current = drawGrowth({ host: place, growth, of, width: Math.max(200, place.clientWidth), height: HEIGHT, onDay: setDay })
        onDrawing(drawing.current)
      }
      draw()
      const sizes = new ResizeObserver(() => drawing.current?.resize(Math.max(200, place.clientWidth), HEIGHT))
      sizes.observe(place)
      const appearance = new MutationObserver(draw)
      appearance.observe(document.documentElement, { attributeFilter: ['data-theme'] })
      stop = () => {
        sizes.disconnect()
        appearance.disconnect()
        drawing.current?.destroy()
        drawing.current = undefined
        onDrawing(undefined)
      }
    }
    begin().catch(onProblem)
    return () => {
      gone = true
      stop()
    }
  }, [growth, of, onDrawing, onProblem])
  const step = (to: number): void => drawing.current?.goTo(Math.min(last, Math.max(0, to)))
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => step((day ?? last + 1) - 1),
    ArrowRight: () => step((day ?? -1) + 1),
    Home: () => step(0),
    End: () => step(last),
    Escape: () => drawing.current?.goTo(undefined),
  }
  return (
    <div>
      <p role="status" dir="auto" className="figures mb-2 min-h-10 text-[0.8125rem] text-soft">
        {day === undefined || day > last ? `${dayInWords(growth.days[0] ?? '')} to ${dayInWords(growth.days[last] ?? '')}. Point at a day for its numbers, or go from day to day with the arrow keys.` : wordsOf(growth, of, day)}
      </p>
      <div
        ref={host}
        dir="ltr"
        role="group"
        tabIndex={0}
        aria-label={`${kindNames[of]} by day, as a curve; go from day to day with the arrow keys`}
        className="min-w-0 overflow-hidden"
        style={{ height: HEIGHT }}
        onKeyDown={(event) => {
          const run = keys[event.key]
          if (!run || event.altKey || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          run()
        }}
        onBlur={() => drawing.current?.goTo(undefined)}
      />
    </div>
  )
}
