/** Mistakes in the text: underlined, in the gutter, and errors in a line of their own below, each with its one-click mend. */
import { type Diagnostic, forEachDiagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { type Extension, Prec, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, keymap, WidgetType } from '@codemirror/view'
import type { Mistake } from '../language/analysis.ts'
import { mendOf } from './mends.ts'

/** More errors than this are underlined and not spelled out, or a broken file would be all explanation. */
const SPELLED_OUT = 30

class MistakeLine extends WidgetType {
  readonly mistake: Mistake
  readonly mendLabel: string | undefined
  constructor(mistake: Mistake, mendLabel: string | undefined) {
    super()
    this.mistake = mistake
    this.mendLabel = mendLabel
  }

  override eq(other: MistakeLine): boolean {
    return other.mistake.message === this.mistake.message && other.mistake.mend === this.mistake.mend && other.mendLabel === this.mendLabel
  }

  override toDOM(view: EditorView): HTMLElement {
    const line = document.createElement('div')
    line.className = 'mistake'
    line.append(`${this.mistake.message} `)
    if (this.mendLabel === undefined) line.append(this.mistake.mend)
    else {
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = this.mendLabel
      button.addEventListener('mousedown', (event) => event.preventDefault())
      button.addEventListener('click', () => {
        mendThis(view, this.mistake, view.posAtDOM(line))
        view.focus()
      })
      line.append(button)
    }
    return line
  }

  override ignoreEvent(): boolean {
    return true
  }
}

const setLines = StateEffect.define<DecorationSet>()
const mistakeLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, transaction) {
    let kept = lines.map(transaction.changes)
    for (const effect of transaction.effects) if (effect.is(setLines)) kept = effect.value
    return kept
  },
  provide: (field) => EditorView.decorations.from(field),
})

/** The mistakes as they were last told, by the diagnostic that shows them. */
const told = new WeakMap<Diagnostic, Mistake>()
const severities = { error: 'error', warning: 'warning', note: 'info' } as const

/** Shows the mistakes of exactly this document. */
export function showMistakes(view: EditorView, mistakes: readonly Mistake[]): void {
  const { state } = view
  const text = state.doc.toString()
  const diagnostics = mistakes.map((mistake): Diagnostic => {
    const mend = mendOf(mistake, text)
    const diagnostic: Diagnostic = {
      from: Math.min(mistake.start, state.doc.length),
      to: Math.min(Math.max(mistake.end, mistake.start), state.doc.length),
      severity: severities[mistake.severity],
      message: `${mistake.message} ${mistake.mend}`,
      ...(mend ? { actions: [{ name: mend.label, apply: (target, from, to) => apply(target, mistake, from, to) }] } : {}),
    }
    told.set(diagnostic, mistake)
    return diagnostic
  })
  const errors = mistakes.filter((mistake) => mistake.severity === 'error' && mistake.start <= state.doc.length).slice(0, SPELLED_OUT)
  const lines = Decoration.set(
    errors.map((mistake) => Decoration.widget({ widget: new MistakeLine(mistake, mendOf(mistake, text)?.label), block: true, side: 1 }).range(state.doc.lineAt(mistake.start).to)),
    true,
  )
  view.dispatch(setDiagnostics(state, diagnostics), { effects: setLines.of(lines) })
}

function apply(view: EditorView, mistake: Mistake, from: number, to: number): void {
  const mend = mendOf(mistake, view.state.doc.toString(), from, to)
  if (mend) view.dispatch({ changes: mend.change, userEvent: 'input.mend', scrollIntoView: true })
}

/** Mends the mistake that a line below the text spells out: the one of its words that is nearest to the line. */
function mendThis(view: EditorView, { message, mend }: Mistake, near: number): void {
  let best: { mistake: Mistake; from: number; to: number } | undefined
  forEachDiagnostic(view.state, (diagnostic, from, to) => {
    const mistake = told.get(diagnostic)
    if (mistake?.message === message && mistake.mend === mend && (!best || Math.abs(from - near) < Math.abs(best.from - near))) best = { mistake, from, to }
  })
  if (best) apply(view, best.mistake, best.from, best.to)
}

/** Mends the first mistake within a range; whether there was one. */
function mendAt(view: EditorView, from: number, to: number): boolean {
  let found: { diagnostic: Diagnostic; from: number; to: number } | undefined
  forEachDiagnostic(view.state, (diagnostic, start, end) => {
    if (!found && start <= to && end >= from && diagnostic.actions?.length) found = { diagnostic, from: start, to: end }
  })
  const mistake = found && told.get(found.diagnostic)
  if (!found || !mistake) return false
  apply(view, mistake, found.from, found.to)
  return true
}

const mendHere = (view: EditorView): boolean => {
  const line = view.state.doc.lineAt(view.state.selection.main.head)
  return mendAt(view, line.from, line.to)
}

export const mistakeDisplay: Extension = [mistakeLines, lintGutter(), Prec.high(keymap.of([{ key: 'Mod-.', run: mendHere }])), keymap.of(lintKeymap)]
