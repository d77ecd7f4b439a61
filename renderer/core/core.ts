/** Everything of the core that more than one feature needs, made once at the start. */
import { type Answerers, createAnswerers } from './answerers.ts'
import { type Changes, watchChanges } from './changes.ts'
import type { Connection } from './client.ts'
import { createInfo, type InfoStore } from './info.ts'
import { createKeptClaims, type KeptClaims } from './keptClaims.ts'
import { createNotices, type Notices } from './notices.ts'
import { createQuoteContexts, type QuoteContexts } from './quoteContexts.ts'
import { createRuleSets, type RuleSets } from './ruleSets.ts'
import { createSettings, type SettingsStore } from './settings.ts'

export interface Core {
  readonly connection: Connection
  readonly changes: Changes
  readonly notices: Notices
  readonly info: InfoStore
  readonly settings: SettingsStore
  readonly kept: KeptClaims
  readonly quotes: QuoteContexts
  readonly ruleSets: RuleSets
  readonly answerers: Answerers
  /** Goes to a place in the app, such as `#/chat/ID`. */
  readonly go: (href: string) => void
  /** Remembers where the person is; what comes back goes to a place unless they have gone elsewhere meanwhile: a late answer moves nobody. */
  readonly from: () => (href: string) => void
}

export function createCoreStores(connection: Connection, go: (href: string) => void, place: () => string): Core {
  const notices = createNotices()
  const changes = watchChanges(connection, (error) => notices.fail(error))
  return {
    connection,
    changes,
    notices,
    info: createInfo(connection, changes),
    settings: createSettings(connection, changes, notices),
    kept: createKeptClaims(connection, changes, notices),
    quotes: createQuoteContexts(connection),
    ruleSets: createRuleSets(connection, changes),
    answerers: createAnswerers(connection, changes),
    go,
    from() {
      const here = place()
      return (href) => {
        if (place() === here) go(href)
      }
    },
  }
}
