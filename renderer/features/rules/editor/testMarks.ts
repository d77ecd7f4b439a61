/** Whether each test passed, at the end of its line. */
import { StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'

export interface TestMark {
  /** From 1, in the document as it is now. */
  readonly line: number
  readonly pass: boolean
  readonly got: string
}

class Mark extends WidgetType {
  readonly pass: boolean
  readonly got: string
  constructor({ pass, got }: TestMark) {
    super()
    this.pass = pass
    this.got = got
  }

  override eq(other: Mark): boolean {
    return other.pass === this.pass && other.got === this.got
  }

  override toDOM(): HTMLElement {
    const mark = document.createElement('span')
    mark.className = 'test-mark'
    mark.dataset['pass'] = String(this.pass)
    mark.textContent = this.pass ? '✓ passes' : `✕ is ${this.got}`
    return mark
  }
}

const setMarks = StateEffect.define<readonly TestMark[]>()

export const testMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let kept = marks.map(transaction.changes)
    for (const effect of transaction.effects) {
      if (!effect.is(setMarks)) continue
      const { doc } = transaction.state
      const placed = effect.value.filter(({ line }) => line >= 1 && line <= doc.lines)
      kept = Decoration.set(placed.map((mark) => Decoration.widget({ widget: new Mark(mark), side: 1 }).range(doc.line(mark.line).to)), true)
    }
    return kept
  },
  provide: (field) => EditorView.decorations.from(field),
})

export const showTestMarks = (view: EditorView, marks: readonly TestMark[]): void => view.dispatch({ effects: setMarks.of(marks) })
