/** The rule language for CodeMirror: the engine's own grammar, with what is highlighted, folded and indented. */
import { bidiIsolates, continuedIndent, foldNodeProp, foldService, HighlightStyle, indentNodeProp, LanguageSupport, LRLanguage, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { NodeProp } from '@lezer/common'
import { styleTags, tags } from '@lezer/highlight'
import { parser } from '../../../../shared/logic/grammar/rules.parser.ts'

const DECLARATIONS = ['Type', 'Entity', 'Relation', 'Quantity', 'Rule', 'Define', 'Fact', 'Closed', 'Policy', 'Wording', 'Judge', 'Test'].map((kind) => `${kind}Declaration`)

const language = LRLanguage.define({
  name: 'rules',
  parser: parser.configure({
    props: [
      styleTags({
        Keyword: tags.keyword,
        'Not/Keyword': tags.logicOperator,
        Comment: tags.lineComment,
        String: tags.string,
        'Title/String': tags.docString,
        'Number Date': tags.number,
        'Unit Currency': tags.unit,
        'DefinedName/Name': tags.definition(tags.name),
        'Label/Name': tags.labelName,
        'TypeName/Name': tags.typeName,
        'CompareOperator TimesOperator SumOperator NotSign AndSign OrSign XorSign ImpliesSign IffSign': tags.operator,
        '⚠': tags.invalid,
      }),
      // Titles, names and notes may be written from right to left; the words of the language around them stay in order.
      NodeProp.isolate.add({ String: 'auto', Comment: 'auto' }),
      foldNodeProp.add((type) => (DECLARATIONS.includes(type.name) ? (node, state) => (state.doc.lineAt(node.from).to < node.to ? { from: state.doc.lineAt(node.from).to, to: node.to } : null) : undefined)),
      indentNodeProp.add((type) => (DECLARATIONS.includes(type.name) ? continuedIndent() : undefined)),
    ],
  }),
  languageData: { commentTokens: { line: '#' }, closeBrackets: { brackets: ['(', '"'] } },
})

/** A comment that stands alone heads a section: it folds down to the next one. */
const sections = foldService.of((state, start, end) => {
  const line = state.doc.lineAt(start)
  if (!line.text.startsWith('#') || line.to !== end) return null
  const above = line.number > 1 ? state.doc.line(line.number - 1).text : ''
  if (above.trim() !== '') return null
  let last = line
  for (let number = line.number + 1; number <= state.doc.lines; number += 1) {
    const next = state.doc.line(number)
    if (next.text.startsWith('#') && state.doc.line(number - 1).text.trim() === '') break
    if (next.text.trim() !== '') last = next
  }
  return last.number > line.number ? { from: line.to, to: last.to } : null
})

// Calm on purpose: one accent for the words of the language; colour is kept for verdicts and mistakes.
const look = HighlightStyle.define([
  { tag: [tags.keyword, tags.logicOperator], color: 'var(--accent)', fontWeight: '600' },
  { tag: tags.lineComment, color: 'var(--soft)', fontStyle: 'italic' },
  { tag: tags.string, color: 'var(--soft)' },
  { tag: tags.docString, color: 'var(--ink)', fontStyle: 'italic' },
  { tag: [tags.number, tags.unit], color: 'var(--open-ink)' },
  { tag: tags.labelName, fontWeight: '600' },
  { tag: tags.operator, color: 'var(--accent)' },
])

export const rulesLanguage = (): Extension => [new LanguageSupport(language, [sections]), syntaxHighlighting(look), bidiIsolates()]
