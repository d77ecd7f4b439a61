/** Two texts side by side with what differs marked, on CodeMirror's merge view; the right one may be edited. */
import { history, historyKeymap, defaultKeymap } from '@codemirror/commands'
import { MergeView } from '@codemirror/merge'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { rulesLanguage } from '../editor/rulesLanguage.ts'
import { editorTheme } from '../editor/theme.ts'

interface MergeHostProps {
  readonly left: { readonly label: string; readonly text: string }
  readonly right: { readonly label: string; readonly text: string }
  /** Told of every change of the right text; without it both are read-only. */
  readonly onChange?: (text: string) => void
}

const mergeTheme = EditorView.theme({
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': { backgroundColor: 'var(--contradicted-tint)' },
  '&.cm-merge-b .cm-changedLine': { backgroundColor: 'var(--verified-tint)' },
  '&.cm-merge-a .cm-changedText, &.cm-merge-b .cm-changedText': { background: 'color-mix(in srgb, var(--accent) 22%, transparent)' },
  '.cm-changeGutter': { width: '3px' },
  '.cm-collapsedLines': { color: 'var(--soft)', background: 'var(--panel)', cursor: 'pointer' },
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '"…"' },
})
/** The frame around both editors, in the shadow root. */
const FRAME = '.cm-mergeView { height: 100%; overflow-y: auto } .cm-mergeViewEditors { display: flex; align-items: stretch; min-height: 100% } .cm-mergeViewEditor { flex: 1 1 0; min-width: 0; overflow: hidden } .cm-merge-revert { width: 1.6rem; flex: none; position: relative } .cm-merge-revert button { position: absolute; display: block; width: 100%; border: 0; background: none; color: var(--accent); cursor: pointer; font-size: 1rem }'

export function MergeHost({ left, right, onChange }: MergeHostProps) {
  const place = useRef<HTMLDivElement>(null)
  const changed = useRef(onChange)
  useEffect(() => {
    changed.current = onChange
  }, [onChange])
  const editable = onChange !== undefined
  useEffect(() => {
    const host = document.createElement('div')
    host.style.height = '100%'
    const root = host.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(FRAME)
    root.adoptedStyleSheets = [sheet]
    place.current?.append(host)
    const common = (label: string) => [lineNumbers(), rulesLanguage(), editorTheme, mergeTheme, EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': label })]
    const fixed = [EditorState.readOnly.of(true), EditorView.editable.of(false), EditorView.contentAttributes.of({ tabindex: '0' })]
    const merge = new MergeView({
      root,
      parent: root,
      a: { doc: left.text, extensions: [...common(left.label), ...fixed] },
      b: {
        doc: right.text,
        extensions: [
          ...common(right.label),
          ...(editable ? [history(), keymap.of([...defaultKeymap, ...historyKeymap]), EditorView.updateListener.of((update) => update.docChanged && changed.current?.(update.state.doc.toString()))] : fixed),
        ],
      },
      ...(editable ? { revertControls: 'a-to-b' as const } : {}),
      collapseUnchanged: { margin: 3, minSize: 6 },
      gutter: true,
    })
    root.adoptedStyleSheets = [...new Set([...root.adoptedStyleSheets, sheet])]
    return () => {
      merge.destroy()
      host.remove()
    }
  }, [left.label, left.text, right.label, right.text, editable])
  return <div ref={place} className="min-h-0 grow overflow-hidden" />
}
