/** Sources, uploads and imports, as the contract offers them. */
import { MAX_BACKUP } from '../../../shared/contract/backupContract.ts'
import type { SourceId } from '../../../shared/model/ids.ts'
import type { Source } from '../../../shared/model/source.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Changes } from '../changes.ts'
import type { Implementer } from '../edge.ts'
import type { Ports } from '../ports.ts'
import { imageType, MAX_IMAGE } from './imageType.ts'
import type { Imports } from './imports.ts'

/** UTF-16 units of one slice of a source's text. */
const MOST_TEXT = 200_000

export function sourceHandlers(os: Implementer, { store, files }: Pick<Ports, 'store' | 'files'>, changes: Changes, imports: Imports) {
  const known = (id: SourceId): Source => {
    const source = store.read.source(id)
    if (!source) throw new Problem('not-found')
    return source
  }
  const mark = (kind: 'source.deleted' | 'source.restored', id: SourceId): void => {
    store.write.append([{ stream: `source:${id}`, event: { kind, id } }])
    changes.tell('sources')
  }
  return {
    source: {
      list: os.source.list.handler(() => store.read.sources()),
      get: os.source.get.handler(({ input }) => ({ source: known(input.id), landmarks: store.read.landmarks(input.id) })),
      text: os.source.text.handler(({ input: { id, start, end } }) => {
        const from = Math.min(start, known(id).length)
        const text = store.read.sourceText(id, from, Math.min(end, from + MOST_TEXT)) ?? ''
        return { start: from, end: from + text.length, text }
      }),
      search: os.source.search.handler(({ input }) => store.read.searchPassages(input.query, input.limit)),
      remove: os.source.remove.handler(({ input }) => {
        if (known(input.id).deletedAt === undefined) mark('source.deleted', input.id)
        return {}
      }),
      mark: os.source.mark.handler(({ input: { id, localOnly } }) => {
        if ((known(id).localOnly === true) !== localOnly) {
          store.write.append([{ stream: `source:${id}`, event: { kind: 'source.marked', id, localOnly } }])
          changes.tell('sources')
        }
        return known(id)
      }),
      restore: os.source.restore.handler(({ input }) => {
        if (known(input.id).deletedAt !== undefined) mark('source.restored', input.id)
        return known(input.id)
      }),
    },
    attachment: {
      add: os.attachment.add.handler(({ input, signal }) => imports.attach(input.upload, signal ?? new AbortController().signal)),
      image: os.attachment.image.handler(async ({ input }) => {
        const base64 = await files.readOriginal(input.sha256, MAX_IMAGE)
        const mediaType = imageType(base64)
        if (mediaType === undefined) throw new Problem('not-found')
        return { mediaType, base64 }
      }),
      adopt: os.attachment.adopt.handler(({ input: { source: id } }) => {
        if (known(id).attached) {
          store.write.append([{ stream: `source:${id}`, event: { kind: 'source.adopted', id } }])
          changes.tell('sources')
        }
        return known(id)
      }),
    },
    upload: {
      begin: os.upload.begin.handler(async ({ input }) => ({ upload: await imports.beginUpload(input.name, input.bytes, input.for === 'backup' ? MAX_BACKUP : undefined) })),
      append: os.upload.append.handler(async ({ input }) => ({ received: await imports.appendUpload(input.upload, input.base64) })),
    },
    import: {
      start: os.import.start.handler(({ input }) => ({ import: imports.start(input.uploads) })),
      follow: os.import.follow.handler(({ input, signal }) => imports.follow(input.import, signal)),
      cancel: os.import.cancel.handler(({ input }) => {
        imports.cancel(input.import)
        return {}
      }),
      sample: os.import.sample.handler(async ({ input }) => {
        await imports.sample(input.install)
        return {}
      }),
    },
  }
}
