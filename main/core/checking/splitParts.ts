/** Cuts a claim into parts: clauses, list members and trailing phrases, as fine as each can be judged by itself. */
import cutterJson from '../../../assets/part-cutter.json' with { type: 'json' }
import type { Part } from '../../../shared/model/claim.ts'
import { boundaryFeatures, splitView, verbal } from './partBoundary.ts'
import { type TreeModel, treeScore } from './treeModel.ts'

/** Trees that give the log-odds of a cut, and from which log-odds on to cut. */
export interface PartCutter extends TreeModel {
  readonly from: number
}

const shipped = cutterJson as unknown as PartCutter
/** Words from which on a claim is cut at least once. */
const longInOnePiece = 9
const cjkBreak = /[，；：、,;]\s*/gu
const cjk = /[\u3040-\u30ff\u3400-\u9fff]/u

/**
 * @param text the claim's text; @param offset where it stands in the answer
 * @returns at least one part, in order, not overlapping, each literal
 */
export function splitParts(text: string, offset: number, cutter: PartCutter = shipped): Part[] {
  const cuts = cjk.test(text) ? Array.from(text.matchAll(cjkBreak), (match) => match.index + match[0].length) : cutsOf(text, cutter)
  const parts: Part[] = []
  let start = 0
  for (const cut of [...cuts, text.length]) {
    push(parts, text, start, cut, offset)
    start = cut
  }
  if (parts.length === 0) parts.push({ text, start: offset, end: offset + text.length })
  return parts
}

function cutsOf(text: string, cutter: PartCutter): number[] {
  const view = splitView(text)
  const cuts: number[] = []
  let likeliest = { at: -1, score: -Infinity }
  let last = 0
  let verbSeen = false
  for (let i = 1; i < view.words.length; i++) {
    verbSeen ||= verbal(view.words[i - 1]!.lower)
    const score = treeScore(cutter, boundaryFeatures(view, i, last, verbSeen))
    if (score > likeliest.score && i > 2 && i < view.words.length - 1) likeliest = { at: view.words[i]!.start, score }
    if (score <= cutter.from) continue
    cuts.push(view.words[i]!.start)
    last = i
    verbSeen = false
  }
  // A long claim in one piece would not show where it fails.
  return cuts.length === 0 && view.words.length >= longInOnePiece && likeliest.at !== -1 ? [likeliest.at] : cuts
}

/** A part begins with its first letter, digit or opening mark, and ends with its last or a closing one. */
function push(parts: Part[], text: string, from: number, to: number, offset: number): void {
  let start = from
  let end = to
  while (start < end && /[\s,;:]/u.test(text[start]!)) start++
  while (end > start && /[\s,;:([“—–]/u.test(text[end - 1]!)) end--
  if (/[\p{L}\p{N}]/u.test(text.slice(start, Math.min(end, start + 200)))) parts.push({ text: text.slice(start, end), start: offset + start, end: offset + end })
}
