/** That an answer waits for its turn with the model's server, and how many are before it: where its strip will be. */
import type { Queued } from '../../../shared/model/turn.ts'

export function QueuedLine({ queued: { server, before, atOnce } }: { queued: Queued }) {
  return (
    <p role="status" className="text-[0.8125rem] text-soft">
      Waits for <bdi>{server}</bdi>, which is asked {atOnce} at a time: {before === 0 ? 'this one is next.' : `${before} before it.`}
    </p>
  )
}
