/** A text from elsewhere as one line for a terminal: control characters and marks that turn the writing direction must not reach it. */
export function oneLine(text: string): string {
  return text.replace(/[\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim()
}
