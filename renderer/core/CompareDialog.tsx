/** Chooses who is asked the same question side by side: the library, experts and models, up to six. */
import { type FormEvent, useState } from 'react'
import { useStore } from 'zustand'
import type { ConversationId, RuleSetId, Sha256, TurnId } from '../../shared/model/ids.ts'
import type { Answerer } from '../../shared/model/settings.ts'
import type { AnsweredAs, Attachment } from '../../shared/model/turn.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { problemOf } from './client.ts'
import type { Core } from './core.ts'
import { useModelLists } from './listModels.ts'
import { sentenceOf } from './notices.ts'

export type CompareAsk =
  | { readonly beside: TurnId }
  | { readonly question: string; readonly conversation?: ConversationId | undefined; readonly after?: TurnId | null | undefined; readonly ruleSets?: readonly RuleSetId[] | undefined; readonly attachments?: readonly Attachment[] | undefined; readonly without?: readonly Sha256[] | undefined }

interface CompareDialogProps {
  readonly core: Core
  readonly ask: CompareAsk
  /** Those who have answered already. */
  readonly there: readonly { readonly answerer: Answerer; readonly as?: AnsweredAs | undefined }[]
  readonly onClose: () => void
  readonly onBegun: (first: TurnId) => void
}

const MOST = 6
interface Who {
  readonly key: string
  readonly name: string
  readonly note: string
  readonly asked: { as: string } | { answerer: Answerer }
}
const keyOf = ({ answerer, as }: CompareDialogProps['there'][number]): string => (as ? `as ${as.id}` : answerer.kind === 'library' ? 'library' : `${answerer.server}\n${answerer.model}`)

export function CompareDialog({ core, ask, there, onClose, onBegun }: CompareDialogProps) {
  const answerers = useStore(core.answerers.store, (state) => state.answerers) ?? []
  const { servers, answerer } = useStore(core.settings.store, (state) => state.settings)
  const lists = useModelLists(core, true)
  const taken = new Set(there.map(keyOf))
  const [picked, setPicked] = useState<readonly string[]>('beside' in ask ? [] : [keyOf({ answerer })])
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  const all: Who[] = [
    { key: 'library', name: 'Your library', note: 'Quotes and derives', asked: { answerer: { kind: 'library' } } },
    ...answerers.map((one) => ({ key: `as ${one.id}`, name: `@${one.name}`, note: one.answerer.kind === 'library' ? 'Your library' : one.answerer.model, asked: { as: one.name } })),
    ...servers.flatMap(({ name }) => (lists[name]?.models ?? []).map((model) => ({ key: `${name}\n${model}`, name: model, note: name, asked: { answerer: { kind: 'model' as const, server: name, model } } }))),
  ]
  const chosen = all.filter(({ key }) => picked.includes(key))
  const count = chosen.length + there.length
  const begin = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    try {
      const { turns } = await core.connection.client.turn.compare({
        with: chosen.map(({ asked }) => asked),
        ...('beside' in ask
          ? { beside: ask.beside }
          : { question: ask.question, ...(ask.conversation ? { conversation: ask.conversation } : {}), ...(ask.after !== undefined ? { after: ask.after } : {}), ...(ask.ruleSets ? { ruleSets: [...ask.ruleSets] } : {}), ...(ask.attachments?.length ? { attachments: [...ask.attachments] } : {}), ...(ask.without?.length ? { without: [...ask.without] } : {}) }),
      })
      onBegun(turns[0]!)
    } catch (error) {
      setWrong(sentenceOf(problemOf(error)))
      setBusy(false)
    }
  }
  const waiting = servers.filter(({ name }) => lists[name] === undefined)
  const silent = servers.filter(({ name }) => lists[name]?.models.length === 0)
  return (
    <Dialog label="Compare side by side" onClose={onClose} className="w-[min(30rem,calc(100vw-2rem))]">
      <form className="flex max-h-[min(40rem,85vh)] flex-col" onSubmit={(event) => void begin(event)}>
        <header className="px-5 pt-5 pb-2">
          <h2 className="text-base">Compare side by side</h2>
          <p className="mt-1 text-[0.8125rem] text-soft">
            {'beside' in ask ? 'Who else answers the same question?' : 'Who answers? Choose two to six.'} Their claims are checked and held against each other.
          </p>
          {'question' in ask && ask.attachments?.length ? (
            <p className="mt-1 text-[0.8125rem] break-words text-soft">
              {ask.attachments.map(({ name }) => name).join(', ')} {ask.attachments.length === 1 ? 'goes along.' : 'go along.'}
            </p>
          ) : null}
        </header>
        <ul className="min-h-0 grow overflow-y-auto px-3 pb-3" aria-label="Who answers">
          {all.map(({ key, name, note }, index) => {
            const checked = taken.has(key) || picked.includes(key)
            return (
              <li key={key}>
                <label className="flex min-h-9 items-center gap-2.5 rounded-lg px-2 py-1 hover:bg-hover">
                  <input
                    type="checkbox"
                    {...(index === 0 ? { 'data-autofocus': '' } : {})}
                    className="accent-[var(--accent)]"
                    checked={checked}
                    disabled={taken.has(key) || (!checked && count >= MOST)}
                    onChange={() => setPicked(checked ? picked.filter((one) => one !== key) : [...picked, key])}
                  />
                  <bdi className="min-w-0 grow break-words">{name}</bdi>
                  <bdi className="max-w-[45%] shrink-0 truncate text-[0.8125rem] text-soft">{taken.has(key) ? 'has answered' : note}</bdi>
                </label>
              </li>
            )
          })}
          {waiting.length ? <li className="late px-2 py-1 text-[0.8125rem] text-soft">Asking for models…</li> : null}
          {silent.map(({ name }) => (
            <li key={name} className="px-2 py-1 text-[0.8125rem] text-soft">
              {name}: {lists[name]?.say ?? 'this server offers no models.'}
            </li>
          ))}
        </ul>
        <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">
          {wrong ? (
            <p role="alert" className="min-w-0 grow basis-full text-[0.8125rem] break-words text-contradicted-ink">
              {wrong}
            </p>
          ) : null}
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" disabled={busy || chosen.length === 0 || count < 2}>
            {`Compare ${count < 2 ? '' : count}`.trim()}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
