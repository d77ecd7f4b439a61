/** The check that a proof bundle runs on itself, in any browser and offline. It is written into the page as it stands here, so it uses nothing from outside itself. */

export interface BundleVerdict {
  readonly whole: boolean
  /** What does not hold, each in a sentence. */
  readonly faults: readonly string[]
  readonly fingerprint: string
  readonly counts: { readonly notes: number; readonly quotes: number; readonly rules: number }
}

/**
 * @param text the data of the page, as JSON
 * @param stated the fingerprint that the page states: SHA-256 of that text, in hexadecimal
 * @param digest SHA-256 of a text, in hexadecimal
 */
export async function verifyBundle(text: string, stated: string, digest: (text: string) => Promise<string>): Promise<BundleVerdict> {
  const faults: string[] = []
  const fingerprint = await digest(text)
  const counts = { notes: 0, quotes: 0, rules: 0 }
  if (fingerprint !== stated) faults.push('The data does not have the fingerprint that the page states.')
  /* eslint-disable @typescript-eslint/no-explicit-any -- the data is whatever somebody made of it */
  let data: any
  try {
    data = JSON.parse(text)
  } catch {
    return { whole: false, faults: ['The data cannot be read.'], fingerprint, counts }
  }
  const canonical = (value: any): string => {
    if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']'
    if (typeof value !== 'object' || value === null) return JSON.stringify(value)
    return '{' + Object.keys(value).sort().map((key) => JSON.stringify(key) + ':' + canonical(value[key])).join(',') + '}'
  }
  const listed = async (what: string, items: Record<string, any>, hashes: Record<string, any>): Promise<void> => {
    for (const id of Object.keys(hashes)) if (!(id in items)) faults.push('The ' + what + ' ' + id + ' is missing.')
    for (const id of Object.keys(items)) {
      if (!(id in hashes)) faults.push('The ' + what + ' ' + id + ' was added.')
      else if ((await digest(canonical(items[id]))) !== hashes[id]) faults.push('The ' + what + ' ' + id + ' was changed.')
    }
  }
  /** The verdict that logic and sources give, by the app's one table. */
  const weighed = (note: any): string => {
    if (note.by === 'person') return note.vouched ? 'verified' : 'unverified'
    if (note.logic === 'refuted') return 'contradicted'
    if (note.kind !== 'fact' && note.kind !== 'quantity' && note.kind !== 'definition') return 'not-checkable'
    if (note.sources === 'contradicted') return 'contradicted'
    if (note.policies > 0 || note.sources === 'disputed' || note.logic === 'inconsistent') return 'unverified'
    return note.logic === 'proved' || note.sources === 'supported' ? 'verified' : 'unverified'
  }
  try {
    const { notes, sources, rules, hashes } = data
    const byId: Record<string, any> = {}
    for (const note of notes) {
      if (note.id in byId) faults.push('The note ' + note.id + ' is there twice.')
      byId[note.id] = note
    }
    await listed('note', byId, hashes.notes)
    await listed('source', sources, hashes.sources)
    await listed('rule text', rules, hashes.rules)
    if ((await digest(canonical({ notes: hashes.notes, sources: hashes.sources, rules: hashes.rules, made: data.made }))) !== hashes.all) faults.push('The list of hashes was changed.')
    for (const key of Object.keys(rules)) {
      counts.rules += 1
      if ((await digest(rules[key].text)) !== rules[key].sha256) faults.push('The text of ' + rules[key].file + ' does not have its hash.')
    }
    for (const note of notes) {
      counts.notes += 1
      if (weighed(note) !== note.verdict) faults.push('The verdict of “' + note.statement + '” does not follow from its evidence.')
      if (note.verdict === 'verified' && note.by === 'embedded' && !note.evidence.some((one: any) => one.stance === 'supports')) faults.push('“' + note.statement + '” is called verified by a source, and no quote supports it.')
      if (note.verdict === 'verified' && note.by === 'rules' && note.because.length === 0) faults.push('“' + note.statement + '” is called proved, and no reason is given.')
      for (const one of note.evidence) {
        counts.quotes += 1
        if (one.end - one.start !== one.quote.length) faults.push('A quote of “' + note.statement + '” does not have the length that its place gives it.')
        if (one.context && one.context.text.slice(one.start - one.context.start, one.end - one.context.start) !== one.quote) faults.push('A quote of “' + note.statement + '” does not stand where it is said to stand.')
      }
      for (const one of note.because) {
        if (one.text === undefined) continue
        const rule = rules[one.text]
        if (!rule) faults.push('The rule text that proves “' + note.statement + '” is missing.')
        else if (one.line < 1 || one.line > rule.text.split('\n').length) faults.push('Line ' + one.line + ' of ' + rule.file + ' is not there.')
      }
    }
  } catch {
    faults.push('The data does not have the form of a proof bundle.')
  }
  /* eslint-enable */
  return { whole: faults.length === 0, faults, fingerprint, counts }
}
