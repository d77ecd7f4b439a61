/** Which links leave the app for the person's browser or mail program: those of three kinds, by their own click. */

const OUTWARD: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:'])
/** Operating systems have limits, and links that are longer are no links. */
const LONGEST = 8000

/** The link as it may be opened, or `undefined`: `javascript:`, `file:`, `data:`, other programs' schemes, credentials and what is no link at all stay. */
export function outwardLink(link: unknown): string | undefined {
  if (typeof link !== 'string' || link.length > LONGEST) return undefined
  const url = URL.parse(link)
  if (url === null || !OUTWARD.has(url.protocol)) return undefined
  return url.username === '' && url.password === '' ? url.href : undefined
}
