/** What a command of the command line is: its options, what it may touch, and how it ends. */
import type { ParseArgsConfig } from 'node:util'
import { Problem } from '../../../shared/problem.ts'
import type { Config } from '../../config.ts'
import type { Io } from './io.ts'

/** 0 done, 1 the check found something (a contradiction, a broken log), 2 bad input, 3 a fault of ours. */
export type ExitCode = 0 | 1 | 2 | 3

export type Options = NonNullable<ParseArgsConfig['options']>
export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

export interface Call {
  readonly words: readonly string[]
  readonly values: Values
  readonly config: Config
  readonly io: Io
}

export interface Command {
  run(call: Call): Promise<ExitCode>
}

/** Input that cannot be worked with: one line, exit 2. */
export const badInput = (line: string): Problem => new Problem('input.invalid', line)

export const textOf = (values: Values, name: string): string | undefined => {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

export const textsOf = (values: Values, name: string): string[] => {
  const value = values[name]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

/** A calendar date, `YYYY-MM-DD`, or bad input that names the option. */
export function dateOf(values: Values, name: string): string | undefined {
  const text = textOf(values, name)
  if (text === undefined) return undefined
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
  if (time === undefined || Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== text) throw badInput(`--${name} takes a date like 2026-11-23, not "${text}"`)
  return text
}

/** A whole number of at least `least`, or bad input that names the option. */
export function countOf(values: Values, name: string, least: number, most: number, otherwise: number): number {
  const text = textOf(values, name)
  if (text === undefined) return otherwise
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(count >= least && count <= most)) throw badInput(`${name.length === 1 ? '-' : '--'}${name} takes a number from ${least} to ${most}, not "${text}"`)
  return count
}

export const jsonLine = (value: unknown): string => `${JSON.stringify(value)}\n`
