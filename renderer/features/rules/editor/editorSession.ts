/** One rule set being edited: a CodeMirror view that lives on while its tab is hidden, so that undo, place and folds survive, also across a save. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension, Text } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers } from '@codemirror/view'
import type { Analysis, KnownNames } from '../language/analysis.ts'
import type { AnalystClient } from '../language/analystClient.ts'
import { completeRules } from './completion.ts'
import { cursorInSight } from './cursorInSight.ts'
import { mistakeDisplay, showMistakes } from './mistakes.ts'
import { rulesLanguage } from './rulesLanguage.ts'
import { testMarks } from './testMarks.ts'
import { editorTheme } from './theme.ts'
import type { Watched } from './underCursor.ts'

/** Milliseconds of rest before the text is looked at. */
const REST = 120
/** In a text longer than this many characters a little longer. */
const LARGE = 100_000

export interface EditorEvents {
  /** The text after a rest, and whether it differs from the saved one. */
  onText(text: string, dirty: boolean): void
  onAnalysis(analysis: Analysis): void
  onSave(): void
  onRename(at: number): void
  onDefinition(at: number): void
}

export interface EditorSession extends Pick<Watched, 'place' | 'onPlace'> {
  readonly host: HTMLElement
  readonly view: EditorView
  readonly file: string
  text(): string
  /** Puts another text in as one step that can be undone; only what differs is touched. */
  replace(text: string): void
  /** The text as it is saved now: what differs from it is unsaved. */
  saved(text: string): void
  isDirty(): boolean
  /** Looks at the text again at once: the other rule sets have changed. */
  refresh(): void
  showLine(line: number): void
  showRange(from: number, to: number): void
  close(): void
}

/** The one stretch that differs between two texts. */
export function difference(before: string, after: string): { from: number; to: number; insert: string } {
  let from = 0
  const most = Math.min(before.length, after.length)
  while (from < most && before.charCodeAt(from) === after.charCodeAt(from)) from += 1
  let end = 0
  while (end < most - from && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) }
}

const documentOf = (text: string): Text => Text.of(text.split(/\r\n?|\n/))

function hovering(analyst: AnalystClient): Extension {
  return hoverTooltip(
    async (_view, at) => {
      const found = await analyst.hover(at)
      if (!found) return null
      return {
        pos: found.from,
        end: found.to,
        above: true,
        create: () => {
          const dom = document.createElement('div')
          dom.className = 'cm-hover'
          const title = document.createElement('strong')
          title.textContent = found.title
          dom.append(title)
          for (const line of found.lines) {
            const span = document.createElement('span')
            span.textContent = line
            dom.append(span)
          }
          return { dom }
        },
      }
    },
    { hoverTime: 350 },
  )
}

export function createEditorSession(file: string, text: string, savedText: string, analyst: AnalystClient, events: EditorEvents, extra: Extension = []): EditorSession {
  const host = document.createElement('div')
  host.style.height = '100%'
  // In a shadow root CodeMirror adopts its style sheets, which the page's policy allows; a style element would be refused.
  const root = host.attachShadow({ mode: 'open' })
  let saved = documentOf(savedText)
  let names: KnownNames | undefined
  /** The text that the analyst has before them. */
  let understood: Text | undefined
  const placeListeners = new Set<() => void>()
  const tellPlace = (): void => placeListeners.forEach((listener) => listener())
  let timer: ReturnType<typeof setTimeout> | undefined

  const look = (): void => {
    timer = undefined
    const { doc } = view.state
    const text = doc.toString()
    events.onText(text, !doc.eq(saved))
    void analyst.analyse({ file, text }).then((analysis) => {
      if (!analysis) return
      names = analysis.names ?? names
      understood = doc
      if (view.state.doc !== doc) return
      showMistakes(view, analysis.mistakes)
      events.onAnalysis(analysis)
      tellPlace()
    })
  }
  const lookSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(look, view.state.doc.length > LARGE ? REST * 2 : REST)
  }
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        extra,
        lineNumbers(),
        mistakeDisplay,
        foldGutter(),
        codeFolding(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ override: [completeRules(() => names)], icons: false, maxRenderedOptions: 60 }),
        highlightActiveLine(),
        highlightSelectionMatches({ minSelectionLength: 2, wholeWords: true }),
        search({ top: true }),
        keymap.of([
          { key: 'Mod-s', run: () => (events.onSave(), true), preventDefault: true },
          { key: 'F2', run: ({ state }) => (events.onRename(state.selection.main.head), true) },
          { key: 'F12', run: ({ state }) => (events.onDefinition(state.selection.main.head), true) },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...foldKeymap,
          ...completionKeymap,
        ]),
        EditorView.domEventHandlers({
          mousedown: (event, target) => {
            if (!(event.ctrlKey || event.metaKey) || event.button !== 0) return false
            const at = target.posAtCoords({ x: event.clientX, y: event.clientY })
            if (at === null) return false
            event.preventDefault()
            events.onDefinition(at)
            return true
          },
        }),
        rulesLanguage(),
        testMarks,
        hovering(analyst),
        editorTheme,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': `Rules in ${file}`, spellcheck: 'false', tabindex: '0', autocapitalize: 'off' }),
        cursorInSight,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) lookSoon()
          if (update.docChanged || update.selectionSet) tellPlace()
        }),
      ],
    }),
  })
  queueMicrotask(look)
  /** What was typed last is told before the page or the session goes: the draft is kept by it. */
  const flush = (): void => {
    if (timer === undefined) return
    clearTimeout(timer)
    look()
  }
  window.addEventListener('pagehide', flush)
  return {
    host,
    view,
    file,
    text: () => view.state.doc.toString(),
    place: () => ({ doc: view.state.doc, head: view.state.selection.main.head, understood: understood === view.state.doc }),
    onPlace(listener) {
      placeListeners.add(listener)
      return () => void placeListeners.delete(listener)
    },
    replace(text) {
      const before = view.state.doc.toString()
      if (before !== text) view.dispatch({ changes: difference(before, text), scrollIntoView: true, userEvent: 'input.replace' })
    },
    saved(text) {
      saved = documentOf(text)
      events.onText(view.state.doc.toString(), !view.state.doc.eq(saved))
    },
    isDirty: () => !view.state.doc.eq(saved),
    refresh: look,
    showLine(line) {
      const { from, to } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines))
      this.showRange(from, to)
    },
    showRange(from, to) {
      const end = view.state.doc.length
      view.dispatch({ selection: { anchor: Math.min(from, end), head: Math.min(to, end) }, effects: EditorView.scrollIntoView(Math.min(from, end), { y: 'center' }) })
      view.focus()
    },
    close() {
      flush()
      window.removeEventListener('pagehide', flush)
      view.destroy()
    },
  }
}
