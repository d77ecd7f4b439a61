/** All turns at work in this core: begun, followed, stopped, and taken up again after a crash. */
import type { ConversationId, RuleSetId, Sha256, SourceId, TurnId } from '../../../shared/model/ids.ts'
import type { Answerer } from '../../../shared/model/settings.ts'
import type { AnsweredAs, Attachment, KeptTurnEvent, TurnEvent, TurnUpdate, turnModes } from '../../../shared/model/turn.ts'
import { carriedFiles, type TurnFiles } from '../../../shared/turn/carriedFiles.ts'
import { pathOf, type TurnLinks } from '../../../shared/turn/branches.ts'
import { foldAll } from '../../../shared/turn/foldTurn.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Changes } from '../changes.ts'
import type { Channel } from '../channel.ts'
import { toProblemShape } from '../edge.ts'
import type { NewEvent, Ports } from '../ports.ts'
import type { RuleSets } from '../rules/ruleSets.ts'
import type { LibraryAnswerer } from './draftAnswer.ts'
import { compareAnswers } from './compareAnswers.ts'
import { type FollowedTurn, followKept, liveTurn } from './liveTurn.ts'
import { placeTurn } from './placeTurn.ts'
import { runTurn } from './runTurn.ts'
import { createSharedWork } from './sharedWork.ts'

/** Characters of a new conversation's title. */
const TITLE = 80

export interface NewTurn {
  readonly mode: (typeof turnModes)[number]
  readonly question: string
  /** Goes on in this conversation; without one, a question begins a new one and a check belongs to none. */
  readonly conversation?: ConversationId | undefined
  readonly answerer?: Answerer | undefined
  readonly retryOf?: TurnId | undefined
  readonly editOf?: TurnId | undefined
  /** The turn that it goes on from; `null`: it begins the conversation. Left out: what `placeTurn` finds. */
  readonly after?: TurnId | null | undefined
  readonly within?: readonly SourceId[] | undefined
  /** What went along; a retry without its own takes that of the question. */
  readonly attachments?: readonly Attachment[] | undefined
  /** Files of earlier questions that are sources of the conversation no more, by the hashes of their bytes. */
  readonly without?: readonly Sha256[] | undefined
  /** The sets that hold in the conversation from now on. */
  readonly ruleSets?: readonly RuleSetId[] | undefined
  /** The named answerer that was called, and the sets that hold in this turn alone because it brings them. */
  readonly as?: AnsweredAs | undefined
  readonly ownRuleSets?: readonly RuleSetId[] | undefined
  /** It answers beside others; `group` is the id of the first of them. */
  readonly compare?: { readonly group: TurnId; readonly index: number; readonly of: number } | undefined
  /** Its id, where others have to know it before it begins. */
  readonly id?: TurnId | undefined
  /** The offered question that it was begun from. */
  readonly prompted?: { readonly turn: TurnId; readonly question: string } | undefined
}

export interface Turns {
  /** Keeps the question and starts working; returns at once. */
  start(asked: NewTurn): { turn: TurnId; conversation: ConversationId | null }
  follow(turn: TurnId, afterSeq: number, signal?: AbortSignal): Channel<TurnUpdate>
  cancel(turn: TurnId): void
  /** Somebody looks at this stretch of the answer. */
  look(turn: TurnId, start: number, end: number): void
  /** Lets an answer through that is held back; the events that this gave. */
  release(turn: TurnId): KeptTurnEvent[]
  /** Ends honestly what a crash left open. */
  takeUpBroken(): void
  /** Stops all work and waits until it has been ended in the history. */
  close(): Promise<void>
}

const titleOf = (question: string): string => {
  const line = question.slice(0, 2000).trim().split(/\s*[\r\n]+\s*/, 1)[0]!.replace(/\s+/g, ' ')
  return line.length <= TITLE ? line || 'Untitled' : `${line.slice(0, TITLE - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

export function createTurns(ports: Ports, changes: Changes, ruleSets: Pick<RuleSets, 'base'>, answerFromLibrary: LibraryAnswerer, ended: (turn: TurnId) => void = () => undefined): Turns {
  const { store, clock, checker, log } = ports
  const live = new Map<TurnId, FollowedTurn>()
  const runs = new Set<Promise<void>>()
  const work = createSharedWork(ports)
  let closing = false

  /** What cannot be kept now is made up for when somebody looks at the comparison. */
  const compared = async (id: TurnId): Promise<void> => {
    try {
      if (!closing) await compareAnswers(id, ports)
    } catch (error) {
      toProblemShape(error, 'turn.compared', ports)
    }
  }
  const run = (id: TurnId, broken: boolean): void => {
    const turn = liveTurn(id, { store, clock, work }, store.read.turnEvents(id, 0))
    live.set(id, turn)
    const running = runTurn({ turn, ruleSets, answerFromLibrary, broken }, ports)
      .then(
        async () => {
          live.delete(id)
          // How often they helped has grown.
          if (turn.state.notes.length > 0) changes.tell('notes')
          await compared(id)
          ended(id)
        },
        (error: unknown) => {
          const { code, detail } = toProblemShape(error, 'turn.append', ports)
          turn.breakOff(new Problem(code, detail, error))
        },
      )
      .finally(() => {
        runs.delete(running)
        changes.tell('conversations')
      })
    runs.add(running)
  }
  const filesOf = (turn: TurnId): TurnFiles => {
    const first = store.read.turnEvents(turn, 0)[0]?.event
    return first?.kind === 'turn.started' ? first : {}
  }
  function* filesBack(path: readonly TurnId[]): Generator<TurnFiles> {
    for (const id of path.toReversed()) yield filesOf(id)
  }
  /** What went along earlier and is still there; missing where nothing ever did. A retry carries what the first answer did. */
  const carriedBy = (after: TurnId, links: readonly TurnLinks[], { conversation, retryOf, without = [] }: NewTurn, attachments: readonly Attachment[] = []): Attachment[] | undefined => {
    if (conversation === undefined || !store.read.hasAttachments(conversation)) return undefined
    const again = retryOf === undefined ? undefined : filesOf(retryOf).carried
    const files = again ?? carriedFiles(filesBack([...pathOf(links, after).map(({ id }) => id), after]), [...without, ...attachments.map(({ sha256 }) => sha256)])
    return files.filter(({ source }) => source === undefined || (store.read.source(source) ?? { deletedAt: '' }).deletedAt === undefined)
  }
  const begin = (asked: NewTurn, conversation: ConversationId | null): TurnId => {
    const id = asked.id ?? (ports.newId() as TurnId)
    const events: NewEvent[] = []
    if (conversation !== null && asked.conversation === undefined) {
      events.push({ stream: `conversation:${conversation}`, event: { kind: 'conversation.created', id: conversation, title: titleOf(asked.question) } })
    }
    if (conversation !== null && asked.ruleSets !== undefined) {
      events.push({ stream: `conversation:${conversation}`, event: { kind: 'conversation.ruleSetsChosen', id: conversation, sets: [...asked.ruleSets] } })
    }
    const { mode, question, retryOf, editOf, within, as, ownRuleSets, prompted, compare } = asked
    const attachments = asked.attachments ?? (retryOf === undefined ? undefined : filesOf(retryOf).attachments)
    const links = asked.conversation === undefined ? [] : store.read.turnLinks(asked.conversation)
    const after = conversation === null ? undefined : placeTurn(asked, links)
    const carried = after ? carriedBy(after, links, asked, attachments) : undefined
    const answerer = asked.answerer ?? (mode === 'ask' ? store.read.settings().answerer : { kind: 'library' as const })
    const asOf = clock.now().toISOString().slice(0, 10)
    events.push({
      stream: `turn:${id}`,
      event: {
        kind: 'turn.started', conversation, mode, question, answerer, checker: checker.name, asOf,
        ...(retryOf ? { retryOf } : {}), ...(editOf ? { editOf } : {}), ...(after === undefined ? {} : { after }), ...(within ? { within: [...within] } : {}), ...(attachments?.length ? { attachments: [...attachments] } : {}), ...(carried ? { carried } : {}),
        ...(as ? { as } : {}), ...(ownRuleSets ? { ruleSets: [...ownRuleSets] } : {}), ...(prompted ? { prompted } : {}), ...(compare ? { compare } : {}),
      },
    })
    store.write.append(events)
    return id
  }
  return {
    start: (asked) => {
      if (asked.question.trim() === '') throw new Problem('input.invalid', 'there is no text')
      if (asked.conversation !== undefined) {
        const found = store.read.conversation(asked.conversation)
        if (!found || found.deletedAt !== undefined) throw new Problem('not-found')
      }
      const conversation = asked.mode === 'check' ? null : (asked.conversation ?? (ports.newId() as ConversationId))
      const id = begin(asked, conversation)
      changes.tell('conversations')
      run(id, false)
      // While the answerer thinks of its first word.
      setTimeout(() => checker.prepare?.(), 0)
      return { turn: id, conversation }
    },
    follow: (id, afterSeq, signal) => {
      const running = live.get(id)
      if (running) return running.follow(afterSeq, signal)
      if (store.read.turnEvents(id, 0).length === 0) throw new Problem('not-found')
      return followKept(store.read.turnEvents(id, afterSeq))
    },
    release: (id) => {
      const running = live.get(id)
      const events = store.read.turnEvents(id, 0)
      if (events.length === 0) throw new Problem('not-found')
      if (foldAll(id, events).held === undefined) return []
      const event: TurnEvent = { kind: 'answer.released' }
      if (running) {
        running.append([event])
        return store.read.turnEvents(id, events.at(-1)!.seq).filter((kept) => kept.event.kind === event.kind)
      }
      const [place] = store.write.append([{ stream: `turn:${id}`, event }])
      changes.tell('conversations')
      return [{ ...place!, event }]
    },
    look: (id, start, end) => live.get(id)?.look(start, end),
    cancel: (id) => live.get(id)?.stop(new Problem('cancelled')),
    takeUpBroken: () => {
      for (const id of store.read.openTurns()) {
        log.write('info', 'turn.takenUp', { turn: id })
        run(id, true)
      }
    },
    close: async () => {
      closing = true
      for (const turn of live.values()) turn.stop(new Problem('model.cut-off', 'Plumbline was closed before it ended'))
      await Promise.all(runs)
    },
  }
}
