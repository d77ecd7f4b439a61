/** The words of good next questions, in the languages that they can be asked in; for every other language the claim itself is quoted. */

/** What a question is made of; all of it is quoted, none of it is rewritten. */
export interface Words {
  /** Refuted by the person's own rule. */
  readonly rule: (claim: string, rule: string, isFact: boolean) => Asked
  /** A source says another word in its place. */
  readonly clash: (claim: string, ours: string, theirs: string, title: string) => Asked
  readonly against: (claim: string, title: string) => Asked
  readonly contested: (claim: string, pro: string, con: string) => Asked
  /** `what` of `whom`, a quantity or relation of the rules, would decide the claim. */
  readonly undecided: (claim: string, what: string, whom: string) => Asked
  readonly stale: (note: string, because: string) => Asked
  readonly unverified: (claim: string) => Asked
}

export interface Asked {
  readonly text: string
  readonly why: string
}

const english: Words = {
  rule: (claim, rule, isFact) => ({ text: `Which is wrong: “${claim}”, or the ${isFact ? 'fact' : 'rule'} “${rule}”?`, why: `Your ${isFact ? 'fact' : 'rule'} “${rule}” refutes it.` }),
  clash: (claim, ours, theirs, title) => ({ text: `“${claim}”: is it ${ours}, or ${theirs} as “${title}” says?`, why: `The answer says ${ours}, “${title}” says ${theirs}.` }),
  against: (claim, title) => ({ text: `What does “${title}” say against “${claim}”?`, why: `“${title}” says otherwise.` }),
  contested: (claim, pro, con) => ({ text: `Which is right about “${claim}”: “${pro}” or “${con}”?`, why: `“${pro}” says so, “${con}” says otherwise.` }),
  undecided: (claim, what, whom) => ({
    text: whom === '' ? `What is known of “${what}”?` : `What is known of “${what}” for ${whom}?`,
    why: `Your rules leave “${claim}” open; this would decide it.`,
  }),
  stale: (note, because) => ({ text: `Does it still hold that “${note}”?`, why: because === '' ? 'Your note on it is out of date.' : `Your note on it is out of date: ${because}` }),
  unverified: (claim) => ({ text: `Where is it shown that “${claim}”?`, why: 'Nothing in your rules or sources speaks for it yet.' }),
}

const korean: Words = {
  rule: (claim, rule, isFact) => ({ text: `“${claim}”와 ${isFact ? '사실' : '규칙'} “${rule}” 중 어느 쪽이 틀렸나요?`, why: `${isFact ? '사실' : '규칙'} “${rule}”에 어긋납니다.` }),
  clash: (claim, ours, theirs, title) => ({ text: `“${claim}”: ${ours}인가요, 아니면 “${title}”에 나온 ${theirs}인가요?`, why: `답변에는 ${ours}, “${title}”에는 ${theirs}라고 되어 있습니다.` }),
  against: (claim, title) => ({ text: `“${title}”에는 “${claim}”와 다른 어떤 내용이 있나요?`, why: `“${title}”의 내용과 다릅니다.` }),
  contested: (claim, pro, con) => ({ text: `“${claim}”에 대해 “${pro}”와 “${con}” 중 어느 쪽이 맞나요?`, why: `“${pro}”에는 그렇게, “${con}”에는 다르게 나와 있습니다.` }),
  undecided: (claim, what, whom) => ({
    text: whom === '' ? `“${what}”에 대해 알려진 것은 무엇인가요?` : `${whom}의 “${what}”에 대해 알려진 것은 무엇인가요?`,
    why: `규칙만으로는 “${claim}”를 정할 수 없고, 이것을 알면 정해집니다.`,
  }),
  stale: (note, because) => ({ text: `“${note}”라는 내용이 지금도 맞나요?`, why: because === '' ? '이에 관한 메모가 오래되었습니다.' : `이에 관한 메모가 오래되었습니다: ${because}` }),
  unverified: (claim) => ({ text: `“${claim}”라는 근거는 어디에 있나요?`, why: '규칙이나 자료에서 아직 근거를 찾지 못했습니다.' }),
}

/** The claim alone, as a question: it needs no grammar but a question mark. The reason is told in the language of the screen. */
const quoting: Words = {
  ...english,
  rule: (claim, rule, isFact) => ({ ...english.rule(claim, rule, isFact), text: `“${claim}”?` }),
  clash: (claim, ours, theirs, title) => ({ ...english.clash(claim, ours, theirs, title), text: `“${claim}”: ${ours}? ${theirs}?` }),
  against: (claim, title) => ({ ...english.against(claim, title), text: `“${claim}”?` }),
  contested: (claim, pro, con) => ({ ...english.contested(claim, pro, con), text: `“${claim}”: “${pro}”? “${con}”?` }),
  undecided: (claim, what, whom) => ({ ...english.undecided(claim, what, whom), text: whom === '' ? `“${claim}”: ${what}?` : `“${claim}”: ${what} (${whom})?` }),
  stale: (note, because) => ({ ...english.stale(note, because), text: `“${note}”?` }),
  unverified: (claim) => ({ ...english.unverified(claim), text: `“${claim}”?` }),
}

const hangul = /\p{Script=Hangul}/u
const otherLetters = /[\p{L}--[\p{Script=Latin}\p{Script=Hangul}]]/v
/** Common words of English, and of other languages in Latin letters: whichever a question has more of is its language. */
const ofEnglish = /\b(?:the|what|which|who|whom|whose|when|where|why|how|is|are|was|were|does|did|do|can|could|should|would|has|have|of|and|there|tell|explain|compare|list|give)\b/giu
const ofOthers = /[äöüßéèêàçñõãåøæœ¿¡]|\b(?:der|die|das|und|ist|sind|wie|welche[rsnm]?|le|la|les|des|est|quel(?:le)?|qui|el|los|las|cuál|il|che|het|een|van|och|är)\b/giu
const count = (text: string, words: RegExp): number => text.match(words)?.length ?? 0

/** The words for the language of this question. */
export function wordsFor(question: string): Words {
  if (hangul.test(question)) return korean
  if (otherLetters.test(question)) return quoting
  return count(question, ofEnglish) > count(question, ofOthers) ? english : quoting
}
