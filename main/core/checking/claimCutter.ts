/** Cuts an answer into claims while it streams: a claim comes out as soon as its end is certain. */
import type { Claim } from '../../../shared/model/claim.ts'
import { type AnswerLine, answerLine, isDelimiterRow, rowCells, settledLine } from './answerLine.ts'
import { fullStops, latinStops, sentenceEnd } from './sentenceEnd.ts'
import { ClaimMaker } from './claimMaker.ts'

const newline = 10
const bar = 124
const tick = 96
const stopCodes = new Set([...fullStops, ...latinStops].map((c) => c.charCodeAt(0)))
/** A stop inside a code span does not end a sentence; a tick that is not closed within so many characters is no span. */
const longestCodeSpan = 200

/**
 * Feed the answer in pieces of any size; what comes out, joined, is the same for every way of cutting the pieces.
 * Offsets count from the first character fed.
 */
export class ClaimCutter {
  #text = ''
  #base = 0
  #waiting: string[] = []
  #waitingLength = 0
  #out: Claim[] = []
  readonly #maker = new ClaimMaker()

  /** Where the line in hand begins, whether it is being scanned as running text, and how far. */
  #line = 0
  #inText = false
  #scan = 0
  #searched = 0
  /** A sentence of this line has already ended (or it was looked at), so the line is no table header. */
  #committed = false
  #codeAt = -1
  /** Where the open sentence begins; -1: no paragraph is open. */
  #from = -1
  #lastLineEnd = 0
  #lastLineStart = 0
  #quoted = false
  #item = false
  #fence = ''
  #indented = false
  #inList = false
  #afterBlank = true
  #columns: string[] | undefined

  /** Takes the next piece; returns the claims that are now certain. */
  feed(piece: string): Claim[] {
    this.#waiting.push(piece)
    this.#waitingLength += piece.length
    // A very long open sentence is looked at in growing steps, so that the work stays linear.
    if (this.#text.length > 20_000 && this.#waitingLength * 8 < this.#text.length) return []
    this.#advance(false)
    return this.#take()
  }

  /** Says that the answer is complete; returns the claims that were still open. */
  finish(): Claim[] {
    this.#advance(true)
    return this.#take()
  }

  #take(): Claim[] {
    const out = this.#out
    this.#out = []
    // Behind the first sentence of a line its beginning is no longer needed, so `#line` may become negative.
    const keep = this.#from === -1 ? this.#line : this.#inText && this.#committed ? this.#from : Math.min(this.#from, this.#line)
    if (keep > 0) {
      this.#text = this.#text.slice(keep)
      this.#base += keep
      this.#line -= keep
      this.#scan -= keep
      this.#searched = Math.max(0, this.#searched - keep)
      if (this.#from !== -1) this.#from -= keep
      this.#lastLineEnd -= keep
      this.#lastLineStart -= keep
      if (this.#codeAt !== -1) this.#codeAt -= keep
    }
    return out
  }

  #advance(final: boolean): void {
    this.#text += this.#waiting.join('')
    this.#waiting = []
    this.#waitingLength = 0
    while (this.#inText ? this.#scanText(final) : this.#readLine(final)) {
      // Each step moves on; both return false when they need more text.
    }
  }

  #lineEnd(from: number, final: boolean): number {
    const at = this.#text.indexOf('\n', Math.max(from, from === this.#line ? this.#searched : from))
    if (at !== -1) return at
    if (from === this.#line) this.#searched = this.#text.length
    return final ? this.#text.length : -1
  }

  #readLine(final: boolean): boolean {
    if (this.#line >= this.#text.length) {
      if (final) this.#close()
      return false
    }
    const end = this.#lineEnd(this.#line, final)
    if (end === -1) {
      if (this.#fence !== '' || this.#indented || this.#columns !== undefined) return false
      const settled = settledLine(this.#text.slice(this.#line, this.#line + 80))
      if (settled === undefined) return false
      this.#startText(settled)
      return true
    }
    const raw = this.#text.slice(this.#line, end)
    const content = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    return this.#takeLine(content, end, final)
  }

  #takeLine(content: string, end: number, final: boolean): boolean {
    const line = answerLine(content)
    if (this.#fence !== '') {
      if (content.trim().startsWith(this.#fence) && content.trim().replaceAll(this.#fence[0]!, '') === '') this.#fence = ''
      this.#afterBlank = true
      return this.#nextLine(end)
    }
    if (this.#indented) {
      if (line.is === 'blank' || (line.is === 'text' && line.indent >= 4)) return this.#nextLine(end)
      this.#indented = false
    }
    if (this.#columns !== undefined) {
      if (line.is === 'row' || (line.is === 'text' && content.includes('|'))) {
        this.#row(content, 'at' in line ? line.at : 0)
        return this.#nextLine(end)
      }
      this.#columns = undefined
    }
    switch (line.is) {
      case 'blank':
        this.#close()
        this.#afterBlank = true
        return this.#nextLine(end)
      case 'skip':
        if (/^\s*[=-]+\s*$/u.test(content) && this.#from !== -1 && !this.#item) this.#heading(this.#from, this.#lastLineEnd, content.includes('=') ? 1 : 2)
        this.#close()
        return this.#nextLine(end)
      case 'fence':
        this.#close()
        this.#fence = line.mark
        return this.#nextLine(end)
      case 'heading':
        this.#close()
        this.#inList = false
        this.#heading(this.#line + line.at, this.#line + content.trimEnd().replace(/(?<=\s)#+$/u, '').trimEnd().length, line.level)
        this.#afterBlank = true
        return this.#nextLine(end)
      case 'row': {
        const next = end >= this.#text.length ? -1 : this.#lineEnd(end + 1, final)
        if (next === -1 && !final) return false
        this.#close()
        const under = next === -1 ? '' : this.#text.slice(end + 1, next)
        if (isDelimiterRow(under)) return this.#openTable(content, line.at, next)
        this.#columns = []
        this.#row(content, line.at)
        return this.#nextLine(end)
      }
      case 'text':
        if (line.indent >= 4 && this.#from === -1 && !this.#inList && this.#afterBlank) {
          this.#indented = true
          return this.#nextLine(end)
        }
        this.#startText(line)
        return true
      case 'item':
        this.#startText(line)
        return true
    }
  }

  #nextLine(end: number): true {
    this.#line = Math.min(end + 1, this.#text.length)
    this.#searched = this.#line
    return true
  }

  #startText(line: Extract<AnswerLine, { is: 'text' | 'item' }>): void {
    const start = this.#line + line.at
    if (this.#from !== -1) {
      if (line.is === 'item' || line.quoted !== this.#quoted) this.#close()
      else if (this.#breaksAfterLastLine(start)) {
        this.#emit(this.#from, this.#lastLineEnd)
        this.#from = start
      }
    }
    if (this.#from === -1) {
      if (line.is === 'item') this.#inList = true
      else if (this.#afterBlank && line.indent === 0) {
        this.#inList = false
        this.#maker.leaveList()
      }
      this.#from = start
      this.#item = line.is === 'item'
      this.#quoted = line.is === 'text' && line.quoted
    }
    this.#afterBlank = false
    this.#scan = start
    this.#committed = line.is === 'item'
    this.#inText = true
    this.#codeAt = -1
  }

  /** Inside a paragraph a line end usually means nothing; short lines, hard breaks and labels are lines of their own. */
  #breaksAfterLastLine(start: number): boolean {
    const tail = this.#text.slice(Math.max(0, this.#lastLineEnd - 8), this.#lastLineEnd)
    if (/(?: {2}|\\|[:：])\r?$/u.test(tail)) return true
    return this.#lastLineEnd - this.#lastLineStart < 50 && !/[,;(–-]\s*$/u.test(tail) && /^[\p{Lu}\p{N}\p{Lo}\p{So}]/u.test(this.#text.slice(start, start + 2))
  }

  #scanText(final: boolean): boolean {
    const text = this.#text
    for (let i = this.#scan; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code === newline) {
        this.#lastLineStart = this.#line
        this.#lastLineEnd = i
        this.#inText = false
        this.#nextLine(i)
        return true
      }
      if (code === tick) this.#codeAt = this.#codeAt === -1 || i - this.#codeAt > longestCodeSpan ? i : -1
      else if (code === bar && !this.#committed) {
        const verdict = this.#tableAt(i, final)
        if (verdict !== 'no') {
          this.#scan = i
          return verdict === 'yes'
        }
        this.#committed = true
      } else if (stopCodes.has(code)) {
        if (this.#codeAt !== -1 && i - this.#codeAt <= longestCodeSpan) {
          const closes = closesSoon(text, i)
          if (closes === 'unknown' && !final) {
            this.#scan = i
            return false
          }
          if (closes === 'yes') continue
        }
        const end = sentenceEnd(text, i, this.#from, text.length, final)
        if (end === 'unknown') {
          this.#scan = i
          return false
        }
        if (end === 'no') {
          while (i + 1 < text.length && stopCodes.has(text.charCodeAt(i + 1))) i++
          continue
        }
        this.#emit(this.#from, end)
        this.#committed = true
        this.#from = end
        this.#codeAt = -1
        i = end - 1
      }
    }
    this.#scan = text.length
    if (!final) return false
    this.#lastLineStart = this.#line
    this.#lastLineEnd = text.length
    this.#inText = false
    this.#line = text.length
    return true
  }

  #tableAt(at: number, final: boolean): 'yes' | 'no' | 'unknown' {
    const end = this.#lineEnd(at, final)
    if (end === -1) return 'unknown'
    if (end >= this.#text.length) return 'no'
    const next = this.#lineEnd(end + 1, final)
    if (next === -1) return 'unknown'
    if (!isDelimiterRow(this.#text.slice(end + 1, next))) return 'no'
    if (this.#from < this.#line) this.#emit(this.#from, this.#lastLineEnd)
    this.#from = -1
    this.#inText = false
    this.#openTable(this.#text.slice(this.#line, end), 0, next)
    return 'yes'
  }

  #openTable(header: string, at: number, next: number): true {
    this.#columns = rowCells(header, at).map((cell) => header.slice(cell.start, cell.end).trim())
    return this.#nextLine(next)
  }

  #row(line: string, at: number): void {
    const cells = rowCells(line, at).map((cell) => ({ ...cell, text: line.slice(cell.start, cell.end).trim() }))
    const label = cells.length > 1 ? cells[0]!.text : ''
    cells.forEach((cell, i) => {
      const column = this.#columns?.[i] ?? ''
      const isLabel = i === 0 && cells.length > 1 && !/[.!?。]$/u.test(cell.text)
      if (!isLabel) this.#add(this.#line + cell.start, this.#line + cell.end, { row: i === 0 ? '' : label, column })
    })
  }

  #heading(start: number, end: number, level: number): void {
    const text = this.#text.slice(start, end).trim()
    if (this.#from !== -1) this.#from = -1
    if (/[.。!]["”*]*$/u.test(text) && text.split(/\s+/u).length >= 4) this.#emit(start, end)
    else this.#maker.heading(text, level)
  }

  #close(): void {
    if (this.#from !== -1) this.#emit(this.#from, this.#lastLineEnd)
    this.#from = -1
    this.#item = false
  }

  #emit(start: number, end: number): void {
    this.#add(start, end, this.#item ? 'item' : 'sentence')
  }

  #add(start: number, end: number, place: 'item' | 'sentence' | { row: string; column: string }): void {
    const claim = this.#maker.make(this.#text.slice(start, end), this.#base + start, place)
    if (claim !== undefined) this.#out.push(claim)
  }
}

function closesSoon(text: string, from: number): 'yes' | 'no' | 'unknown' {
  for (let i = from; i < from + longestCodeSpan; i++) {
    if (i >= text.length) return 'unknown'
    const code = text.charCodeAt(i)
    if (code === tick) return 'yes'
    if (code === newline) return 'no'
  }
  return 'no'
}
