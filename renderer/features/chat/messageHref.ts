/** The place of a message that was found: its conversation, scrolled to it, with the words marked. */
import type { MessageHit } from '../../../shared/model/messageHit.ts'

export function messageHref({ turn, conversation }: Pick<MessageHit, 'turn' | 'conversation'>, query: string): string {
  return conversation === null ? `#/check/${turn}` : `#/chat/${conversation}?${new URLSearchParams({ turn, find: query.slice(0, 200) }).toString()}`
}
