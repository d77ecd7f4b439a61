/** Asks for messages once the typing rests; an answer to an older query is never shown. */
import { useEffect, useState } from 'react'
import type { MessageHit } from '../../../shared/model/messageHit.ts'
import type { Chat } from './actions.ts'

const AFTER = 100
const MAX_QUERY = 2000

export interface FoundMessages {
  readonly query: string
  readonly hits: readonly MessageHit[]
  readonly due: number
}

/** `undefined` until there is an answer to what is asked now. Fewer than two letters ask nothing. */
export function useMessages(chat: Chat, query: string, limit: number, archived = true): FoundMessages | undefined {
  const [found, setFound] = useState<FoundMessages & { archived: boolean }>()
  const asked = query.trim().slice(0, MAX_QUERY)
  const asks = [...asked].length >= 2
  useEffect(() => {
    if (!asks) return
    const ending = new AbortController()
    const timer = setTimeout(() => {
      chat.core.connection.client.conversation
        .search({ query: asked, limit, archived }, { signal: ending.signal })
        .then(({ hits, due }) => setFound({ query: asked, archived, hits, due }))
        .catch((error: unknown) => {
          if (!ending.signal.aborted) chat.core.notices.fail(error)
        })
    }, AFTER)
    return () => {
      clearTimeout(timer)
      ending.abort()
    }
  }, [chat, asked, asks, limit, archived])
  // While the next answer comes the last one stays: a list that blinks at each key cannot be read.
  return asks && found?.archived === archived ? found : undefined
}
