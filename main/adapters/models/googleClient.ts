/** Google's streaming call over a fetch of ours: its own client library takes none, and reads only one of the two forms that the service sends. */
import { wireCutter } from './wireEvents.ts'

/** The part of the library's client that LangChain streams from. */
export interface GoogleClient {
  generateContentStream(request: object, options: { signal?: AbortSignal }): Promise<{ stream: AsyncIterable<unknown> }>
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const cutter = wireCutter('sse')
  for await (const bytes of body) for (const event of cutter.add(bytes)) if (event.value !== undefined) yield event.value
}

/** `address`: with version, such as `https://generativelanguage.googleapis.com/v1beta`. The key goes as a header: an address ends up in logs. */
export function googleClient(address: string, model: string, key: string | undefined, fetch: typeof globalThis.fetch): GoogleClient {
  return {
    async generateContentStream(request, { signal }) {
      const response = await fetch(`${address}/models/${encodeURIComponent(model)}:streamGenerateContent?alt=sse`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'x-goog-api-key': key }) },
        body: JSON.stringify(request),
        ...(signal ? { signal } : {}),
      })
      return { stream: response.body ? eventsOf(response.body) : eventsOf(new ReadableStream({ start: (out) => out.close() })) }
    },
  }
}
