/** An event that can be prevented, as Electron hands it to listeners. */
export interface Cancellable {
  defaultPrevented: boolean
  preventDefault(): void
}

export function cancellable<T extends object>(fields: T): Cancellable & T {
  const event = Object.assign(fields, { defaultPrevented: false, preventDefault: (): void => void (event.defaultPrevented = true) })
  return event
}
