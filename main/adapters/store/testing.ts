/** What the tests of the store share: a temporary workspace, a clock that ticks, and events as data. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConversationId, TurnId } from '../../../shared/model/ids.ts'
import type { NewEvent } from '../../core/ports.ts'
import { ulids } from '../system.ts'

export const quiet = { write: () => undefined }

/** Starts at a fixed time and moves one second at every look. */
export function tickingClock(start = Date.UTC(2026, 10, 23, 12)): { now(): Date; elapsed(): number } {
  let time = start
  return { now: () => new Date((time += 1000)), elapsed: () => time - start }
}

export function withFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-store-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  let result: T
  try {
    result = work(folder)
  } catch (error) {
    remove()
    throw error
  }
  if (result instanceof Promise) return result.finally(remove) as T
  remove()
  return result
}

/** Ids in order, the same in every run. */
export function countedIds(): () => string {
  return ulids({ now: () => new Date(0) }, (digits) => digits.fill(0))
}

export const conversationCreated = (id: string, title: string): NewEvent => ({
  stream: `conversation:${id}`,
  event: { kind: 'conversation.created', id: id as ConversationId, title },
})

export const turnStarted = (id: string, conversation: string | null, question: string): NewEvent => ({
  stream: `turn:${id}`,
  event: {
    kind: 'turn.started',
    conversation: conversation as ConversationId | null,
    mode: conversation === null ? 'check' : 'ask',
    question,
    answerer: { kind: 'library' },
    checker: 'embedded',
    asOf: '2026-11-23',
  },
})

export const textEvent = (turn: TurnId | string, at: number, text: string): NewEvent => ({ stream: `turn:${turn}`, event: { kind: 'text', at, text } })
