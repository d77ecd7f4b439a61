/** What a person can do in the chat; effects go through the client, results into the store. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { MAX_TEXT } from '../../../shared/contract/contract.ts'
import type { ConversationId, RuleSetId, Sha256, TurnId } from '../../../shared/model/ids.ts'
import type { Attachment } from '../../../shared/model/turn.ts'
import type { Answerer } from '../../../shared/model/settings.ts'
import type { NextQuestion } from '../../../shared/model/turn.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { problemOf } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'
import { type Choice, createChoice } from '../../core/judgedTurn.ts'
import { feedOf, followTurn } from '../../core/turnFeed.ts'
import { type ConversationActions, conversationActions } from './conversationActions.ts'
import { type Attaching, createAttaching } from './attaching.ts'
import { createDrafts, draftOf, type Drafts } from './drafts.ts'
import { rememberBranch, rememberedBranch } from './rememberedBranches.ts'
import { type ChatState, type Chosen, chosenFor, EMPTY_CHAT, type Entry, type Exchange, exchangesOf, filesBefore, treeOf } from './store.ts'

export interface Chat {
  readonly core: Core
  readonly store: StoreApi<ChatState>
  readonly choice: Choice
  readonly drafts: Drafts
  readonly attaching: Attaching
  /** Files go along with what is being written. */
  attachFiles(files: readonly File[]): void
  /** Shows a conversation; `undefined` begins a new one. */
  open(id: ConversationId | undefined): Promise<void>
  loadEarlier(): Promise<void>
  /** False when nothing was sent; the draft is then kept. */
  send(question: string, place?: Place): Promise<boolean>
  /** Puts a text into the field of a new chat, and sends nothing. */
  offer(text: string): void
  /** Asks in a new chat, whatever is open; a question that cannot be sent is left in its field. */
  askNew(question: string): Promise<void>
  /** Another answer to the same question, by the same answerer or by this one. */
  retry(turn: TurnId, answerer?: Answerer): Promise<void>
  /** Asks a question that an answer offered, on the branch of that answer; the turn keeps where it is from. */
  askOffered(turn: TurnId, question: NextQuestion): Promise<void>
  /** Opens the choice of those who are asked side by side: a question at the end of the open branch, or that of an answer. `undefined` closes it. */
  compare(ask: { readonly beside: TurnId } | { readonly question: string } | undefined): void
  /** They have begun: the conversation is read again when it is next looked at. */
  comparisonBegun(first: TurnId): void
  /** Puts a question of the conversation into the field; sent, it is a branch beside it. `undefined` ends that. */
  edit(turn: TurnId | undefined): void
  stop(turn: TurnId): Promise<void>
  /** Which rule sets hold in a conversation, or in the new chat; `null`: those of the workspace that are switched on. */
  chooseSets(id: ConversationId | undefined, sets: readonly RuleSetId[] | null): Promise<void>
  readonly conversations: ConversationActions
  show(exchange: TurnId, answer: TurnId): void
  /** Another of the questions that go on from the same turn, by its place among them. */
  showQuestion(exchange: Exchange, index: number): void
  /** Opens the branch that a turn is on. */
  goToTurn(turn: TurnId): void
  /** The same of a turn that may not have been read yet. */
  reach(turn: TurnId): Promise<void>
}

/** Where a question is asked, if not at the end of the open branch, and whom. */
export interface Place {
  readonly retryOf?: TurnId
  readonly editOf?: TurnId
  readonly answerer?: Answerer
  /** The expert to ask, as after `@`. */
  readonly as?: string
  readonly after?: TurnId
  readonly prompted?: { readonly turn: TurnId; readonly question: string }
  readonly attachments?: readonly Attachment[]
  /** Files of earlier questions that are taken out, by their hashes. */
  readonly without?: readonly string[]
}

/** What goes along with a question, as the core will have it: a retry takes what the question had. */
function filesOf(exchanges: readonly Exchange[], { retryOf, beside, goingOn }: { retryOf: TurnId | undefined; beside: TurnId | undefined; goingOn: TurnId | undefined }, attachments: readonly Attachment[] = [], without: readonly string[] = []) {
  const again = exchanges.flatMap(({ answers }) => answers).find(({ id }) => id === retryOf)?.feed.getState().started
  if (again) return { ...(again.attachments ? { attachments: again.attachments } : {}), ...(again.carried ? { carried: again.carried } : {}) }
  const before = filesBefore(exchanges, { beside, after: goingOn })
  const left = new Set([...without, ...attachments.map(({ sha256 }) => sha256)])
  return before.length === 0 ? {} : { carried: before.filter(({ sha256 }) => !left.has(sha256)) }
}

const whenIdle = (run: () => void): void => {
  // Safari has no idle callback.
  if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 2000 })
  else setTimeout(run, 300)
}

/** Pixels of an ordinary exchange. */
const EXCHANGE = 450
/** Turns read when a conversation is opened: what fills the window and no more, because each costs 10 to 20 ms before anything is seen. The rest is read ahead. */
const firstPage = (): number => Math.max(2, Math.ceil(window.innerHeight / EXCHANGE))
const PAGE = 200
/** Turns that are read ahead while nothing else is done, so that scrolling and finding meet no edge. */
const AHEAD = 2000

export function createChat(core: Core): Chat {
  const { client } = core.connection
  const store = createStore<ChatState>(() => ({ conversations: undefined, open: EMPTY_CHAT, questions: {}, shown: {}, freshSets: null, editing: undefined, comparing: undefined, selected: undefined, moving: undefined, offered: 0 }))
  const choice = createChoice()
  const following = new Map<TurnId, AbortController>()

  const readList = async (): Promise<void> => store.setState({ conversations: await client.conversation.list({}) })
  core.changes.keep('conversations', readList)

  const addEntry = (entry: Entry): void =>
    store.setState(({ open }) => ({ open: { ...open, entries: [...open.entries.filter((other) => other.id !== entry.id), entry], grewEarlier: false } }))

  async function follow(entry: Entry): Promise<void> {
    if (following.has(entry.id)) return
    const ending = new AbortController()
    following.set(entry.id, ending)
    try {
      await followTurn(core.connection, entry.feed, ending.signal)
    } catch (error) {
      entry.feed.setState({ status: 'failed', problem: problemOf(error) })
    } finally {
      following.delete(entry.id)
    }
  }

  function leave(): void {
    for (const ending of following.values()) ending.abort()
    following.clear()
    choice.setState({}, true)
  }

  function take(turns: readonly { id: TurnId; events: Parameters<typeof feedOf>[1] }[]): Entry[] {
    const entries = turns.map(({ id, events }) => ({ id, feed: feedOf(id, events) }))
    for (const entry of entries) if (entry.feed.getState().status === 'running') void follow(entry)
    return entries
  }

  /** Opens these branches, and remembers them. */
  function choose(chosen: Chosen): void {
    const { open, questions, shown } = store.getState()
    if (open.id) rememberBranch(open.id, chosen)
    store.setState({ questions: { ...questions, ...chosen.questions }, shown: { ...shown, ...chosen.shown } })
  }

  /** Reads further back while the window is idle. */
  function readAhead(): void {
    const { open } = store.getState()
    if (!open.more || open.loading || open.entries.length >= AHEAD) return
    whenIdle(() => void chat.loadEarlier().then(readAhead))
  }

  /** Puts a text into the field, which is drawn anew with it. */
  const putDraft = (draft: string, text: string): void => {
    drafts.set(draft, text)
    store.setState(({ offered }) => ({ offered: offered + 1 }))
  }
  const drafts = createDrafts(
    (draft, theirs) => core.notices.say('This question is being written in another window too. What is here was kept; the other text can be taken instead.', { label: 'Take the other', run: () => putDraft(draft, theirs) }),
    () => store.setState(({ offered }) => ({ offered: offered + 1 })),
  )

  const attaching = createAttaching(core, drafts)
  const chat: Chat = {
    core,
    store,
    choice,
    drafts,
    attaching,
    attachFiles: (files) => {
      const { open, editing } = store.getState()
      chat.attaching.add(draftOf(open.id, editing), files)
    },
    conversations: conversationActions(core, store, readList),
    async open(id) {
      const { open } = store.getState()
      if (open.id === id && !open.problem && (id === undefined ? open.entries.length === 0 : !open.loading)) return
      leave()
      store.setState({ editing: undefined })
      if (!id) return store.setState({ open: EMPTY_CHAT })
      const branch = rememberedBranch(id)
      store.setState(({ questions, shown }) => ({ open: { ...EMPTY_CHAT, id, loading: true }, questions: { ...questions, ...branch.questions }, shown: { ...shown, ...branch.shown } }))
      const still = (): boolean => store.getState().open.id === id
      try {
        const { turns, more } = await client.conversation.open({ id, limit: Object.keys(branch.questions).length + Object.keys(branch.shown).length > 0 ? PAGE : firstPage() })
        if (still()) store.setState({ open: { ...EMPTY_CHAT, id, entries: take(turns), more } })
        readAhead()
      } catch (error) {
        if (still()) store.setState({ open: { ...EMPTY_CHAT, id, problem: problemOf(error) } })
      }
    },
    async loadEarlier() {
      const { open } = store.getState()
      const first = open.entries[0]
      if (!open.more || open.loading || !open.id || !first) return
      store.setState({ open: { ...open, loading: true } })
      try {
        const { turns, more } = await client.conversation.open({ id: open.id, limit: PAGE, before: first.id })
        const now = store.getState().open
        if (now.id === open.id) store.setState({ open: { ...now, entries: [...take(turns), ...now.entries], more, loading: false, grewEarlier: true } })
      } catch (error) {
        store.setState(({ open: now }) => ({ open: { ...now, loading: false } }))
        core.notices.fail(error)
      }
    },
    async send(question, { retryOf, editOf, answerer: asked, as, after: goingOn, prompted, attachments, without } = {}) {
      if (question.trim() === '') return false
      if (question.length > MAX_TEXT) {
        const limit = `${MAX_TEXT.toLocaleString('en')} characters; this has ${question.length.toLocaleString('en')}`
        core.notices.say(problemSentence({ code: 'input.too-large', detail: limit }))
        return false
      }
      const conversation = store.getState().open.id
      const goOn = core.from()
      const { freshSets } = store.getState()
      const answerer: Answerer = asked ?? core.settings.store.getState().settings.answerer
      const { entries } = store.getState().open
      const beside = retryOf ?? editOf
      const exchanges = exchangesOf(entries, store.getState())
      const last = exchanges.at(-1)?.open.id
      const after = goingOn ?? (conversation === undefined ? undefined : beside === undefined ? last : treeOf(entries).parent.get(beside))
      const out = without?.length ? { without: without as Sha256[] } : {}
      const files = filesOf(exchanges, { retryOf, beside, goingOn }, attachments, without)
      const place = { ...(retryOf ? { retryOf } : {}), ...(editOf ? { editOf } : {}), ...(after === undefined ? {} : { after }), ...(prompted ? { prompted } : {}), ...(attachments?.length ? { attachments: [...attachments] } : {}) }
      try {
        const begun = await client.turn.start({ question, answerer, ...(conversation ? { conversation } : freshSets ? { ruleSets: [...freshSets] } : {}), ...(as === undefined ? {} : { as }), ...place, ...out })
        if (!conversation) store.setState({ freshSets: null })
        const feed = feedOf(begun.turn)
        feed.setState({
          started: { conversation: begun.conversation, mode: 'ask', question, answerer, checker: '', asOf: '', after: null, ...place, ...files },
        })
        const entry = { id: begun.turn, feed }
        if (store.getState().open.id === conversation) {
          store.setState(({ open }) => ({ open: { ...open, id: begun.conversation, loading: false } }))
          addEntry(entry)
          if (beside !== undefined || goingOn !== undefined) choose(chosenFor(store.getState().open.entries, begun.turn))
          if (!conversation) goOn(`#/chat/${begun.conversation}`)
        }
        void follow(entry)
        return true
      } catch (error) {
        core.notices.fail(error)
        return false
      }
    },
    offer(text) {
      chat.drafts.set(draftOf(undefined), text)
      store.setState(({ offered }) => ({ offered: offered + 1 }))
    },
    async askNew(question) {
      await chat.open(undefined)
      if (!(await chat.send(question))) chat.offer(question)
    },
    async retry(turn, answerer) {
      const started = store.getState().open.entries.find((entry) => entry.id === turn)?.feed.getState().started
      if (started) await chat.send(started.question, { retryOf: turn, ...(answerer ? { answerer } : started.as ? { as: started.as.name } : {}) })
    },
    async askOffered(turn, { id, text }) {
      await chat.send(text, { after: turn, prompted: { turn, question: id } })
    },
    compare(ask) {
      const { open, freshSets, editing } = store.getState()
      const after = editing ? (treeOf(open.entries).parent.get(editing) ?? null) : exchangesOf(open.entries, store.getState()).at(-1)?.open.id
      const draft = draftOf(open.id, editing)
      if (ask && 'question' in ask && attaching.waits(draft)) return
      store.setState({ comparing: ask && ('beside' in ask ? ask : { ...ask, conversation: open.id, after, attachments: drafts.attachments(draft), without: drafts.takenOut(draft) as Sha256[], ...(open.id === undefined && freshSets ? { ruleSets: freshSets } : {}) }) })
    },
    comparisonBegun(first) {
      const { open, comparing, editing } = store.getState()
      if (comparing && 'question' in comparing) chat.drafts.clear(draftOf(open.id, editing))
      leave()
      store.setState({ comparing: undefined, editing: undefined, freshSets: null, open: EMPTY_CHAT })
      core.go(`#/compare/${first}`)
    },
    edit: (turn) => {
      const files = turn && store.getState().open.entries.find((entry) => entry.id === turn)?.feed.getState().started?.attachments
      if (turn && files?.length && drafts.attachments(draftOf(undefined, turn)).length === 0) drafts.attach(draftOf(undefined, turn), files)
      store.setState({ editing: turn })
    },
    async stop(turn) {
      try {
        await client.turn.cancel({ turn })
      } catch (error) {
        core.notices.fail(error)
      }
    },
    async chooseSets(id, sets) {
      if (!id) return store.setState({ freshSets: sets })
      try {
        await client.conversation.ruleSets({ id, sets: sets && [...sets] })
        await readList()
      } catch (error) {
        core.notices.fail(error)
      }
    },
    show: (exchange, answer) => choose({ questions: {}, shown: { [exchange]: answer } }),
    showQuestion: ({ fork, beside }, index) => {
      const key = beside[index]
      if (key) choose({ questions: { [fork]: key }, shown: {} })
    },
    async reach(turn) {
      for (let before = -1; ; ) {
        const { open } = store.getState()
        const beside = open.entries.find((entry) => entry.id === turn)?.feed.getState().started
        const first = beside?.compare?.group ?? beside?.retryOf
        // What is chosen is kept under the first answer to its question, so that one has to be there as well.
        if (beside && (first === undefined || !open.more || open.entries.some((entry) => entry.id === first))) return chat.goToTurn(turn)
        // Nothing came since the last look: it is not in this conversation.
        if (open.loading) await new Promise((resolve) => setTimeout(resolve, 20))
        else if (!open.more || open.entries.length === before) return
        else {
          before = open.entries.length
          await chat.loadEarlier()
        }
      }
    },
    goToTurn: (turn) => choose(chosenFor(store.getState().open.entries, turn)),
  }
  return chat
}

