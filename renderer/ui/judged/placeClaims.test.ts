/** Claims land on the rendered text they came from, whatever Markdown stands between. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import Markdown from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import { claimsWithin, placeClaims, showRawHtml, sourceOffsets } from './placeClaims.ts'

/** Claims are written in the Markdown between ⟦ and ⟧; the HTML that comes out. */
function rendered(marked: string): string {
  const claims: { index: number; start: number; end: number }[] = []
  let markdown = ''
  for (const character of marked) {
    if (character === '⟦') claims.push({ index: claims.length, start: markdown.length, end: markdown.length })
    else if (character === '⟧') claims[claims.length - 1] = { ...claims.at(-1)!, end: markdown.length }
    else markdown += character
  }
  return renderToStaticMarkup(
    createElement(Markdown, { remarkPlugins: [remarkGfm], rehypePlugins: [showRawHtml, rehypeSanitize, [placeClaims, { claims, markdown }]], children: markdown }),
  )
}

/** The words of each claim, and whether its mark follows them. */
function claimsIn(html: string): string[] {
  const found: string[] = []
  let depth = 0
  let open: { at: number; text: string; last: boolean } | undefined
  for (const [token, tag, text] of html.matchAll(/(<[^>]+>)|([^<]+)/g)) {
    if (text && open) open.text += text
    if (!tag) continue
    if (token.startsWith('<span')) {
      depth += 1
      if (token.includes('data-claim')) open = { at: depth, text: '', last: token.includes('data-last') }
    } else if (token === '</span>') {
      if (open?.at === depth) {
        found.push(open.text + (open.last ? '|' : ''))
        open = undefined
      }
      depth -= 1
    }
  }
  return found
}

const cases: readonly { name: string; markdown: string; claims: string[] }[] = [
  { name: 'plain sentences', markdown: '⟦One is so.⟧ ⟦Two is not.⟧', claims: ['One is so.|', 'Two is not.|'] },
  { name: 'emphasis within', markdown: '⟦It drew **13.2 MW** in *all*.⟧ Then.', claims: ['It drew 13.2 MW in all.|'] },
  { name: 'a boundary inside emphasis', markdown: '⟦**One.⟧ ⟦Two.**⟧', claims: ['One.|', 'Two.|'] },
  { name: 'code and links', markdown: '⟦Run `npm ci` as [told](https://example.org) here.⟧', claims: ['Run npm ci as told here.|'] },
  { name: 'escapes', markdown: '⟦Five \\* six is 30\\.⟧ ⟦Next one.⟧', claims: ['Five * six is 30.|', 'Next one.|'] },
  { name: 'entities', markdown: '⟦R&amp;D &lt; 5 % of sales.⟧ ⟦Next one.⟧', claims: ['R&amp;D &lt; 5 % of sales.|', 'Next one.|'] },
  { name: 'list items', markdown: '- ⟦one holds⟧\n- ⟦two holds⟧', claims: ['one holds|', 'two holds|'] },
  { name: 'table cells', markdown: '| a | b |\n| - | - |\n| ⟦1.3⟧ | ⟦1.4⟧ |', claims: ['1.3|', '1.4|'] },
  { name: 'a soft line break', markdown: '⟦One that goes\nover the line.⟧', claims: ['One that goes\nover the line.|'] },
  { name: 'Korean, Arabic and emoji', markdown: '⟦전력은 13.2 MW이다.⟧ ⟦هذا صحيح.⟧ ⟦🌡️ rose by 4.⟧', claims: ['전력은 13.2 MW이다.|', 'هذا صحيح.|', '🌡️ rose by 4.|'] },
  { name: 'a citation after the stop', markdown: '⟦One is so.[1]⟧ ⟦Two.[2][3]⟧', claims: ['One is so.[1]|', 'Two.[2][3]|'] },
  { name: 'raw HTML as text', markdown: '⟦A <b>bold</b> claim.⟧', claims: ['A &lt;b&gt;bold&lt;/b&gt; claim.|'] },
]
for (const { name, markdown, claims } of cases) test(`claims are placed over ${name}`, () => deepEqual(claimsIn(rendered(markdown)), claims))

test('two paragraphs of one claim: the mark comes once, at its end', () => {
  deepEqual(claimsIn(rendered('⟦One goes on\n\nhere.⟧')), ['One goes on', 'here.|'])
})

test('citations in every form, in lists, tables, headings and emphasis, and never in code', () => {
  const cited = (html: string): string[] => [...html.matchAll(/data-cite="(\d+)"(?: data-cite-to="(\d+)")?(?: data-cite-of="(\d+)")?[^>]*>([^<]*)</g)].map(([, n, to, of, text]) => [n, to, of, text].filter((one) => one !== undefined).join(' '))
  deepEqual(cited(rendered('⟦So it is [1].⟧ ⟦And so [2, 3] too.⟧ ⟦Here [4–6].⟧ ⟦그렇다【7】.⟧')), ['1 0 [1]', '2 1 2', '3 1 3', '4 6 2 [4–6]', '7 3 【7】'])
  deepEqual(cited(rendered('# ⟦Head [1]⟧\n\n- ⟦item **bold [2]** here⟧\n\n| a |\n| - |\n| ⟦cell [3]⟧ |\n\n⟦Run `a[4]` now.⟧\n\n```\na[5]\n```')), ['1 0 [1]', '2 1 [2]', '3 2 [3]'])
})

test('the rest after a sentence is widened whether or not claims are known yet', () => {
  const plain = 'One is so.[1] Two is not. Done'
  const rests = (html: string): number => html.split('class="rest"').length - 1
  equal(rests(rendered(plain)), 2)
  equal(rests(rendered('⟦One is so.[1]⟧ ⟦Two is not.⟧ Done')), 2)
  equal(rests(rendered('Version 1.2 is out, e.g. here.')), 1)
})

test('no script, handler or dangerous address survives', () => {
  const html = rendered('<img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) <script>alert(1)</script>\n\n<iframe src="https://x"></iframe>')
  equal(/<(?:script|iframe|img)|href="javascript/i.test(html), false)
})

test('an offset map walks past what the source has and the text has not', () => {
  const at = sourceOffsets('a*b&c', 'a\\*b&amp;c', 100)
  deepEqual([0, 1, 2, 3, 4, 5].map(at), [100, 102, 103, 104, 109, 110])
})

test('claims of a block are those that touch it, in its own offsets', () => {
  const claims = [0, 10, 20, 30].map((start, index) => ({ index, start, end: start + 8 }))
  deepEqual(claimsWithin(claims, 15, 32), [
    { index: 1, start: 0, end: 3 },
    { index: 2, start: 5, end: 13 },
    { index: 3, start: 15, end: 17 },
  ])
  deepEqual(claimsWithin(claims, 38, 60), [])
})
