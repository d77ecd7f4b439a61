/** Remembers who is being talked about, and puts the name where a pronoun stands, only when it can be nobody else. */

const nameRun = /\p{Lu}[\p{L}\p{M}'’.-]*(?:\s+(?:(?:of|the|de|la|van|von|der|den|del|di|da|bin|al|and|&)\s+){0,2}\p{Lu}[\p{L}\p{M}\p{N}'’.-]*)*/gu
const leadingName = /^(?:The\s+)?(\p{Lu}[\p{L}\p{M}\p{N}'’.-]*(?:\s+(?:(?:of|the|de|la|van|von|der|den|del|di|da|bin|al)\s+){0,2}\p{Lu}[\p{L}\p{M}\p{N}'’.-]*){0,5})\s+(?:(?:is|was|are|were|has|had|have|will|can|also|first|began|became|joined|served|won|made|wrote|played|founded|received|died|lives|lived|works|worked|offers|provides)\b|\p{Ll}+(?:ed|s)\b)/u
const pronoun = /^(He|She|It|His|Her|Its)\b(?!['’]s\b)/u
const notNames = new Set(['The', 'A', 'An', 'In', 'On', 'At', 'It', 'He', 'She', 'They', 'We', 'I', 'You', 'This', 'That', 'These', 'Those', 'However', 'Additionally', 'Overall', 'There', 'Both', 'Some', 'Many', 'Most', 'Each', 'Every', 'All', 'If', 'When', 'While', 'As', 'For', 'Also', 'One', 'His', 'Her', 'Its', 'Their', 'What', 'Who', 'Which', 'Here', 'Another', 'Other'])

export class SubjectMemory {
  #subject = ''
  /** How many claims ago the subject was named; after three it is no longer certain. */
  #age = 0

  forget(): void {
    this.#subject = ''
  }

  /** @returns the claim with a leading pronoun replaced, or as it was. */
  resolve(plain: string): string {
    const match = pronoun.exec(plain)
    if (match !== null && this.#subject !== '' && this.#age < 4) {
      this.#age++
      const possessive = /^(?:His|Its)$/u.test(match[1]!) || (match[1] === 'Her' && !/^Her\s+(?:is|was)\b/u.test(plain))
      const resolved = `${this.#subject}${possessive ? '’s' : ''}${plain.slice(match[0].length)}`
      if (otherNames(plain, this.#subject)) this.#subject = ''
      return resolved
    }
    const name = leadingName.exec(plain)?.[1]?.replace(/['’]s$/u, '')
    if (name !== undefined && !notNames.has(name.split(/\s+/u)[0]!)) {
      const full = plain.startsWith('The ') && !name.startsWith('The ') ? `The ${name}` : name
      // A short form of the name in hand ("Curie" after "Marie Curie") keeps the long one.
      if (!this.#subject.endsWith(` ${name}`)) this.#subject = full
      this.#age = 0
      if (otherNames(plain, full)) this.#subject = ''
    } else if (match === null && !otherNames(` ${plain}`, this.#subject)) this.#age++
    else this.#subject = ''
    return plain
  }
}

/** A second name in the sentence could own the next pronoun: then nothing is certain. */
function otherNames(plain: string, subject: string): boolean {
  const rest = plain.startsWith(subject) ? plain.slice(subject.length) : plain.slice(1)
  for (const match of rest.matchAll(nameRun)) {
    const name = match[0]
    const before = rest.slice(0, match.index).trimEnd()
    if (/\b(?:in|at|from|on|of|since|until|to|near|the|an?|by)$/iu.test(before)) continue
    if (/^(?:January|February|March|April|May|June|July|August|September|October|November|December)/u.test(name)) continue
    if (!subject.includes(name) && !notNames.has(name)) return true
  }
  return false
}
