/** Which sources are never sent to a cloud model. */
import type { SourceId } from '../../../shared/model/ids.ts'
import type { StoreReader } from '../ports.ts'

/**
 * Whether a source stays on this machine. What is marked now counts for its earlier versions too; one that is gone for good might have been marked, so it stays.
 * Look-ups are remembered: ask for a new one for each request.
 */
export function stayingSources(read: Pick<StoreReader, 'source' | 'sourceByPath'>): (id: string) => boolean {
  const known = new Map<string, boolean>()
  return (id) => {
    let stays = known.get(id)
    if (stays === undefined) {
      const source = read.source(id as SourceId)
      stays = source === undefined || source.localOnly === true || read.sourceByPath(source.path)?.localOnly === true
      known.set(id, stays)
    }
    return stays
  }
}
