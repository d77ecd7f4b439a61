/** What the chat holds: the list of conversations and the one that is open, as data and pure changes. */
import type { Conversation } from '../../../shared/model/conversation.ts'
import type { ConversationId, RuleSetId, TurnId } from '../../../shared/model/ids.ts'
import type { Attachment } from '../../../shared/model/turn.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import { branchTree, type BranchTree, choicesTo, openBranch, type TurnLinks } from '../../../shared/turn/branches.ts'
import { carriedFiles } from '../../../shared/turn/carriedFiles.ts'
import type { CompareAsk } from '../../core/CompareDialog.tsx'
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
  /** Which of several questions that go on from the same turn is open, by that turn, or by the conversation they begin. */
  readonly questions: Readonly<Record<string, TurnId>>
  /** Which of several answers to one question is shown, by the first turn's id. */
  readonly shown: Readonly<Record<string, TurnId>>
  /** The rule sets chosen for a new chat, before its first question makes it one; `null`: those that are switched on. */
  readonly freshSets: readonly RuleSetId[] | null
  /** The turn whose question is being edited. */
  readonly editing: TurnId | undefined
  /** The conversations that are chosen, while several are; the ones that a folder is being asked for. */
  readonly selected: ReadonlySet<ConversationId> | undefined
  readonly moving: readonly Conversation[] | undefined
  /** What is about to be asked of several side by side. */
  readonly comparing: CompareAsk | undefined
  /** Counts the texts that were put into the field of a new chat from outside. */
  readonly offered: number
}

export const EMPTY_CHAT: OpenChat = { id: undefined, entries: [], more: false, loading: false, grewEarlier: false }

/** One question of the open branch with all the answers it got. */
export interface Exchange {
  readonly key: TurnId
  readonly answers: readonly Entry[]
  /** The answer that is open; what follows goes on from it. */
  readonly open: Entry
  /** The questions that go on from the same turn, this one among them, oldest first. */
  readonly beside: readonly TurnId[]
  /** What the choice among those is kept under. */
  readonly fork: string
}

interface LinkedEntry extends TurnLinks {
  readonly entry: Entry
}

/** Which questions and answers the person has open, by the fork or the question. */
export type Chosen = Pick<ChatState, 'questions' | 'shown'>

const forkOf = (after: TurnId | null, conversation: ConversationId | null | undefined): string => after ?? conversation ?? 'new'

export function treeOf(entries: readonly Entry[]): BranchTree<LinkedEntry> {
  return branchTree(
    entries.map((entry) => {
      const { after, editOf, retryOf, compare } = entry.feed.getState().started ?? {}
      return { id: entry.id, entry, after, editOf, retryOf, compare }
    }),
  )
}

/** The exchanges of the open branch, oldest first. */
export function exchangesOf(entries: readonly Entry[], chosen: Chosen): Exchange[] {
  const conversation = entries[0]?.feed.getState().started?.conversation
  const tree = treeOf(entries)
  const branch = openBranch(tree, { question: (after) => chosen.questions[forkOf(after, conversation)], answer: (question) => chosen.shown[question] })
  return branch.map(({ key, answers, open, beside }) => ({
    key,
    answers: answers.map((turn) => turn.entry),
    open: open.entry,
    beside,
    fork: forkOf(tree.parent.get(key) ?? null, conversation),
  }))
}

/** The files of earlier questions that a question goes on with: one at the end of the branch, one after this answer, or one beside this question. */
export function filesBefore(exchanges: readonly Exchange[], { beside, after }: { readonly beside?: TurnId | undefined; readonly after?: TurnId | undefined } = {}): Attachment[] {
  const has = (turn: TurnId | undefined): number => exchanges.findIndex(({ answers }) => answers.some(({ id }) => id === turn))
  const until = beside !== undefined ? has(beside) : after !== undefined ? has(after) + 1 : exchanges.length
  return carriedFiles(exchanges.slice(0, Math.max(0, until)).reverse().map(({ open }) => open.feed.getState().started ?? {}))
}

/** The choices under which a turn is on the open branch. */
export function chosenFor(entries: readonly Entry[], turn: TurnId): Chosen {
  const conversation = entries[0]?.feed.getState().started?.conversation
  const choices = choicesTo(treeOf(entries), turn)
  return {
    questions: Object.fromEntries(choices.map(({ after, question }) => [forkOf(after, conversation), question])),
    shown: Object.fromEntries(choices.map(({ question, answer }) => [question, answer])),
  }
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

/** The names of folders, in order. */
export const foldersOf = (conversations: readonly Conversation[]): string[] => [...new Set(conversations.flatMap(({ folder }) => folder ?? []))].sort((a, b) => a.localeCompare(b))
