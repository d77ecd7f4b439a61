/** Connects the chat: the open conversation, the composer, the evidence beside it, and its keys. */
import { GitBranch } from 'lucide-react'
import { lazy, Suspense, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { ConversationId, TurnId } from '../../../shared/model/ids.ts'
import { SAMPLE_ANSWERER, SAMPLE_QUESTION } from '../../../shared/model/sampleTurn.ts'
import { EvidencePanel } from '../../core/EvidencePanel.tsx'
import { AnswerSaid } from '../../core/AnswerSaid.tsx'
import { nextClaim } from '../../core/judgedTurn.ts'
import { useKeys } from '../../core/keys.ts'
import { IconButton } from '../../ui/Button.tsx'
import { FindBar } from '../../ui/FindBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { ProblemLine } from '../../ui/Problem.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { Chat } from './actions.ts'
import { AnswererPicker } from './AnswererPicker.tsx'
import { CarriedFiles, DraftFiles } from './AttachmentChips.tsx'
import { Composer, type ComposerHandle } from './Composer.tsx'
import { draftOf } from './drafts.ts'
import { findInChat, type FoundInChat, stepped } from './findInChat.ts'
import { listModels, useModelLists } from '../../core/listModels.ts'
import { callersOf } from './callers.ts'
import { type Exchange, exchangesOf, filesBefore } from './store.ts'
import { RuleSetPicker } from './RuleSetPicker.tsx'
import { TurnList } from './TurnList.tsx'
import { copyAnswer, focusMark, TurnPanel } from './TurnPanel.tsx'
import { Welcome } from './Welcome.tsx'

const CompareDialog = lazy(async () => ({ default: (await import('../../core/CompareDialog.tsx')).CompareDialog }))
const BranchesDialog = lazy(() => import('./BranchesDialog.tsx'))

interface ChatPanelProps {
  readonly chat: Chat
  readonly id: string | undefined
  /** The turn to go to, and the words that were searched for. */
  readonly turn?: string | undefined
  readonly find?: string | undefined
  readonly onSettings: () => void
}

export function ChatPanel({ chat, id, turn, find = '', onSettings }: ChatPanelProps) {
  const { core } = chat
  const open = useStore(chat.store, (state) => state.open)
  const shown = useStore(chat.store, (state) => state.shown)
  const questions = useStore(chat.store, (state) => state.questions)
  const editing = useStore(chat.store, (state) => state.editing)
  const comparing = useStore(chat.store, (state) => state.comparing)
  const offered = useStore(chat.store, (state) => state.offered)
  const conversation = useStore(chat.store, (state) => state.conversations?.find((one) => one.id === id))
  const title = conversation?.title
  const freshSets = useStore(chat.store, (state) => state.freshSets)
  const sets = useStore(core.ruleSets.store, (state) => state.sets)
  const chosen = useStore(chat.choice)
  const settings = useStore(core.settings.store, (state) => state.settings)
  const composer = useRef<ComposerHandle>(null)
  const [overview, setOverview] = useState(false)
  const [finding, setFinding] = useState<{ chat: string | undefined; found: FoundInChat }>()
  const found = finding?.chat === id ? finding?.found : undefined
  const exchanges = useMemo(() => exchangesOf(open.entries, { questions, shown }), [open.entries, questions, shown])
  const linked = turn === undefined ? -1 : exchanges.findIndex(({ open: answer }) => answer.id === turn)
  const goTo = useMemo(() => {
    const index = found?.at[found.current]
    if (found && index !== undefined) return { index, words: [found.query] }
    return linked < 0 ? undefined : { index: linked, words: find.split(/\s+/).filter(Boolean) }
  }, [found, linked, find])
  const last = exchanges.at(-1)
  const lastAnswer = last?.open
  const branched = exchanges.some(({ beside }) => beside.length > 1)
  const running = useRunning(lastAnswer?.feed)
  const entryOf = (turn: string | undefined) => open.entries.find((entry) => entry.id === turn)
  const chosenEntry = entryOf(chosen.turn)

  // Before anything is drawn: no key may reach the field of the conversation that was left.
  useLayoutEffect(() => {
    void chat.open(id as ConversationId | undefined).then(() => (turn === undefined ? undefined : chat.reach(turn as TurnId)))
  }, [chat, id, turn])

  const closeEvidence = (): void => {
    const { turn, claim, withdrawn } = chat.choice.getState()
    chat.choice.setState({}, true)
    if (turn && claim !== undefined) focusMark(turn, claim)
    else if (turn && withdrawn !== undefined) document.querySelector<HTMLElement>(`[data-turn="${turn}"] [data-withdrawn="${withdrawn}"]`)?.focus()
  }
  const step = (by: 1 | -1): void => {
    const entry = chosenEntry ?? lastAnswer
    if (!entry) return
    if (chosenEntry && chosen.withdrawn !== undefined) {
      const withdrawn = chosen.withdrawn + by
      if (chosenEntry.feed.getState().withdrawn[withdrawn]) chat.choice.setState({ turn: entry.id, withdrawn }, true)
      return
    }
    const focused = document.activeElement?.getAttribute('data-mark')
    const from = chosen.claim ?? (focused ? Number(focused) : undefined)
    const next = nextClaim(entry.feed, from, by)
    if (next === undefined) return
    if (chosenEntry) chat.choice.setState({ turn: entry.id, claim: next }, true)
    focusMark(entry.id, next)
  }
  const editLast = (): void => {
    if (lastAnswer) chat.edit(lastAnswer.id)
  }
  const stop = (): void => {
    if (lastAnswer) void chat.stop(lastAnswer.id)
  }
  const copyLast = (event: KeyboardEvent, citations: boolean): void => {
    if (!lastAnswer) return
    event.preventDefault()
    if (lastAnswer.feed.getState().held) core.notices.say('The last answer is held back by your rules. Show it first.')
    else void copyAnswer(lastAnswer.feed, citations).then(() => core.notices.say(citations ? 'The last answer was copied.' : 'The last answer was copied without its citations.'))
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    n: () => step(1),
    p: () => step(-1),
    ArrowDown: (event) => markFocused() && (event.preventDefault(), step(1)),
    ArrowUp: (event) => markFocused() && (event.preventDefault(), step(-1)),
    Escape: () => {
      if (chosenEntry) closeEvidence()
      else if (found) setFinding(undefined)
      else if (running) stop()
      else if (editing) chat.edit(undefined)
      // From the field to the claims: j and k then go through them.
      else if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    },
    'Mod+Shift+C': (event) => copyLast(event, true),
    'Mod+Shift+X': (event) => copyLast(event, false),
  })

  const models = useCallback((server: string) => listModels(core, server), [core])
  const named = useStore(core.answerers.store, (state) => state.answerers)
  const [calling, setCalling] = useState(false)
  const lists = useModelLists(core, calling)
  const callers = useMemo(() => callersOf(named ?? [], lists), [named, lists])
  const draft = draftOf(open.id, editing)
  const carried = useMemo(() => filesBefore(exchanges, { beside: editing }), [exchanges, editing])
  const send = async (text: string): Promise<boolean> => {
    if (chat.attaching.waits(draft)) return false
    const sent = await chat.send(text, { attachments: chat.drafts.attachments(draft), without: chat.drafts.takenOut(draft), ...(editing ? { editOf: editing } : {}) })
    if (sent) {
      // The field of a new chat is gone by now; its draft must not come back in the next one.
      chat.drafts.clear(draft)
      chat.edit(undefined)
    }
    return sent
  }

  const fresh = open.id === undefined && open.entries.length === 0
  return (
    <Page
      title={id ? (title ?? 'Conversation') : 'New chat'}
      tools={
        <>
          {branched ? <IconButton label="Branches of this conversation" icon={<GitBranch size={16} />} onClick={() => setOverview(true)} /> : null}
          <RuleSetPicker
            sets={sets ?? []}
            chosen={(id ? conversation?.ruleSets : freshSets) ?? null}
            onChoose={(chosenSets) => void chat.chooseSets(id as ConversationId | undefined, chosenSets)}
          />
          {exchanges.length ? (
            <FindBar
              key={id}
              label="Find in this conversation"
              found={found && { query: found.query, count: found.at.length, current: found.current }}
              onFind={(query) => {
                const now = findInChat(exchanges, query, (exchange) => exchange.open)
                setFinding(now && { chat: id, found: now })
              }}
              onStep={(by) => found && setFinding({ chat: id, found: stepped(found, by) })}
            />
          ) : null}
        </>
      }
      onCloseAside={closeEvidence}
      aside={
        chosenEntry && (chosen.claim !== undefined || chosen.withdrawn !== undefined) ? (
          <EvidencePanel core={core} feed={chosenEntry.feed} index={chosen.claim} withdrawn={chosen.withdrawn} onClose={closeEvidence} onStep={step} />
        ) : undefined
      }
    >
      {open.problem ? (
        <div className="mx-auto w-full max-w-[var(--measure)] grow px-5 pt-8">
          <ProblemLine problem={open.problem} onRetry={() => void chat.open(open.id)} />
        </div>
      ) : fresh ? (
        <Welcome core={core} onAsk={(question) => void chat.send(question)} onPlayed={() => void chat.send(SAMPLE_QUESTION, { answerer: SAMPLE_ANSWERER })} onReady={() => composer.current?.focus()} />
      ) : open.loading && exchanges.length === 0 ? (
        <Skeleton />
      ) : (
        <TurnList key={open.id} exchanges={exchanges} grewEarlier={open.grewEarlier} more={open.more} goTo={goTo} onEarlier={() => void chat.loadEarlier()}>
          {(exchange) => <TurnPanel chat={chat} exchange={exchange} />}
        </TurnList>
      )}
      <Suspense fallback={null}>
        {overview ? <BranchesDialog chat={chat} entries={open.entries} shown={new Set(exchanges.map(({ key }) => key))} onClose={() => setOverview(false)} /> : null}
      </Suspense>
      <Suspense fallback={null}>
        {comparing ? (
          <CompareDialog core={core} ask={comparing} there={'beside' in comparing ? startedBeside(exchanges, comparing.beside) : []} onClose={() => chat.compare(undefined)} onBegun={chat.comparisonBegun} />
        ) : null}
      </Suspense>
      <AnswerSaid feed={lastAnswer?.feed} running="The answer is being written and checked." />
      <div className="mx-auto w-full max-w-[calc(var(--measure)+1rem)] shrink-0 px-3 pb-4">
        <Composer
          key={`${open.id ?? 'new'} ${offered} ${editing ?? ''}`}
          ref={composer}
          draft={chat.drafts.get(draft) || (editing ? (entryOf(editing)?.feed.getState().started?.question ?? '') : '')}
          running={running}
          onDraft={(text) => chat.drafts.set(draft, text)}
          onSend={send}
          onStop={stop}
          files={
            <>
              <CarriedFiles chat={chat} draft={draft} files={carried} />
              <DraftFiles chat={chat} draft={draft} />
            </>
          }
          onFiles={chat.attachFiles}
          onEditLast={editLast}
          callers={callers}
          onCompare={(question) => chat.compare({ question })}
          onCalling={() => setCalling(true)}
          editing={
            editing ? (
              <p className="flex items-center gap-2 border-b border-line px-3.5 py-1.5 text-xs text-soft">
                <span className="min-w-0 grow">Editing a question. It stays as it is, and this becomes a branch beside it.</span>
                <button
                  type="button"
                  className="rounded-sm text-accent hover:underline"
                  onClick={() => {
                    chat.drafts.clear(draft)
                    chat.edit(undefined)
                  }}
                >
                  Cancel
                </button>
              </p>
            ) : null
          }
          picker={
            <AnswererPicker
              answerer={settings.answerer}
              servers={settings.servers}
              listModels={models}
              onPick={(answerer) => void core.settings.change({ answerer })}
              onSettings={onSettings}
            />
          }
        />
      </div>
    </Page>
  )
}

/** Who has answered beside this answer: in its comparison, or itself alone. */
function startedBeside(exchanges: readonly Exchange[], turn: TurnId) {
  const answers = exchanges.find((exchange) => exchange.answers.some(({ id }) => id === turn))?.answers.map(({ feed }) => feed.getState()) ?? []
  const own = answers.find(({ id }) => id === turn)
  const group = own?.started?.compare?.group ?? turn
  return answers.flatMap(({ id, started }) => (started && (id === group || started.compare?.group === group) ? [started] : []))
}

const markFocused = (): boolean => document.activeElement?.hasAttribute('data-mark') ?? false

const NEVER = { subscribe: () => () => undefined, getState: () => ({ status: 'done' }), getInitialState: () => ({ status: 'done' }) }

function useRunning(feed: Parameters<typeof copyAnswer>[0] | undefined): boolean {
  return useStore((feed ?? NEVER) as NonNullable<typeof feed>, (state) => state.status === 'running')
}
