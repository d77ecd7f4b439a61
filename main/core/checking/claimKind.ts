/** Names the kind of a claim from its wording: what can be checked, and what is a question, an order or a taste. */
import type { ClaimKind } from '../../../shared/model/claim.ts'

const imperative =
  /^(?:(?:please|first|next|then|finally|now|also|always|never|simply|just|do not|don['’]t|instead|\d+\.),?\s+)*(?:add|adjust|allow|apply|ask|avoid|bake|be (?:sure|aware|careful)|boil|bring|call|check|choose|click|combine|compare|configure|connect|consider|consult|contact|continue|cook|copy|cover|create|cut|download|drain|enable|ensure|enter|explore|feel free|fill|find|fold|follow|get|give|go|heat|hold|install|keep|leave|let|let['’]s|look|make|mix|move|note|open|pick|place|plan|pour|practi[cs]e|preheat|prepare|press|pull|push|put|read|refer|remember|remove|repeat|replace|rinse|run|save|see|select|serve|set|simmer|start|stir|stop|store|switch|take|tap|tell|think about|try|turn|type|understand|update|use|verify|visit|wait|wash|watch|wear|work|write)\b(?!\s+(?:is|was|are|were|has|had|of)\b)/iu
const talk =
  /^(?:sure|certainly|of course|absolutely|great question|i hope|hope this|let me know|feel free|thank you|thanks|you['’]re welcome|i['’]m sorry|i apologi[sz]e|unfortunately,? i|as an ai|your library does not say\b|what comes nearest in it:|here(?:['’]s| is| are)\b[^.]*:?$|in (?:summary|conclusion):?$)/iu
const opinion =
  /\b(?:i (?:think|believe|feel|guess|suspect|prefer|recommend|suggest)|in my (?:opinion|view)|arguably|personally|it (?:seems|feels) to me|my favou?rite|i['’]d (?:say|argue))\b/iu
const definition =
  /\b(?:is|are) (?:defined as|known as|called|the (?:term|name|ratio|process|practice|study|act|measure) (?:of|for))\b|\b(?:refers? to|stands? for|is short for|is an abbreviation)\b|^(?:an? |the )?[\p{L}\p{N} ()'’-]{2,50} means\b/iu
const quantity =
  /\p{N}|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|billion|trillion|half|twice|double|triple|percent|per cent)\b/iu

/** @param plain the claim's text without markup */
export function claimKind(plain: string): ClaimKind {
  if (/[?？؟]["'”’)]*$/u.test(plain)) return 'question'
  if (talk.test(plain) || imperative.test(plain)) return 'instruction'
  if (opinion.test(plain)) return 'opinion'
  if (definition.test(plain)) return 'definition'
  return quantity.test(plain) ? 'quantity' : 'fact'
}
