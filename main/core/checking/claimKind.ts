/** Names the kind of a claim from its wording: what can be checked, and what is a question, an order or a taste. */
import type { ClaimKind } from '../../../shared/model/claim.ts'

const imperative =
  /^(?:(?:please|first|next|then|finally|now|also|always|never|simply|just|do not|don['’]t|instead|\d+\.),?\s+)*(?:add|adjust|allow|apply|ask|avoid|bake|be (?:sure|aware|careful)|boil|bring|call|check|choose|click|combine|compare|configure|connect|consider|consult|contact|continue|cook|copy|cover|create|cut|download|drain|enable|ensure|enter|explore|feel free|fill|find|fold|follow|get|give|go|heat|hold|install|keep|leave|let|let['’]s|look|make|mix|move|note|open|pick|place|plan|pour|practi[cs]e|preheat|prepare|press|pull|push|put|read|refer|remember|remove|repeat|replace|rinse|run|save|see|select|serve|set|simmer|start|stir|stop|store|switch|take|tap|tell|think about|try|turn|type|understand|update|use|verify|visit|wait|wash|watch|wear|work|write)\b(?!\s+(?:is|was|are|were|has|had|of)\b)/iu
const talk =
  /^(?:sure|certainly|of course|absolutely|great question|i hope|hope this|let me know|feel free|thank you|thanks|you['’]re welcome|i['’]m sorry|i apologi[sz]e|unfortunately,? i|as an ai|your library does not say\b|what comes nearest in it:|here(?:['’]s| is| are)\b[^.]*:?$|in (?:summary|conclusion):?$)/iu
/** Says of itself or of the sources that there is nothing to say: no quote could show it, and nothing is claimed. */
const silence = [
  /^(?:(?:sorry|unfortunately|i['’]m sorry|i apologi[sz]e)[,.]? )?(?:but )?(?:(?:i am|i['’]m|we are) )?unable to (?:answer|determine|find|provide|confirm)\b/iu,
  /^(?:(?:sorry|unfortunately|i['’]m sorry)[,.]? )?(?:but )?(?:i|we) (?:cannot|can['’]t|could not|couldn['’]t|do not|don['’]t) (?:answer|find|determine|tell|have (?:enough |any )?information)\b/iu,
  /^(?:(?:however|unfortunately|additionally|overall|also),? )?(?:the|these|those|this|that|neither|none)\b.{0,40}\b(?:passages?|texts?|articles?|documents?|contexts?|sources?|data|information|excerpts?|snippets?)(?: \d+)? (?:(?:provided|given|above|available) )?(?:do(?:es)? not|don['’]t|doesn['’]t|did not|didn['’]t) (?:(?:directly|explicitly|specifically|clearly|actually) )?(?:mention|provide|specify|state|say|contain|include|give|address|answer|discuss|indicate|offer)\b/iu,
  /^(?:(?:however|unfortunately|additionally),? )?there (?:is|was) (?:no|not enough|insufficient) (?:information|mention|evidence|data|detail)\b/iu,
]
const opinion =
  /\b(?:i (?:think|believe|feel|guess|suspect|prefer|recommend|suggest)|in my (?:opinion|view)|arguably|personally|it (?:seems|feels) to me|my favou?rite|i['’]d (?:say|argue))\b/iu
const definition =
  /\b(?:is|are) (?:defined as|known as|called|the (?:term|name|ratio|process|practice|study|act|measure) (?:of|for))\b|\b(?:refers? to|stands? for|is short for|is an abbreviation)\b|^(?:an? |the )?[\p{L}\p{N} ()'’-]{2,50} means\b/iu
const quantity =
  /\p{N}|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|billion|trillion|half|twice|double|triple|percent|per cent)\b/iu

/** @param plain the claim's text without markup */
export function claimKind(plain: string): ClaimKind {
  if (/[?？؟]["'”’)]*$/u.test(plain)) return 'question'
  if (isTalk(plain) || imperative.test(plain)) return 'instruction'
  if (opinion.test(plain)) return 'opinion'
  if (definition.test(plain)) return 'definition'
  return quantity.test(plain) ? 'quantity' : 'fact'
}

/** Greetings, announcements, and the admission that the sources do not say: talk around the answer, true of nothing. */
export function isTalk(plain: string): boolean {
  return plain.length < 400 && (talk.test(plain) || (!/[,;] (?:but|however|although|while|though)\b/iu.test(plain) && silence.some((each) => each.test(plain))))
}

/** Questions and talk state nothing that could lack support; an instruction may well be made up. */
export function statesNothing(kind: ClaimKind, plain: string): boolean {
  return kind === 'question' || isTalk(plain)
}
