/** Reads a kept payload of any version as today's event. */
import type { HistoryEvent } from '../../../shared/model/history.ts'

type Kind = HistoryEvent['kind']
type Payload = Record<string, unknown>
/** `steps[kind][n - 1]` turns version n into version n + 1. */
export type Upcasts = Readonly<Record<string, readonly ((old: Payload) => Payload)[]>>

/** No kind has changed its shape yet. A change adds a step here and a fixture of the old version beside the others. */
const steps: Upcasts = {}

export const currentVersion = (kind: Kind, upcasts: Upcasts = steps): number => (upcasts[kind]?.length ?? 0) + 1

/** `undefined` where the payload was erased or is not JSON: one damaged row must not close a whole conversation. */
export function readPayload(kind: string, v: number, payload: string | null, upcasts: Upcasts = steps): HistoryEvent | undefined {
  if (payload === null) return undefined
  let value: unknown
  try {
    value = JSON.parse(payload)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  let event = value as Payload
  for (const step of (upcasts[kind] ?? []).slice(v - 1)) event = step(event)
  return event as HistoryEvent
}
