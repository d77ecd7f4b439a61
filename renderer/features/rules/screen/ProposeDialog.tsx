/** Rules proposed by a model from plain words or a document: each is said in words and confirmed one by one; nothing is saved by itself. */
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Proposal } from '../../../../shared/contract/ruleContract.ts'
import type { SourceId } from '../../../../shared/model/ids.ts'
import type { Source } from '../../../../shared/model/source.ts'
import { problemSentence } from '../../../../shared/problemSentence.ts'
import { problemOf } from '../../../core/client.ts'
import { Bar } from '../../../ui/Bar.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { fieldClass } from '../../../ui/Field.tsx'
import type { Workbench } from '../workbench.ts'
import { ProposalCard, withTests } from '../../../ui/rules/ProposalCard.tsx'

interface Shown {
  readonly proposal: Proposal
  readonly state: 'open' | 'added' | 'left'
}

interface ProposeDialogProps {
  readonly bench: Workbench
  readonly onAdd: (text: string) => void
  readonly onClose: () => void
}

/** The models there are to ask: `server/model`. */
function useModels(bench: Workbench): { models: readonly string[]; looked: boolean } {
  const { core } = bench
  const servers = useStore(core.settings.store, (state) => state.settings.servers)
  const [models, setModels] = useState<readonly string[]>([])
  const [looked, setLooked] = useState(false)
  useEffect(() => {
    let left = false
    void Promise.all(servers.map((server) => core.connection.client.model.list({ server: server.name }).then((names) => names.map((name) => `${server.name}/${name}`), () => [] as string[]))).then((lists) => {
      if (left) return
      setModels(lists.flat())
      setLooked(true)
    })
    return () => {
      left = true
    }
  }, [core, servers])
  return { models, looked }
}

export default function ProposeDialog({ bench, onAdd, onClose }: ProposeDialogProps) {
  const { core } = bench
  const { client } = core.connection
  const { models, looked } = useModels(bench)
  const answerer = useStore(core.settings.store, (state) => state.settings.answerer)
  const [sources, setSources] = useState<readonly Source[]>([])
  const [text, setText] = useState('')
  const [source, setSource] = useState('')
  const [model, setModel] = useState('')
  const [shown, setShown] = useState<readonly Shown[]>([])
  const [doing, setDoing] = useState<{ label: string; fraction?: number }>()
  const [said, setSaid] = useState<string>()
  const ending = useRef<AbortController>(undefined)
  useEffect(() => {
    client.source.list({}).then(setSources, () => undefined)
    return () => ending.current?.abort()
  }, [client])
  const preferred = answerer.kind === 'model' ? `${answerer.server}/${answerer.model}` : undefined
  const chosen = model || (preferred && models.includes(preferred) ? preferred : models[0]) || ''

  const propose = async (): Promise<void> => {
    const mine = (ending.current = new AbortController())
    const slash = chosen.indexOf('/')
    setSaid(undefined)
    setShown([])
    setDoing({ label: 'Asking the model' })
    let count = 0
    try {
      const stream = await client.rules.propose({ ...(source ? { source: source as SourceId } : { text }), server: chosen.slice(0, slash), model: chosen.slice(slash + 1) }, { signal: mine.signal })
      for await (const update of stream) {
        if (update.kind === 'progress') setDoing({ label: update.doing, ...(update.total ? { fraction: update.done / update.total } : {}) })
        else if (update.kind === 'proposal') {
          count += 1
          setShown((before) => [...before, { proposal: update.proposal, state: 'open' }])
        }
      }
      setSaid(count ? `${count === 1 ? 'One proposal' : `${count} proposals`}. Nothing is in your rules until you add it.` : 'The model found nothing that could be a rule here.')
    } catch (error) {
      if (!mine.signal.aborted) setSaid(problemSentence(problemOf(error)))
    } finally {
      setDoing(undefined)
    }
  }
  const mark = (at: number, state: Shown['state']): void => setShown((before) => before.map((one, index) => (index === at ? { ...one, state } : one)))
  return (
    <Dialog label="Rules from words or a document" onClose={onClose} className="w-[min(44rem,calc(100vw-2rem))]">
      <div className="flex max-h-[88vh] flex-col">
        <header className="px-5 pt-5 pb-3">
          <h2 className="text-base">Rules from words or a document</h2>
          <p className="mt-1 text-[0.8125rem] text-soft">A model proposes, you decide: each rule is said in plain words, with sentences that show what it would do.</p>
        </header>
        <div className="flex min-h-0 grow flex-col gap-3 overflow-y-auto px-5 pb-4" tabIndex={0} role="group" aria-label="Proposals">
          {looked && models.length === 0 ? (
            <p className="text-[0.8125rem]">
              No model can be reached. Add a server in{' '}
              <a href="#/settings" className="text-accent underline underline-offset-3">
                Settings
              </a>
              , or use the forms: they need no model.
            </p>
          ) : (
            <>
              <textarea
                aria-label="In plain words"
                dir="auto"
                rows={3}
                data-autofocus=""
                value={text}
                disabled={source !== ''}
                maxLength={200_000}
                placeholder="Racks above 40 kW need liquid cooling. PUE can never be below 1."
                onChange={(event) => setText(event.target.value)}
                className="w-full shrink-0 resize-y rounded-lg border border-line-strong bg-raised px-2.5 py-1.5 text-[0.8125rem] disabled:opacity-60"
              />
              <div className="flex flex-wrap gap-2">
                <select aria-label="Or from a source" className={`${fieldClass} !w-auto grow`} value={source} onChange={(event) => setSource(event.target.value)}>
                  <option value="">From the words above</option>
                  {sources.map((one) => (
                    <option key={one.id} value={one.id}>
                      {one.title}
                    </option>
                  ))}
                </select>
                <select aria-label="Model" className={`${fieldClass} !w-auto`} value={chosen} onChange={(event) => setModel(event.target.value)}>
                  {models.map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </select>
                <Button tone="primary" disabled={!chosen || doing !== undefined || (!source && !text.trim())} onClick={() => void propose()}>
                  Propose rules
                </Button>
              </div>
            </>
          )}
          {doing ? <Bar label={doing.label} {...(doing.fraction === undefined ? {} : { fraction: doing.fraction })} onStop={() => ending.current?.abort()} /> : null}
          {said ? (
            <p role="status" className="text-[0.8125rem] text-soft">
              {said}
            </p>
          ) : null}
          {shown.length ? (
            <ul className="flex flex-col gap-2.5" aria-label="Proposed rules">
              {shown.map(({ proposal, state }, index) => (
                <ProposalCard
                  key={index}
                  proposal={proposal}
                  state={state}
                  onAdd={() => {
                    onAdd(withTests(proposal))
                    mark(index, 'added')
                  }}
                  onLeave={() => mark(index, 'left')}
                />
              ))}
            </ul>
          ) : null}
        </div>
        <footer className="flex justify-end border-t border-line px-5 py-3">
          <Button onClick={onClose}>Done</Button>
        </footer>
      </div>
    </Dialog>
  )
}
