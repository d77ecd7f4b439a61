/** The table of faults as a page of the documentation, written from what the test saw. */
import { modelProtocols } from '../../shared/model/settings.ts'
import { problemSentence } from '../../shared/problemSentence.ts'
import type { ProblemCode } from '../../shared/problem.ts'

type Protocol = (typeof modelProtocols)[number]

export interface FaultRow {
  readonly fault: string
  /** How the turn ended, by protocol; several where it depends on the event. */
  readonly ended: Readonly<Record<Protocol, readonly string[]>>
}

const names = { openai: 'OpenAI-compatible', anthropic: 'Anthropic', google: 'Google', ollama: 'Ollama' } as const

/** Neighbours that ended alike are one: `1–3: …; 4: …`. */
function runs(ended: readonly string[]): string {
  if (ended.length === 1) return ended[0]!
  const found: { from: number; to: number; how: string }[] = []
  for (const [index, how] of ended.entries()) {
    const last = found.at(-1)
    if (last?.how === how) last.to = index
    else found.push({ from: index, to: index, how })
  }
  return found.map(({ from, to, how }) => `${from === to ? from + 1 : `${from + 1}–${to + 1}`}: ${how}`).join('<br>')
}

const HEAD = `# How a turn ends when the model fails

Each fault is played over the real bytes of four protocols, through the real core. This table is written by the test that plays them
(\`UPDATE=1\` rewrites it), and the test fails when the table is not true.

For every line the test also sees that the turn ends at all, that each sentence which was kept has its verdict, that the reason is one
sentence without a key in it, and that the next question in the same conversation is answered.

A cell says how the turn ended (\`done\`, \`cancelled\`, or the code of the problem), and what is kept of the answer: the *whole*, a *part*
(a beginning, marked as broken off), *nothing*, or *other* (what arrived is not a beginning of the answer: words came twice, were lost
on the way, or went on for ever). Where a fault may hit any event of the stream, the events are counted from 1.

Before anything of an answer has arrived, passing faults (408, 409, 429, 500, 502, 503, 504, 529, no connection) are tried again twice, after
0.5 and 2 seconds or after what the server asks for in \`Retry-After\`; a server that asks for more than 30 seconds is not asked again.
Once a word has arrived nothing is tried again: it would be said twice.
`

export function faultTable(rows: readonly FaultRow[]): string {
  const lines = rows.map(({ fault, ended }) => {
    const cells = modelProtocols.map((protocol) => runs(ended[protocol]))
    return `| ${fault} | ${cells.join(' | ')} |`
  })
  const codes = [...new Set(rows.flatMap(({ ended }) => modelProtocols.flatMap((protocol) => ended[protocol].map((how) => how.split(',')[0]!))))].filter((code) => code.includes('.')).sort()
  return [
    HEAD,
    `| Fault | ${modelProtocols.map((protocol) => names[protocol]).join(' | ')} |`,
    '|---|---|---|---|---|',
    ...lines,
    '',
    '## What the person reads',
    '',
    '| Problem | Sentence |',
    '|---|---|',
    ...codes.map((code) => `| \`${code}\` | ${problemSentence({ code: code as ProblemCode })} |`),
    '',
  ].join('\n')
}
