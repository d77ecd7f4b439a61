/** Collects diagnostics for one file, turning offsets into lines and columns. */
import type { Diagnostic, Place } from './base.ts'

export interface Complaint {
  readonly start: number
  readonly end: number
  readonly code: string
  readonly message: string
  readonly mend: string
  readonly severity?: Diagnostic['severity']
  readonly replacement?: string
}

/** Lines and columns of one text; offsets are UTF-16, lines and columns count from 1. */
export class Lines {
  readonly file: string
  readonly #starts: number[] = [0]

  constructor(file: string, text: string) {
    this.file = file
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1)
  }

  line(offset: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }

  column(offset: number): number {
    return offset - (this.#starts[this.line(offset) - 1] ?? 0) + 1
  }

  place(start: number, end: number): Place {
    return { file: this.file, line: this.line(start), start, end }
  }

  diagnostic(complaint: Complaint): Diagnostic {
    const { start, end, code, message, mend, severity = 'error', replacement } = complaint
    const where = { file: this.file, line: this.line(start), column: this.column(start), start, end }
    return { ...where, severity, code, message, mend, ...(replacement === undefined ? {} : { replacement }) }
  }
}
