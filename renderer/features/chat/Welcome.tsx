/** A new chat: what this is for, and the first step, be it a question to try or the sample library. */
import { ArrowRight, FileCheck2, Library, ListChecks } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Core } from '../../core/core.ts'
import { Button } from '../../ui/Button.tsx'
import { Plumb } from '../../ui/Plumb.tsx'
import { sampleQuestions } from './sampleQuestions.ts'

export function Welcome({ core, onAsk, onPlayed, onReady }: { core: Core; onAsk: (question: string) => void; onPlayed: () => void; onReady: () => void }) {
  const info = useStore(core.info.store, (state) => state.info)
  return <WelcomeView sources={info?.counts.sources} sampleInstalled={info?.sampleInstalled ?? false} onAsk={onAsk} onPlayed={onPlayed} onSample={() => installSample(core).then(onReady)} />
}

async function installSample(core: Core): Promise<void> {
  try {
    await core.connection.client.import.sample({ install: true })
    core.notices.say('The sample library is in. You can take it out in Settings.')
  } catch (error) {
    core.notices.fail(error)
  }
}

interface WelcomeViewProps {
  /** Missing until it is known. */
  readonly sources: number | undefined
  readonly sampleInstalled: boolean
  readonly onAsk: (question: string) => void
  readonly onSample: () => Promise<void>
  /** Asks the sample's played model its one question. */
  readonly onPlayed: () => void
}

const way = 'group flex w-full items-center gap-3 rounded-xl border border-line bg-raised px-4 py-3 text-left transition-colors duration-100 hover:border-line-strong hover:bg-hover disabled:opacity-60'

export function WelcomeView({ sources, sampleInstalled, onAsk, onSample, onPlayed }: WelcomeViewProps) {
  const [busy, setBusy] = useState(false)
  return (
    <div className="flex min-h-0 grow flex-col overflow-y-auto">
      <div className="mx-auto my-auto w-full max-w-[var(--measure)] px-5 py-8">
        <Plumb size={30} className="mb-4 text-accent" />
        <h2 className="text-xl">Ask, and see what holds.</h2>
        <p className="mt-1.5 max-w-[52ch] text-pretty text-soft">
          Every sentence of an answer is held against your own rules and sources. What they support is underlined, what they contradict is marked, and the proof or the quote is one click away.
        </p>
        {sources === undefined ? null : (
          <div className="rise mt-6">
            {sampleInstalled && !busy ? (
              <>
                <h3 className="mb-2 text-[0.8125rem] font-normal text-soft">Questions to try on the sample library</h3>
                <ul className="flex flex-col gap-2">
                  <li>
                    <button type="button" className={way} onClick={onPlayed}>
                      <ListChecks size={18} aria-hidden="true" className="shrink-0 text-accent" />
                      <span className="grow">
                        <span className="block font-semibold">See a wrong answer put right</span>
                        <span className="block text-[0.8125rem] text-soft">No model is needed: the words are played, the checking is real</span>
                      </span>
                      <ArrowRight size={15} aria-hidden="true" className="text-soft transition-transform duration-100 group-hover:translate-x-0.5" />
                    </button>
                  </li>
                  {sampleQuestions.map((question) => (
                    <li key={question}>
                      <button type="button" className={way} onClick={() => onAsk(question)}>
                        <span className="grow">{question}</span>
                        <ArrowRight size={15} aria-hidden="true" className="text-soft transition-transform duration-100 group-hover:translate-x-0.5" />
                      </button>
                    </li>
                  ))}
                </ul>
              </>
            ) : sources === 0 || busy ? (
              <ul className="grid gap-2 sm:grid-cols-2">
                <li>
                  <button
                    type="button"
                    className={way}
                    disabled={busy}
                    onClick={() => {
                      setBusy(true)
                      void onSample().finally(() => setBusy(false))
                    }}
                  >
                    <Library size={18} aria-hidden="true" className="shrink-0 text-accent" />
                    <span>
                      <span className="block font-semibold">{busy ? 'Putting it in…' : 'Try the sample library'}</span>
                      <span className="block text-[0.8125rem] text-soft">A few sources on data-centre efficiency</span>
                    </span>
                  </button>
                </li>
                <li>
                  <a href="#/sources" className={way}>
                    <FileCheck2 size={18} aria-hidden="true" className="shrink-0 text-accent" />
                    <span>
                      <span className="block font-semibold">Add your sources</span>
                      <span className="block text-[0.8125rem] text-soft">Drop files or folders anywhere</span>
                    </span>
                  </a>
                </li>
              </ul>
            ) : (
              <div className="flex flex-wrap gap-2">
                <Button onClick={() => (location.hash = '#/check')}>Check a text instead</Button>
              </div>
            )}
          </div>
        )}
      </div>
    </div>
  )
}
