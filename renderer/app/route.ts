/** Places in the app are hashes, so that links, back and reload just work. */
import { createStore, type StoreApi } from 'zustand/vanilla'

/** Where to look in a rule set: a line, or the rule of an id; `file` finds the set when its id is not known. */
export interface RulePlace {
  readonly line?: number
  readonly rule?: string
  readonly file?: string
}

/** What the history is narrowed to. */
export interface HistoryPlace {
  readonly day?: string
  readonly note?: string
  readonly source?: string
  readonly set?: string
}

export type Route =
  | { readonly screen: 'chat'; readonly id?: string; readonly turn?: string; readonly find?: string }
  | { readonly screen: 'check'; readonly id?: string }
  | { readonly screen: 'sources'; readonly id?: string; readonly start?: number; readonly end?: number }
  | { readonly screen: 'notes'; readonly id?: string }
  | { readonly screen: 'experts'; readonly id?: string }
  | { readonly screen: 'compare'; readonly id?: string }
  | ({ readonly screen: 'rules'; readonly id?: string } & RulePlace)
  | { readonly screen: 'growth' }
  | ({ readonly screen: 'history' } & HistoryPlace)
  | { readonly screen: 'settings' }

/** Unknown places lead to a new chat. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const [screen, rawId, rawOf] = path.split('/')
  const id = rawId ? { id: decodeURIComponent(rawId) } : {}
  switch (screen) {
    case 'check':
    case 'notes':
    case 'experts':
    case 'compare':
      return { screen, ...id }
    case 'sources': {
      const range = new URLSearchParams(query)
      const number = (name: string): number | undefined => (/^\d{1,12}$/.test(range.get(name) ?? '') ? Number(range.get(name)) : undefined)
      const start = number('start')
      const end = number('end')
      return { screen, ...id, ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) }
    }
    case 'rules': {
      const place = new URLSearchParams(query)
      const [line, rule, file] = [place.get('line') ?? '', place.get('rule'), place.get('file')]
      return { screen, ...id, ...(/^\d{1,7}$/.test(line) ? { line: Number(line) } : {}), ...(rule ? { rule } : {}), ...(file ? { file } : {}) }
    }
    case 'history': {
      const day = new URLSearchParams(query).get('day') ?? ''
      const of = (rawId === 'note' || rawId === 'source' || rawId === 'set') && rawOf ? { [rawId]: decodeURIComponent(rawOf) } : {}
      return { screen, ...of, ...(/^\d{4}-\d\d-\d\d$/.test(day) ? { day } : {}) }
    }
    case 'growth':
    case 'settings':
      return { screen }
    default: {
      if (screen !== 'chat') return { screen: 'chat' }
      const message = new URLSearchParams(query)
      const [turn, find] = [message.get('turn'), message.get('find')]
      return { screen, ...id, ...(turn ? { turn } : {}), ...(turn && find ? { find } : {}) }
    }
  }
}

export const createRoutes = (): StoreApi<Route> => {
  const store = createStore<Route>(() => parseRoute(location.hash))
  window.addEventListener('hashchange', () => store.setState(parseRoute(location.hash), true))
  return store
}

export function go(href: string): void {
  location.hash = href
  // The browser tells of it later, after keys that are pressed already: at once the place is the new one.
  window.dispatchEvent(new HashChangeEvent('hashchange'))
}
