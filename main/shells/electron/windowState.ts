/** Where a window was, and whether it can be there again: displays come and go. */
import { z } from 'zod'

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(1).max(20_000), height: z.int().min(1).max(20_000) })
export type Bounds = z.infer<typeof Bounds>

/** The bounds are those of the window when it is neither maximised nor full screen. */
export const WindowState = z.object({ bounds: Bounds.optional(), maximized: z.boolean().default(false), fullScreen: z.boolean().default(false) })
export type WindowState = z.infer<typeof WindowState>

export const SMALLEST = { width: 480, height: 400 } as const
const USUAL = { width: 1280, height: 800 } as const
/** Device-independent pixels of the head of the window that must be on a display, or nobody could move it. */
const GRIP = { width: 120, height: 32 } as const

const overlap = (from: number, length: number, otherFrom: number, otherLength: number): number => Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom)

/** The size to open with, and the place where it can be seen; without a place the system picks one. `areas` are the work areas of the displays, the main one first. */
export function placeWindow(kept: Bounds | undefined, areas: readonly Bounds[]): Partial<Bounds> & { width: number; height: number } {
  const main = areas[0]
  const fit = (size: { width: number; height: number }, area: Bounds | undefined): { width: number; height: number } =>
    area === undefined ? { width: size.width, height: size.height } : { width: Math.max(Math.min(size.width, area.width), Math.min(SMALLEST.width, area.width)), height: Math.max(Math.min(size.height, area.height), Math.min(SMALLEST.height, area.height)) }
  if (kept === undefined) return fit(USUAL, main)
  const home = areas.find(
    (area) => overlap(kept.x, kept.width, area.x, area.width) >= GRIP.width && kept.y >= area.y - 8 && kept.y + GRIP.height <= area.y + area.height,
  )
  return home === undefined ? fit(kept, main) : { x: kept.x, y: kept.y, ...fit(kept, home) }
}
