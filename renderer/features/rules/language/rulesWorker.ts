/** The worker of the editor: parses all rule texts away from the keys, and answers about places in the open one. */
import { Analyst, type RuleText } from './analysis.ts'

export type Question =
  | { readonly kind: 'others'; readonly files: readonly RuleText[] }
  | { readonly kind: 'analyse'; readonly id: number; readonly open: RuleText }
  | { readonly kind: 'hover' | 'definition' | 'renameable' | 'say'; readonly id: number; readonly at: number }
  | { readonly kind: 'preview'; readonly id: number; readonly addition: string; readonly over?: { readonly from: number; readonly to: number } }
  | { readonly kind: 'rename'; readonly id: number; readonly at: number; readonly name: string }

const analyst = new Analyst()

function answer(question: Question): unknown {
  switch (question.kind) {
    case 'others':
      return analyst.others(question.files)
    case 'analyse':
      return analyst.analyse(question.open)
    case 'preview':
      return analyst.preview(question.addition, question.over)
    case 'rename':
      return analyst.rename(question.at, question.name)
    default:
      return analyst[question.kind](question.at)
  }
}

self.addEventListener('message', (event: MessageEvent<Question>) => {
  const result = answer(event.data)
  if ('id' in event.data) self.postMessage({ id: event.data.id, result })
})
