/** Experts: named ways to answer, made, changed, removed with undo, and asked. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { AnswererName, type NamedAnswerer } from '../../../shared/model/namedAnswerer.ts'
import type { Source } from '../../../shared/model/source.ts'
import { problemOf } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'
import { sentenceOf } from '../../core/notices.ts'

/** What the form holds; without `id` it is a new one. */
export type AnswererDraft = Omit<NamedAnswerer, 'id' | 'deletedAt'> & { readonly id?: NamedAnswerer['id'] }

export interface Experts {
  readonly core: Core
  /** Missing until the list was read. */
  readonly sources: StoreApi<{ sources: readonly Source[] | undefined }>
  /** A sentence when it cannot be saved. */
  save(draft: AnswererDraft): Promise<string | undefined>
  remove(answerer: NamedAnswerer): Promise<void>
}

/** Why a name cannot be one, in a sentence. */
export function wrongName(name: string): string | undefined {
  if (name.trim() === '') return 'Give it a name: it is what you type after @.'
  if (name.trim().length > 40) return 'The name is longer than 40 characters.'
  return AnswererName.safeParse(name.trim()).success ? undefined : 'A name has letters, digits, - and _ only, and begins with a letter or a digit; no spaces.'
}

export function createExperts(core: Core): Experts {
  const { client } = core.connection
  const sources = createStore<{ sources: readonly Source[] | undefined }>(() => ({ sources: undefined }))
  core.changes.keep('sources', async () => sources.setState({ sources: await client.source.list({}) }))
  return {
    core,
    sources,
    async save(draft) {
      const goOn = core.from()
      try {
        const saved = await client.answerer.save({ ...draft, name: draft.name.trim(), ...(draft.sources ? { sources: [...draft.sources] } : {}), ...(draft.ruleSets ? { ruleSets: [...draft.ruleSets] } : {}) })
        await core.answerers.read()
        goOn('#/experts')
        core.notices.say(draft.id === undefined ? `Call it by @${saved.name} at the beginning of a question.` : `@${saved.name} was saved.`)
        return undefined
      } catch (error) {
        return sentenceOf(problemOf(error))
      }
    },
    async remove({ id, name }) {
      const goOn = core.from()
      try {
        await client.answerer.remove({ id })
        await core.answerers.read()
        goOn('#/experts')
        const undo = async (): Promise<void> => {
          try {
            await client.answerer.restore({ id })
            await core.answerers.read()
          } catch (error) {
            core.notices.fail(error)
          }
        }
        core.notices.say(`@${name} was deleted.`, { label: 'Undo', run: () => void undo() })
      } catch (error) {
        core.notices.fail(error)
      }
    },
  }
}
