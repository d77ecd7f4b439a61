/** Writes what a bench measured as JSON beside it, with the machine and the commit it was measured on, and prints it. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'

export type Figures = Readonly<Record<string, number | string | Readonly<Record<string, number>>>>

/** `file` is the JSON to write; figures say their unit in their name. */
export function report(file: string, figures: Figures): void {
  const [cpu] = cpus()
  const machine = `${cpus().length} x ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}`
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  writeFileSync(file, `${JSON.stringify({ machine, load: round(loadavg()[0] ?? 0), commit, node: process.version, figures }, null, 2)}\n`)
  for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(44)} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
}

/** The value that `share` of the values stay at or below. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN
}

export function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits))
}
