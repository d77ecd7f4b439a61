/** Whether files can go along with a question: they are there, and one of those who answer can look at them. */
import type { Answerer } from '../../../shared/model/settings.ts'
import type { Attachment } from '../../../shared/model/turn.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Ports } from '../ports.ts'
import { MAX_IMAGE } from '../sources/imageType.ts'
import { knownOf } from './window.ts'

/** Milliseconds that a server may take to say what its model sees; unanswered, the question is asked, and the turn says what was left out. */
const PATIENCE = 3000

/** Throws `not-found` where a file is gone, `model.no-images` where nobody would see an image. */
export async function allowAttachments(attachments: readonly Attachment[], answerers: readonly Answerer[], { store, models, files }: Pick<Ports, 'store' | 'models' | 'files'>): Promise<void> {
  for (const { name, source, sha256 } of attachments) {
    if (source === undefined) await files.readOriginal(sha256, MAX_IMAGE)
    else if (store.read.source(source)?.sha256 !== sha256) throw new Problem('not-found', name)
  }
  const image = attachments.find(({ source }) => source === undefined)
  if (image === undefined) return
  const asked = answerers.flatMap((answerer) => (answerer.kind === 'model' ? [answerer] : []))
  const { servers } = store.read.settings()
  const see = await Promise.all(
    asked.map(async ({ server: name, model }) => {
      const server = servers.find((one) => one.name === name)
      return server === undefined ? true : knownOf(server, model, models, AbortSignal.timeout(PATIENCE)).then(({ images }) => images, () => true)
    }),
  )
  if (!see.includes(true)) throw new Problem('model.no-images', asked[0]?.model ?? image.name)
}
