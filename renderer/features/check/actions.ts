/** Checking a text with no chat: begin, follow, stop, and the texts checked before. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { MAX_TEXT } from '../../../shared/contract/contract.ts'
import type { TurnId } from '../../../shared/model/ids.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { problemOf } from '../../core/client.ts'
import type { Client } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'
import { type Choice, createChoice } from '../../core/judgedTurn.ts'
import { remember, remembered } from '../../core/remembered.ts'
import { batchInto, feedOf, followTurn, type TurnFeed } from '../../core/turnFeed.ts'

type Earlier = Awaited<ReturnType<Client['check']['list']>>

export interface CheckState {
  /** Latest first; missing until it was read. */
  readonly earlier: Earlier | undefined
  readonly open: { readonly id: string; readonly feed: TurnFeed; readonly loading: boolean; readonly problem?: ProblemShape } | undefined
  readonly draft: string
  readonly busy: boolean
}

export interface Check {
  readonly core: Core
  readonly store: StoreApi<CheckState>
  readonly choice: Choice
  open(id: string | undefined): Promise<void>
  setDraft(text: string): void
  start(text: string): Promise<void>
  stop(): Promise<void>
  /** Deletes a checked text; for thirty days it can be brought back. */
  remove(id: string): Promise<void>
  /** Reads a dropped or chosen file into the field; only texts can be checked this way. */
  takeFile(file: File | undefined): Promise<void>
}

const TEXT_FILE = /\.(?:txt|text|md|markdown|csv|json|html?|log|rst|tex|org)$/i
/** A draft longer than this is not kept over a reload: the browser's storage is small. */
const DRAFT_KEPT = 1_000_000

export function createCheck(core: Core): Check {
  const { client } = core.connection
  const store = createStore<CheckState>(() => ({ earlier: undefined, open: undefined, draft: remembered('draft.check') ?? '', busy: false }))
  const choice = createChoice()
  let ending = new AbortController()

  const readEarlier = async (): Promise<void> => store.setState({ earlier: await client.check.list({}) })
  core.changes.keep('conversations', readEarlier)
  core.changes.keep('checks', readEarlier)

  function show(id: TurnId, feed: TurnFeed, loading: boolean): AbortSignal {
    ending.abort()
    ending = new AbortController()
    choice.setState({}, true)
    store.setState({ open: { id, feed, loading } })
    return ending.signal
  }

  async function follow(feed: TurnFeed, signal: AbortSignal): Promise<void> {
    try {
      await followTurn(core.connection, feed, signal)
      await readEarlier()
    } catch (error) {
      feed.setState({ status: 'failed', problem: problemOf(error) })
    }
  }

  const check: Check = {
    core,
    store,
    choice,
    async open(id) {
      if (store.getState().open?.id === id) return
      if (id === undefined) {
        ending.abort()
        choice.setState({}, true)
        return store.setState({ open: undefined })
      }
      const feed = feedOf(id as TurnId)
      const signal = show(id as TurnId, feed, true)
      const still = (): boolean => store.getState().open?.feed === feed
      try {
        const { events } = await client.check.open({ turn: id as TurnId })
        // A long check is folded in over several frames, so that opening it never freezes the window.
        const batch = batchInto(feed)
        for (const event of events) batch.push(event)
        await batch.drained()
        if (!still()) return
        store.setState({ open: { id, feed, loading: false } })
        if (feed.getState().status === 'running') void follow(feed, signal)
      } catch (error) {
        if (still()) store.setState({ open: { id, feed, loading: false, problem: problemOf(error) } })
      }
    },
    setDraft(text) {
      store.setState({ draft: text })
      remember('draft.check', text.length > DRAFT_KEPT ? undefined : text)
    },
    async start(text) {
      if (text.trim() === '' || store.getState().busy) return
      if (text.length > MAX_TEXT) {
        const detail = `at most ${MAX_TEXT.toLocaleString('en')} characters; this has ${text.length.toLocaleString('en')}`
        return core.notices.say(problemSentence({ code: 'input.too-large', detail }))
      }
      store.setState({ busy: true })
      const goOn = core.from()
      try {
        const { turn } = await client.check.start({ text })
        const feed = feedOf(turn)
        feed.setState({ answer: text })
        const signal = show(turn, feed, false)
        check.setDraft('')
        goOn(`#/check/${turn}`)
        void follow(feed, signal)
        await readEarlier()
      } catch (error) {
        core.notices.fail(error)
      } finally {
        store.setState({ busy: false })
      }
    },
    async stop() {
      const { open } = store.getState()
      if (!open) return
      try {
        await client.turn.cancel({ turn: open.id as TurnId })
      } catch (error) {
        core.notices.fail(error)
      }
    },
    async remove(id) {
      try {
        await client.check.remove({ turn: id as TurnId })
        await readEarlier()
        const undo = async (): Promise<void> => {
          try {
            await client.check.restore({ turn: id as TurnId })
            await readEarlier()
          } catch (error) {
            core.notices.fail(error)
          }
        }
        core.notices.say('The checked text was deleted.', { label: 'Undo', run: () => void undo() })
      } catch (error) {
        core.notices.fail(error)
      }
    },
    async takeFile(file) {
      if (!file) return
      if (!file.type.startsWith('text/') && !TEXT_FILE.test(file.name)) {
        return core.notices.say(`“${file.name}” is not a text. Import it under Sources, or paste the passage you want to check.`)
      }
      if (file.size > MAX_TEXT * 4) return core.notices.say(problemSentence({ code: 'input.too-large', detail: file.name }))
      try {
        const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
        check.setDraft(text)
        core.go('#/check')
      } catch {
        core.notices.say(problemSentence({ code: 'source.encoding', detail: file.name }))
      }
    },
  }
  return check
}
