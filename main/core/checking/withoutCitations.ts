/** A text in which citations like `[3]` and `【3】` are blanks of the same length: they say where a statement is from, and are no part of it. */
const CITATION = /\[\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\]|[【［〔][\d０-９]{1,3}(?:\s*[,，、–-]\s*[\d０-９]{1,3})*(?:†[^】］〕]{0,40})?[】］〕]/g

/** Offsets stay as they are. */
export function withoutCitations(text: string): string {
  return text.replace(CITATION, (mark) => ' '.repeat(mark.length))
}
