/** Draws growth with uPlot: the count as a bold line, the fitted curves thin and dashed, each named at its end. Loaded when the page is first looked at. */
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { Growth } from '../../../shared/contract/noteContract.ts'
import { kindNames, kindUnits, type Kind, type Shape, shapeNames } from './growthWords.ts'

const DAY = 86_400
const DAYS = [1, 2, 7, 14, 30, 61, 91, 182, 365, 730, 1825].map((days) => days * DAY)
const COUNTS = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000].flatMap((ten) => [ten, 2 * ten, 5 * ten])
/** Told apart in grey. */
const DASHES: Readonly<Record<Shape, number[]>> = { linear: [2, 4], logistic: [9, 5], exponential: [9, 4, 2, 4] }
const LABEL_WIDTH = 92
const TITLE_HEIGHT = 34

export interface GrowthDrawing {
  /** The index of the day that the pointer or the keys are on. */
  goTo(index: number | undefined): void
  resize(width: number, height: number): void
  /** The picture with its background and its title. */
  png(): Promise<Blob>
  destroy(): void
}

interface Drawn {
  readonly host: HTMLElement
  readonly growth: Growth
  readonly of: Kind
  readonly width: number
  readonly height: number
  readonly onDay: (index: number | undefined) => void
}

const said = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' })
  return (seconds: number): string => format.format(seconds * 1000)
}
const dayAndMonth = said({ day: 'numeric', month: 'short' })
const monthAndYear = said({ month: 'short', year: 'numeric' })
const yearOnly = said({ year: 'numeric' })

/** The names of the lines at their right ends, pushed apart where they would lie on each other. */
function nameLines(plot: uPlot, names: readonly { text: string; bold: boolean }[], colours: { ink: string; soft: string; font: string }): void {
  const { ctx, bbox } = plot
  const ratio = uPlot.pxRatio
  const gap = 15 * ratio
  const labels = names
    .map(({ text, bold }, index) => {
      const value = plot.data[index + 1]?.at(-1) ?? 0
      return { text, bold, y: Math.min(bbox.top + bbox.height - gap / 2, Math.max(bbox.top + gap / 2, plot.valToPos(value, 'y', true))) }
    })
    .sort((a, b) => a.y - b.y)
  labels.forEach((label, index) => (label.y = Math.max(label.y, (labels[index - 1]?.y ?? -Infinity) + gap)))
  const over = (labels.at(-1)?.y ?? 0) - (bbox.top + bbox.height - gap / 2)
  if (over > 0) for (let index = labels.length - 1; index >= 0; index--) labels[index]!.y = Math.min(labels[index]!.y, (labels[index + 1]?.y ?? bbox.top + bbox.height + gap / 2) - gap)
  ctx.save()
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  for (const { text, bold, y } of labels) {
    ctx.font = `${bold ? 600 : 400} ${12 * ratio}px ${colours.font}`
    ctx.fillStyle = bold ? colours.ink : colours.soft
    ctx.fillText(text, bbox.left + bbox.width + 7 * ratio, y)
  }
  ctx.restore()
}

/** `host` is empty before and after. Colours are read from the page: draw again when its appearance changes. */
export function drawGrowth({ host, growth, of, width, height, onDay }: Drawn): GrowthDrawing {
  const style = getComputedStyle(host)
  const colour = (name: string): string => style.getPropertyValue(name).trim()
  const [ink, soft, line, accent, paper] = [colour('--ink'), colour('--soft'), colour('--line'), colour('--accent'), colour('--paper')]
  const font = style.fontFamily
  const counts = growth.series[of] ?? []
  const times = growth.days.map((day) => Date.parse(day) / 1000)
  const most = Math.max(...counts, 1)
  // A curve that shoots off must not press the count flat.
  const top = Math.min(Math.max(most, ...growth.fits.flatMap(({ curve }) => curve)), most * 1.25) * 1.04
  const names = [{ text: of === 'verified' ? 'Verified' : of === 'notes' || of === 'sources' || of === 'rules' ? kindNames[of] : 'Questions', bold: true }, ...growth.fits.map(({ shape }) => ({ text: shapeNames[shape], bold: shape === growth.best }))]
  const axis = { stroke: soft, font: `12px ${font}`, labelFont: `12px ${font}`, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1, size: 5 } }
  const plot = new uPlot(
    {
      width,
      height,
      padding: [10, LABEL_WIDTH, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: { x: { time: true, range: times.length > 1 ? [times[0]!, times.at(-1)!] : [times[0]! - 3 * DAY, times[0]! + 3 * DAY] }, y: { range: [0, top] } },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      axes: [
        { ...axis, incrs: DAYS, space: 84, size: 32, label: 'Day (UTC)', labelSize: 22, values: (_plot, splits, _axis, _space, incr) => splits.map(incr >= 365 * DAY ? yearOnly : incr >= 28 * DAY ? monthAndYear : dayAndMonth) },
        { ...axis, incrs: COUNTS, label: `Number of ${kindUnits[of]}, added up`, labelSize: 22, size: (_plot, values) => 18 + 7.5 * Math.max(1, ...(values ?? []).map((value) => String(value).length)), values: (_plot, splits) => splits.map((value) => value.toLocaleString('en')) },
      ],
      series: [
        {},
        { stroke: accent, width: 2.25, points: { show: counts.length < 3, size: 7, fill: accent } },
        ...growth.fits.map(({ shape }) => ({ stroke: shape === growth.best ? ink : soft, width: 1.25, dash: DASHES[shape], points: { show: false } })),
      ],
      hooks: {
        draw: [(plot) => nameLines(plot, names, { ink, soft, font })],
        setCursor: [({ cursor }) => onDay(cursor.idx ?? undefined)],
      },
    },
    [times, [...counts], ...growth.fits.map(({ curve }) => [...curve])],
    host,
  )
  return {
    goTo(index) {
      const at = index === undefined ? undefined : plot.data[0][index]
      plot.setCursor(at === undefined ? { left: -10, top: -10 } : { left: plot.valToPos(at, 'x'), top: 10 })
    },
    resize: (width, height) => plot.setSize({ width, height }),
    async png() {
      const drawn = plot.ctx.canvas
      const ratio = uPlot.pxRatio
      const canvas = document.createElement('canvas')
      canvas.width = drawn.width
      canvas.height = drawn.height + TITLE_HEIGHT * ratio
      const paint = canvas.getContext('2d')!
      paint.fillStyle = paper
      paint.fillRect(0, 0, canvas.width, canvas.height)
      paint.fillStyle = ink
      paint.font = `600 ${14 * ratio}px ${font}`
      paint.textBaseline = 'middle'
      paint.fillText(`${kindNames[of]}, ${growth.days[0] ?? ''} to ${growth.days.at(-1) ?? ''}`, 14 * ratio, (TITLE_HEIGHT / 2) * ratio)
      paint.drawImage(drawn, 0, TITLE_HEIGHT * ratio)
      return await new Promise<Blob>((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.'))), 'image/png'))
    },
    destroy: () => plot.destroy(),
  }
}
