/** Draws a proof bundle from its data, after it was checked. It is written into the page as it stands here, so it uses nothing from outside itself. */
import type { BundleData } from './bundleData.ts'
import type { BundleVerdict } from './verifyBundle.ts'

interface Element {
  textContent: string | null
  className: string
  dir: string
  open?: boolean
  append(...children: (Element | string)[]): void
}
interface Page {
  createElement(tag: string): Element
  getElementById(id: string): Element | null
}

/** Only `textContent` is ever set: no text of the data becomes markup. */
export function showBundle(page: Page, data: BundleData | undefined, verdict: BundleVerdict): void {
  const make = (tag: string, className: string, text?: string, ...children: Element[]): Element => {
    const made = page.createElement(tag)
    made.className = className
    made.dir = 'auto'
    if (text !== undefined) made.textContent = text
    made.append(...children)
    return made
  }
  const counted = (number: number, one: string, many: string): string => number + ' ' + (number === 1 ? one : many)
  const { notes, quotes, rules } = verdict.counts
  page.getElementById('verdict')!.className = verdict.whole ? 'whole' : 'broken'
  page.getElementById('verdict')!.textContent = verdict.whole
    ? '✓ Whole: ' + counted(notes, 'note', 'notes') + ', ' + counted(quotes, 'quote', 'quotes') + ' and ' + counted(rules, 'rule text', 'rule texts') + ' agree with their hashes, and every verdict follows from what is given for it.'
    : '✕ Broken: this file was changed after it was written. Nothing in it is vouched for.'
  page.getElementById('fingerprint')!.textContent = verdict.fingerprint
  page.getElementById('faults')!.append(...verdict.faults.slice(0, 50).map((fault) => make('li', '', fault)))
  if (!data) return
  const list = page.getElementById('notes')!
  const words: Record<string, string> = { verified: '✓ Verified', contradicted: '✕ Contradicted', unverified: '? Unverified', 'not-checkable': 'Not checkable' }
  const who: Record<string, string> = { rules: ' by rules', embedded: ' by a source', person: ' by the person', none: '' }
  for (const note of data.notes) {
    const shown = verdict.whole ? (words[note.verdict] ?? note.verdict) + (who[note.by] ?? '') : 'Not vouched for'
    const article = make('article', 'note', undefined, make('h2', '', note.statement), make('p', verdict.whole ? note.verdict : 'broken', shown))
    if (note.vouched !== undefined) article.append(make('p', '', 'Their reason: ' + note.vouched))
    if (note.status !== 'current') article.append(make('p', 'unverified', note.status + (note.caution === undefined ? '' : ': ' + note.caution)))
    for (const one of note.evidence) {
      const source = data.sources[one.source]
      const place = make('blockquote', one.stance)
      if (one.context) {
        const from = one.start - one.context.start
        place.append(make('span', 'soft', one.context.text.slice(0, from)), make('mark', '', one.quote), make('span', 'soft', one.context.text.slice(from + one.quote.length)))
      } else place.append(make('mark', '', one.quote))
      article.append(place, make('p', 'soft', one.stance + ': ' + (source ? source.title : one.source + ' (no longer in the workspace)') + ', characters ' + one.start + '–' + one.end + (source ? ', text SHA-256 ' + source.textSha256 : '')))
    }
    for (const one of note.because) {
      const rule = one.text === undefined ? undefined : data.rules[one.text]
      const line = rule ? rule.text.split('\n')[one.line - 1] : undefined
      article.append(make('p', 'reason', one.says), make('p', 'soft', one.id + (rule ? ', ' + rule.file + ' version ' + rule.version + ', line ' + one.line + ': ' + (line ?? '').trim() : ', line ' + one.line)))
    }
    article.append(make('p', 'soft', (note.question === '' ? 'From a text that was checked' : 'Asked: ' + note.question) + '. Answered by ' + note.answeredBy + ', checked by ' + note.checker + ' on ' + note.checked.slice(0, 10) + '.'))
    list.append(article)
  }
  const texts = page.getElementById('rules')!
  for (const key of Object.keys(data.rules)) {
    const rule = data.rules[key]!
    texts.append(make('details', '', undefined, make('summary', '', rule.file + ', version ' + rule.version + ', SHA-256 ' + rule.sha256), make('pre', '', rule.text)))
  }
}
