/** Links of the form `plumbline://ask?text=…` and `plumbline://check?text=…`: they put a text into a field, and can do nothing else. */

export const LINK_SCHEME = 'plumbline'

/** UTF-16 units of a text that a link may bring; operating systems pass on no more. */
const LONGEST = 20_000

export interface Prefill {
  readonly screen: 'ask' | 'check'
  readonly text: string
}

export const isDeepLink = (word: string): boolean => word.toLowerCase().startsWith(`${LINK_SCHEME}:`)

/** `undefined` for everything that is not exactly one of the two forms: another place, a path, credentials, a port, more parameters than the text, an empty text. */
export function readDeepLink(link: string): Prefill | undefined {
  const url = URL.parse(link)
  const screen = url?.host.toLowerCase()
  if (url?.protocol !== `${LINK_SCHEME}:` || (screen !== 'ask' && screen !== 'check')) return undefined
  if ((url.pathname !== '' && url.pathname !== '/') || url.username !== '' || url.password !== '' || url.hash !== '') return undefined
  const [parameter, ...more] = url.searchParams
  if (parameter?.[0] !== 'text' || more.length > 0) return undefined
  // Control characters could act on the field or hide; tabs and line ends are text.
  const text = parameter[1].replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '').trim()
  return text === '' || text.length > LONGEST ? undefined : { screen, text }
}
