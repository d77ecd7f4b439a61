/** Notes as one self-contained HTML page, for reading and for printing: no script, nothing loaded, every text escaped. */
import type { ExportedNote } from '../../../shared/model/export.ts'
import type { TopicGroup } from './chosenNotes.ts'
import { langOf } from './langOf.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** Control characters that HTML does not have become visible, the rest of the text stays as it is. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character]!).replace(/[^\P{Cc}\t\n\r]/gu, '\uFFFD')

/** Verdicts never by colour alone. */
const MARKS = { verified: '✓', contradicted: '✕', unverified: '?', 'not-checkable': '–' } as const

const STYLE = `
:root{color-scheme:light dark;--paper:#fbfaf8;--ink:#1d1c1a;--soft:#6b675f;--line:#e4e0d8;--verified:#2f7d4f;--open:#855c00;--contradicted:#b3382c}
@media (prefers-color-scheme:dark){:root{--paper:#17181a;--ink:#ecebe8;--soft:#9c9a94;--line:#2e3135;--verified:#6cc08f;--open:#dcb154;--contradicted:#ee8a7d}}
@media print{:root{--paper:#fff;--ink:#1d1c1a;--soft:#56524b;--line:#d5d0c6;--verified:#2f7d4f;--open:#855c00;--contradicted:#b3382c}}
html{background:var(--paper);color:var(--ink);font:15px/1.55 "Inter","Noto Sans","Helvetica Neue",Arial,"Noto Sans CJK KR","Apple SD Gothic Neo","Malgun Gothic","Noto Sans CJK JP","Hiragino Sans","Yu Gothic","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
body{max-width:72ch;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.6rem;margin:0 0 .2rem}h2{font-size:1.15rem;margin:2.2rem 0 .4rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:1.4rem 0 .2rem;overflow-wrap:anywhere}
p{margin:.3rem 0}.soft,figcaption,footer{color:var(--soft);font-size:.86rem}
blockquote{margin:.2rem 0;padding:.1rem .8rem;border-inline-start:2px solid var(--line);white-space:pre-wrap;overflow-wrap:anywhere}
figure{margin:.6rem 0}ul{margin:.3rem 0;padding-inline-start:1.2rem}
.verified{color:var(--verified)}.contradicted{color:var(--contradicted)}.unverified,.caution{color:var(--open)}
nav ul{columns:2;padding:0;list-style:none}a{color:inherit}
@page{size:A4;margin:20mm 18mm 22mm;@bottom-center{content:counter(page) " / " counter(pages);font:9pt sans-serif;color:#56524b}}
@media print{html{font-size:10.5pt}body{max-width:none;padding:0}h2,h3{break-after:avoid}figure,.note>p{break-inside:avoid}nav{break-after:page}a{text-decoration:none}}
`

const lang = (text: string): string => {
  const tag = langOf(text)
  return tag === undefined ? '' : ` lang="${tag}"`
}
/** A text in an element of its own: its direction and language are told from itself. */
const element = (name: string, text: string, attributes = ''): string => `<${name}${attributes} dir="auto"${lang(text)}>${escapeHtml(text)}</${name}>`

/** `among`: the notes of this page, which are linked to. */
export function noteHtml(note: ExportedNote, among: ReadonlySet<string>): string {
  const { verdict } = note.stands
  const parts = [
    element('h3', note.statement),
    `<p class="${verdict === 'not-checkable' ? 'soft' : verdict}" dir="auto"><strong>${MARKS[verdict]} ${escapeHtml(note.verdict)}</strong></p>`,
    ...(note.caution === undefined ? [] : [element('p', note.caution, ' class="caution"')]),
    ...(note.reasons.length === 0 ? [] : [`<ul>${note.reasons.map(({ says, place }) => `<li dir="auto"${lang(says)}>${escapeHtml(says)} <span class="soft">(${escapeHtml(place)})</span></li>`).join('')}</ul>`]),
    ...note.quotes.map(({ stance, quote, title, place }) => `<figure>${element('blockquote', quote)}<figcaption dir="auto">${stance}: <cite>${escapeHtml(title)}</cite>, ${escapeHtml(place)}</figcaption></figure>`),
    ...(note.links.length === 0
      ? []
      : [`<ul>${note.links.map(({ says, to, statement }) => `<li dir="auto">${says}: ${among.has(to) ? `<a href="#n-${escapeHtml(to)}">${escapeHtml(statement)}</a>` : escapeHtml(statement)}</li>`).join('')}</ul>`]),
    `<p class="soft" dir="auto">${escapeHtml(note.origin)}${note.tags.length === 0 ? '' : ` <span class="tags">${note.tags.map((tag) => `#${escapeHtml(tag)}`).join(' ')}</span>`}</p>`,
  ]
  return `<article class="note" id="n-${escapeHtml(note.id)}">${parts.join('\n')}</article>\n`
}

/** Everything before the first topic; `at` is the time of writing. The page says itself that nothing may be loaded and no script may run. */
export function pageHead(groups: readonly TopicGroup[], at: Date): string {
  const day = at.toISOString().slice(0, 10)
  const notes = groups.reduce((sum, { ids }) => sum + ids.length, 0)
  const contents = groups.length < 2 ? '' : `<nav aria-label="Topics"><h2 class="contents">Topics</h2><ul>${groups.map(({ topic, ids }, index) => `<li dir="auto"><a href="#t-${index}">${escapeHtml(topic)}</a> <span class="soft">${ids.length}</span></li>`).join('')}</ul></nav>`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="Plumbline"><title>Notes, ${day}</title><style>${STYLE}</style></head>
<body><header><h1>Notes</h1><p class="soft">${notes} ${notes === 1 ? 'note' : 'notes'}, written on <time datetime="${day}">${day}</time> by Plumbline</p></header>
${contents}
<main>${notes === 0 ? '<p>There are no notes here.</p>' : ''}
`
}
export const topicHtml = (topic: string, index: number): string => `<h2 id="t-${index}" dir="auto"${lang(topic)}>${escapeHtml(topic)}</h2>\n`
export const PAGE_TAIL = '</main></body></html>\n'
