/** What in a claim is frame and not content: "according to the passages provided", "the article notes that", words that any answer uses. */

const material = '(?:article|passage|text|datum|data|dataset|information|document|source|record|report|summary|context|excerpt|snippet|transcript|review|feedback|material|entry|listing|profile)s?'
const kinds = '(?:(?:provided|given|available|structured|above|following|source|customer|user|online|original|news|json|business|retrieved|these|those|this|that|same|various|several|some|most|many|the|all|of|our|your|a|an) ){0,4}'
const frames = [
  new RegExp(`\\b(?:according to|based (?:up)?on|as (?:per|stated in|mentioned in|described in|noted in|reported in|indicated in)|as (?:described|noted|stated|mentioned|reported|indicated) by|from what is said in) ${kinds}${material}(?: \\d+(?:(?:, \\d+)*,? and \\d+)?)?(?: (?:provided|given|above|available|supplied))?\\b`, 'giu'),
  new RegExp(`^(?:also |additionally,? |however,? |moreover,? |furthermore,? |overall,? |in addition,? )?(?:the|this) (?:provided |given |news |customer )?(?:${material}|author|speaker|writer)(?: \\d+)? (?:also |further |then |even )?(?:says?|states?|mentions?|notes?|discuss(?:es)?|describes?|highlights?|explains?|reports?|suggests?|indicates?|points? out|emphasi[sz]es?|concludes?|adds?|tells?|shows?|reveals?|provides?)(?: that)?\\b`, 'giu'),
  /^(?:in (?:summary|conclusion|short|addition|fact|general|contrast|other words)|to (?:summari[sz]e|conclude)|on the other hand|as a result|for (?:example|instance)|with (?:that|this) (?:said|in mind)|it (?:is|was|should be) (?:also )?(?:worth )?(?:noted|noting|mentioned|mentioning|important to note)(?: that)?)\b/giu,
]
/** Words of any answer: their absence from a source means nothing, and their presence neither. */
const plain = new Set(
  ('overall however additionally moreover furthermore therefore thus hence meanwhile additionally finally lastly similarly consequently nevertheless nonetheless although despite regarding concerning include includes including included ' +
    'various several many different certain particular specifically especially particularly notably mainly primarily generally typically often usually also well even still already yet rather instead ' +
    'mention mentions mentioned mentioning note notes noted noting state stated states stating describe described describes say says said saying indicate indicates indicated indicating suggest suggests suggested suggesting ' +
    'appear appears seem seems remain remains provide provides provided providing offer offers offered offering feature features featuring involve involves involving make makes made making use uses used using ' +
    'take takes get gets give gives given go goes way thing things something someone one ones others another within along among across towards toward upon via per').split(' '),
)
const silences = [
  /\b(?:no|not|n['’]t|never|without|lacks?|neither|nor)\b[^.;]{0,60}\b(?:information|mention(?:ed|s|ing)?|details?|specif(?:y|ied|ies|ics?)|provided?|provides|stated?|states|listed|indicated?|indicates|disclosed|given|clear|known|answer(?:ed)?|say|said)\b/iu,
  /\b(?:unable to (?:answer|determine|find|provide)|unknown|unclear|unspecified|cannot be (?:determined|answered|found))\b/iu,
]

/** @returns stretches of the claim (offsets in it) that only say where something is from, or lead over to it */
export function framed(text: string): { start: number; end: number }[] {
  if (text.length > 2000) return []
  const found = frames.flatMap((frame) => Array.from(text.matchAll(frame), (match) => ({ start: match.index, end: match.index + match[0].length })))
  // A claim that is frame and nothing else keeps its words.
  return found.reduce((sum, { start, end }) => sum + end - start, 0) > text.length * 0.8 ? [] : found
}

/** Whether the word, in lower case, is one that any answer uses. */
export function isPlain(word: string): boolean {
  return plain.has(word)
}

/** Whether the claim says that the sources do not say something. */
export function speaksOfSilence(text: string): boolean {
  return text.length < 1000 && silences.some((silence) => silence.test(text))
}
