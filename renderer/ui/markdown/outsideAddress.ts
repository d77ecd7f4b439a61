/** Which addresses of an answer may be opened outside, spelled so that nothing in them deceives the eye. */

/** Longer ones are no addresses that anybody reads before opening them. */
const LONGEST = 2000

/** Host names in their ASCII form, everything else percent-encoded; `undefined` for whatever is neither web nor mail. */
export function outsideAddress(href: string | undefined): string | undefined {
  if (href === undefined || href.length > LONGEST) return undefined
  const url = URL.parse(href)
  if (url === null || !/^(?:https?|mailto):$/.test(url.protocol)) return undefined
  // A name before the host is only ever there to look like one.
  if (url.username !== '' || url.password !== '') return undefined
  return url.href
}
