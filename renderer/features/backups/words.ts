/** Sizes and counts of backups in words. */
import type { BackupCounts } from '../../../shared/model/backup.ts'

export const megabytes = (bytes: number): string => (bytes < 1e6 ? 'less than 1 MB' : bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`)

const count = (number: number, noun: string): string => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`

export const inCounts = ({ conversations, sources, notes, rules }: BackupCounts): string =>
  [count(conversations, 'conversation'), count(sources, 'source'), count(notes, 'note'), count(rules, 'rule set')].join(', ')
