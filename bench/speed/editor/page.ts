/** The page of the editor bench: the rules editor over a synthetic base of as many rules as the address says. */
import { createEditorSession } from '../../../renderer/features/rules/editor/editorSession.ts'
import { createAnalyst } from '../../../renderer/features/rules/language/analystClient.ts'
import { syntheticBase } from '../rules/syntheticBase.ts'

const rules = Number(location.search.slice(1)) || 100
const { text } = syntheticBase(rules, rules, 0)
const analyses: number[] = []
const session = createEditorSession('bench.rules', text, text, createAnalyst(), {
  onText: () => undefined,
  onAnalysis: () => void analyses.push(performance.now()),
  onSave: () => undefined,
  onRename: () => undefined,
  onDefinition: () => undefined,
})
document.getElementById('root')?.append(session.host)

const painted = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))))

/** Puts the cursor at the end of the rule in the middle of the text. */
const toMiddle = (): void => {
  const text = session.text()
  const at = text.indexOf('\n', text.indexOf(`rule k${Math.floor(rules / 2)}:`))
  session.showRange(at, at)
  session.view.focus()
}

/** Milliseconds of script for one key, taken synchronously as an input event takes it: state, view and layout. */
function key(insert: string): number {
  const began = performance.now()
  const { head } = session.view.state.selection.main
  session.view.dispatch({ changes: { from: head, insert }, selection: { anchor: head + insert.length }, userEvent: 'input.type' })
  session.view.contentDOM.getBoundingClientRect()
  return performance.now() - began
}

/** Milliseconds from the last key to the mistakes being shown. */
async function untilMistakes(): Promise<number> {
  const count = analyses.length
  const began = performance.now()
  key(' implies nothing_known(X)')
  while (analyses.length === count) await new Promise((resolve) => setTimeout(resolve, 1))
  return performance.now() - began
}

Object.assign(window, { bench: { key, painted, toMiddle, untilMistakes, analyses, lines: () => session.view.state.doc.lines } })
