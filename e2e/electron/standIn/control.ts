/** The line to the test: it asks for what a person or the system would do, and for what the app has done. */

type Action = (input: never) => unknown
const actions = new Map<string, Action>()
const did: { what: string; with: unknown }[] = []

/** What the app did to the system, in order: links opened, dialogs shown, shortcuts taken. */
export const note = (what: string, given: unknown): void => void did.push({ what, with: given })

export function onControl<I>(name: string, action: (input: I) => unknown): void {
  actions.set(name, action as unknown as Action)
}
onControl('did', () => did)

export interface ControlCall {
  readonly id: number
  readonly name: string
  readonly input: unknown
}
export interface ControlAnswer {
  readonly id: number
  readonly value?: unknown
  readonly error?: string
}

export const tellTest = (message: unknown): void => {
  if (process.connected) process.send?.(message, () => undefined)
}

process.on('message', ({ id, name, input }: ControlCall) => {
  void (async () => {
    try {
      const action = actions.get(name)
      if (action === undefined) throw new Error(`the stand-in cannot ${name}`)
      tellTest({ id, value: await action(input as never) } satisfies ControlAnswer)
    } catch (error) {
      tellTest({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies ControlAnswer)
    }
  })()
})
// The line alone keeps nobody alive.
process.channel?.unref()
