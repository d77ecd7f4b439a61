/** What the chat holds: the list of conversations and the one that is open, as data and pure changes. */
import type { Conversation } from '../../../shared/model/conversation.ts'
import type { ConversationId, RuleSetId, TurnId } from '../../../shared/model/ids.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import type { TurnFeed } from '../../core/turnFeed.ts'

export interface Entry {
  readonly id: TurnId
  readonly feed: TurnFeed
}

export interface OpenChat {
  /** Missing while a new chat has no first question yet. */
  readonly id: ConversationId | undefined
  /** Oldest first. */
  readonly entries: readonly Entry[]
  readonly more: boolean
  readonly loading: boolean
  /** Whether the last change put earlier turns before the others. */
  readonly grewEarlier: boolean
  readonly problem?: ProblemShape
}

export interface ChatState {
  /** Missing until it was read for the first time. */
  readonly conversations: readonly Conversation[] | undefined
  readonly open: OpenChat
  /** Which of several answers to one question is shown, by the first turn's id. */
  readonly shown: Readonly<Record<string, TurnId>>
  /** The rule sets chosen for a new chat, before its first question makes it one; `null`: those that are switched on. */
  readonly freshSets: readonly RuleSetId[] | null
  /** Counts the texts that were put into the field of a new chat from outside. */
  readonly offered: number
}

export const EMPTY_CHAT: OpenChat = { id: undefined, entries: [], more: false, loading: false, grewEarlier: false }

/** One question with all the answers it got: the last one is shown unless another was picked. */
export interface Exchange {
  readonly key: TurnId
  readonly answers: readonly Entry[]
}

/** Retries stand with the turn that they answer again. */
export function exchangesOf(entries: readonly Entry[]): Exchange[] {
  const exchanges: { key: TurnId; answers: Entry[] }[] = []
  const rootOf = new Map<TurnId, { key: TurnId; answers: Entry[] }>()
  for (const entry of entries) {
    const retryOf = entry.feed.getState().started?.retryOf
    let exchange = retryOf ? rootOf.get(retryOf) : undefined
    if (exchange) exchange.answers.push(entry)
    else {
      exchange = { key: entry.id, answers: [entry] }
      exchanges.push(exchange)
    }
    rootOf.set(entry.id, exchange)
  }
  return exchanges
}

/** Conversations under the day of their last change: Today, Yesterday, Last week, then months. Latest first. */
export function byDay(conversations: readonly Conversation[], now: Date): { day: string; conversations: Conversation[] }[] {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime()
  const DAY = 86_400_000
  const nameOf = (updated: string): string => {
    const time = new Date(updated).getTime()
    if (time >= midnight) return 'Today'
    if (time >= midnight - DAY) return 'Yesterday'
    if (time >= midnight - 7 * DAY) return 'Last week'
    return new Date(updated).toLocaleDateString('en', { month: 'long', year: 'numeric' })
  }
  const groups: { day: string; conversations: Conversation[] }[] = []
  for (const conversation of [...conversations].sort((a, b) => b.updated.localeCompare(a.updated))) {
    const day = nameOf(conversation.updated)
    const group = groups.at(-1)
    if (group?.day === day) group.conversations.push(conversation)
    else groups.push({ day, conversations: [conversation] })
  }
  return groups
}
