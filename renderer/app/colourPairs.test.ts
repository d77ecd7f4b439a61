/** Every pair of colours that stands on one another, light and dark, is measured: text at least 4.5 to 1, marks and borders of controls at least 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11). */
import { deepEqual } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')
const [light = '', dark = ''] = css.split(":root[data-theme='dark']")

const tokensOf = (block: string): Map<string, string> => new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((found) => [found[1] ?? '', found[2] ?? '']))

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

/** Ink of text -> the grounds it stands on. */
const text: Readonly<Record<string, readonly string[]>> = {
  ink: ['paper', 'panel', 'raised', 'chosen', 'hover', 'mark', 'accent-tint', 'contradicted-tint', 'verified-tint', 'open-tint'],
  soft: ['paper', 'panel', 'raised', 'hover'],
  accent: ['paper', 'panel', 'raised', 'hover'],
  'on-accent': ['accent', 'accent-hover'],
  'verified-ink': ['paper', 'raised', 'hover', 'verified-tint', 'accent-tint'],
  'open-ink': ['paper', 'raised', 'hover', 'open-tint', 'accent-tint'],
  'code-string': ['panel'],
  'code-number': ['panel'],
  'code-name': ['panel'],
  'contradicted-ink': ['paper', 'panel', 'raised', 'hover', 'contradicted-tint'],
}
/** Strips, underlines, rings and borders of fields -> the grounds they stand on. */
const shapes: Readonly<Record<string, readonly string[]>> = {
  verified: ['paper'],
  open: ['paper'],
  contradicted: ['paper', 'raised', 'contradicted-tint'],
  accent: ['paper', 'panel', 'raised', 'chosen', 'hover'],
  'line-strong': ['paper', 'raised', 'panel'],
}

for (const [name, tokens] of [
  ['light', tokensOf(light)],
  ['dark', tokensOf(dark)],
] as const) {
  test(`every pair of the ${name} theme has the contrast it needs`, () => {
    const poor: string[] = []
    const measure = (pairs: typeof text, needed: number): void => {
      for (const [ink, grounds] of Object.entries(pairs)) {
        for (const ground of grounds) {
          const ratio = contrast(tokens.get(ink) ?? '', tokens.get(ground) ?? '')
          if (!(ratio >= needed)) poor.push(`${ink} on ${ground}: ${ratio.toFixed(2)} < ${needed}`)
        }
      }
    }
    measure(text, 4.5)
    measure(shapes, 3)
    deepEqual(poor, [])
  })
}

test('both themes name the same colours', () => {
  const names = [...tokensOf(light).keys()].filter((name) => tokensOf(dark).has(name))
  deepEqual([...tokensOf(light).keys()].sort(), names.sort())
})
