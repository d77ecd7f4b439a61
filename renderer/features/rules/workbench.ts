/** One rule set being worked on: its editor, its draft, what saving it would change, the health of the base, and saving with all that can go wrong. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Health, Impact } from '../../../shared/contract/ruleContract.ts'
import type { RuleSetId } from '../../../shared/model/ids.ts'
import type { RuleSetInfo } from '../../../shared/model/ruleSet.ts'
import { problemOf } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'
import { remember, remembered } from '../../core/remembered.ts'
import { createEditorSession, type EditorSession } from './editor/editorSession.ts'
import { showTestMarks } from './editor/testMarks.ts'
import type { Analysis, KnownNames, Mistake } from './language/analysis.ts'
import { type AnalystClient, createAnalyst } from './language/analystClient.ts'

export interface Work<T> {
  readonly state: 'none' | 'working' | 'known'
  readonly progress?: { readonly doing: string; readonly done: number; readonly total: number }
  readonly result?: T
}

/** A text of another rule set that a rename has changed and that is saved together with the open one. */
export interface Linked {
  readonly info: RuleSetInfo
  readonly text: string
}

export interface WorkbenchState {
  readonly info: RuleSetInfo
  readonly savedText: string
  /** The text after a rest. */
  readonly text: string
  readonly dirty: boolean
  readonly restored: boolean
  readonly saving: boolean
  readonly counts: Analysis['counts'] | undefined
  readonly mistakes: readonly Mistake[]
  readonly names: KnownNames
  readonly impact: Work<Impact>
  readonly health: Work<Health>
  /** Somebody else saved while there were unsaved changes. */
  readonly outside: { readonly info: RuleSetInfo; readonly text: string } | undefined
  readonly linked: readonly Linked[]
  readonly renaming: number | undefined
}

export interface Workbench {
  readonly id: RuleSetId
  readonly core: Core
  readonly store: StoreApi<WorkbenchState>
  readonly session: EditorSession
  readonly analyst: AnalystClient
  /** Whether it was saved; `sealed` when a reason is asked for, `outside` when both texts are to be looked at. */
  save(options?: { reason?: string; over?: boolean }): Promise<'saved' | 'sealed' | 'outside' | 'failed'>
  discard(): void
  takeOutside(): void
  /** Looks at what saving would change; resolves when it is known for the text as it is. */
  weigh(): Promise<Impact | undefined>
  checkHealth(): Promise<void>
  link(linked: readonly Linked[]): void
  rename(at: number | undefined): void
  /** Adds a declaration at the end, or in the place of another, as one step to be undone. */
  insert(text: string, over?: { from: number; to: number }): void
  seal(rule: string, sealed: boolean, reason?: string): Promise<void>
  close(): void
}

const NO_NAMES: KnownNames = { types: [], entities: [], relations: [], quantities: [], ids: [] }
/** Milliseconds of rest before the core is asked what a draft would change. */
const WEIGH_REST = 900

interface Draft {
  readonly text: string
  readonly basedOn: string
}

const draftName = (id: string): string => `rules.draft.${id}`
function rememberedDraft(id: string): Draft | undefined {
  try {
    const draft = JSON.parse(remembered(draftName(id)) ?? 'null') as Partial<Draft> | null
    return typeof draft?.text === 'string' && typeof draft.basedOn === 'string' ? { text: draft.text, basedOn: draft.basedOn } : undefined
  } catch {
    return undefined
  }
}

export async function openWorkbench(core: Core, id: RuleSetId): Promise<Workbench> {
  const { client } = core.connection
  const { info, text: savedText } = await client.ruleSet.open({ id })
  const draft = rememberedDraft(id)
  const text = draft && draft.text !== savedText ? draft.text : savedText
  const store = createStore<WorkbenchState>(() => ({
    info, savedText, text, dirty: text !== savedText, restored: text !== savedText, saving: false, counts: undefined, mistakes: [], names: NO_NAMES,
    impact: { state: 'none' }, health: { state: 'none' }, outside: undefined, linked: [], renaming: undefined,
  }))
  const analyst = createAnalyst()
  let basedOn = draft && text !== savedText ? draft.basedOn : info.version
  let weighing: AbortController | undefined
  let checking: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  async function readOthers(): Promise<void> {
    const others = (core.ruleSets.store.getState().sets ?? []).filter((set) => set.id !== id && set.on)
    const linked = new Map(store.getState().linked.map((one) => [one.info.id, one.text]))
    const texts = await Promise.all(others.map(async (set) => ({ file: set.file, text: linked.get(set.id) ?? (await client.ruleSet.open({ id: set.id })).text })))
    analyst.others(texts)
    session.refresh()
  }

  async function weigh(): Promise<Impact | undefined> {
    weighing?.abort()
    const ending = (weighing = new AbortController())
    store.setState({ impact: { state: 'working' } })
    try {
      for await (const update of await client.rules.impact({ set: id, text: session.text() }, { signal: ending.signal })) {
        if (ending.signal.aborted) return undefined
        if (update.kind === 'progress') store.setState({ impact: { state: 'working', progress: update } })
        else {
          store.setState({ impact: { state: 'known', result: update.impact } })
          return update.impact
        }
      }
    } catch (error) {
      if (ending.signal.aborted) return undefined
      if (problemOf(error).code !== 'connection.lost') core.notices.fail(error)
    }
    store.setState({ impact: { state: 'none' } })
    return undefined
  }

  async function checkHealth(): Promise<void> {
    checking?.abort()
    const ending = (checking = new AbortController())
    const { dirty, health: before } = store.getState()
    store.setState({ health: { ...before, state: 'working' } })
    try {
      for await (const update of await client.rules.health(dirty ? { draft: { set: id, text: session.text() } } : {}, { signal: ending.signal })) {
        if (ending.signal.aborted) return
        if (update.kind === 'progress') store.setState(({ health }) => ({ health: { ...health, state: 'working', progress: update } }))
        else {
          store.setState({ health: { state: 'known', result: update.health } })
          showTestMarks(session.view, update.health.tests.filter((test) => test.set === id))
        }
      }
    } catch (error) {
      if (ending.signal.aborted) return
      store.setState({ health: { ...before, state: before.result ? 'known' : 'none' } })
      if (problemOf(error).code !== 'connection.lost') core.notices.fail(error)
    }
  }

  const rest = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (store.getState().dirty) void weigh()
      else {
        weighing?.abort()
        store.setState({ impact: { state: 'none' } })
      }
      void checkHealth()
    }, WEIGH_REST)
  }

  let weighed = text
  const session = createEditorSession(info.file, text, savedText, analyst, {
    onText(now, dirty) {
      remember(draftName(id), dirty ? JSON.stringify({ text: now, basedOn } satisfies Draft) : undefined)
      store.setState({ text: now, dirty, ...(dirty ? {} : { restored: false }) })
      if (now === weighed) return
      weighed = now
      weighing?.abort()
      store.setState({ impact: { state: dirty ? 'working' : 'none' } })
      rest()
    },
    onAnalysis: ({ counts, mistakes, names }) => store.setState({ counts, mistakes, ...(names ? { names } : {}) }),
    onSave: () => window.dispatchEvent(new CustomEvent('rules:save', { detail: id })),
    onRename: (at) => store.setState({ renaming: at }),
    onDefinition: (at) => void goToDefinition(at),
  })

  async function goToDefinition(at: number): Promise<void> {
    const target = await analyst.definition(at)
    if (!target) return
    if (target.file === session.file) return session.showRange(target.from, target.to)
    const set = core.ruleSets.store.getState().sets?.find((one) => one.file === target.file)
    if (!set) return
    const { text } = await client.ruleSet.open({ id: set.id })
    core.go(`#/rules/${set.id}?line=${text.slice(0, target.from).split('\n').length}`)
  }

  async function takeSaved(info: RuleSetInfo, text: string): Promise<void> {
    basedOn = info.version
    store.setState({ info, savedText: text, outside: undefined, impact: { state: 'none' }, restored: false })
    session.saved(text)
    await core.ruleSets.read()
  }

  async function save({ reason, over = false }: { reason?: string; over?: boolean } = {}): Promise<'saved' | 'sealed' | 'outside' | 'failed'> {
    const text = session.text()
    store.setState({ saving: true })
    try {
      for (const one of store.getState().linked) await client.ruleSet.save({ id: one.info.id, text: one.text, basedOn: one.info.version, ...(reason ? { reason } : {}) })
      const saved = await client.ruleSet.save({ id, text, ...(over ? {} : { basedOn }), ...(reason ? { reason } : {}) })
      store.setState({ linked: [] })
      await takeSaved(saved, text)
      core.notices.say(`Saved as version ${saved.number}.`)
      void checkHealth()
      return 'saved'
    } catch (error) {
      const { code } = problemOf(error)
      if (code === 'rules.sealed') return 'sealed'
      if (code === 'rules.changed-outside') {
        const now = await client.ruleSet.open({ id }).catch(() => undefined)
        if (now) store.setState({ outside: now })
        return 'outside'
      }
      core.notices.fail(error)
      return 'failed'
    } finally {
      store.setState({ saving: false })
    }
  }

  /** The list changed: this set may have been saved from outside, and the others may have new names. */
  let others = ''
  const onList = async (): Promise<void> => {
    const sets = core.ruleSets.store.getState().sets ?? []
    const info = sets.find((set) => set.id === id)
    const key = sets.filter((set) => set.id !== id && set.on).map((set) => set.version).join()
    if (key !== others) {
      others = key
      await readOthers()
    }
    if (!info) return
    const before = store.getState()
    store.setState({ info: before.info.version === info.version ? info : before.info })
    if (info.version === basedOn || info.version === before.info.version || before.saving) return
    const now = await client.ruleSet.open({ id })
    if (store.getState().saving || now.info.version === store.getState().info.version) return
    if (session.isDirty()) return store.setState({ outside: now })
    session.replace(now.text)
    await takeSaved(now.info, now.text)
    if (now.info.by === 'outside') core.notices.say(`${now.info.file} was changed outside. You see it as it is now; undo brings the text from before back.`)
  }
  const stop = core.ruleSets.store.subscribe(() => void onList().catch(() => undefined))
  void onList().catch(() => undefined)
  void checkHealth()
  if (text !== savedText) void weigh()

  return {
    id, core, store, session, analyst, save, weigh, checkHealth,
    discard() {
      session.replace(store.getState().savedText)
      basedOn = store.getState().info.version
      store.setState({ linked: [] })
    },
    takeOutside() {
      const { outside } = store.getState()
      if (!outside) return
      session.replace(outside.text)
      void takeSaved(outside.info, outside.text)
    },
    link(linked) {
      store.setState({ linked })
      void readOthers()
    },
    rename: (at) => store.setState({ renaming: at }),
    insert(text, over) {
      const { view } = session
      const end = view.state.doc.length
      const before = end === 0 || view.state.doc.sliceString(end - 1) === '\n' ? '' : '\n'
      const change = over ? { ...over, insert: text } : { from: end, to: end, insert: `${before}${end === 0 ? '' : '\n'}${text}\n` }
      view.dispatch({ changes: change, userEvent: 'input.form' })
      const at = change.from + (over ? 0 : change.insert.indexOf(text))
      // A fact whose value is still open: the next key writes it.
      const open = text.indexOf(' = ?')
      if (open >= 0) session.showRange(at + open + 3, at + open + 4)
      else session.showRange(at + text.length, at + text.length)
    },
    async seal(rule, sealed, reason) {
      try {
        store.setState({ info: await client.ruleSet.seal({ id, rule, sealed, ...(reason ? { reason } : {}) }) })
        core.notices.say(sealed ? `“${rule}” is sealed: changing it now needs a reason.` : `“${rule}” is no longer sealed.`)
        await core.ruleSets.read()
      } catch (error) {
        core.notices.fail(error)
      }
    },
    close() {
      stop()
      session.close()
      clearTimeout(timer)
      weighing?.abort()
      checking?.abort()
      analyst.close()
    },
  }
}
