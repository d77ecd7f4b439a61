/** Another rule file merged into this set: what is added, where the two clash, and the text that would result, before anything changes. */
import { useEffect, useState } from 'react'
import type { Merged } from '../../../../shared/contract/ruleContract.ts'
import { problemSentence } from '../../../../shared/problemSentence.ts'
import { problemOf } from '../../../core/client.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { figure } from '../../../ui/judged/verdictWords.ts'
import type { Workbench } from '../workbench.ts'

interface MergeDialogProps {
  readonly bench: Workbench
  readonly name: string
  readonly text: string
  readonly onClose: () => void
}

export default function MergeDialog({ bench, name, text, onClose }: MergeDialogProps) {
  const [merged, setMerged] = useState<Merged>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    bench.core.connection.client.rules.merge({ text, into: bench.id }).then(setMerged, (error: unknown) => setProblem(problemSentence(problemOf(error))))
  }, [bench, text])
  return (
    <Dialog label={`Merge ${name}`} onClose={onClose} className="w-[min(48rem,calc(100vw-2rem))]">
      <div className="flex max-h-[85vh] flex-col">
        <header className="px-5 pt-5 pb-3">
          <h2 className="text-base">Merge {name}</h2>
          <p className="mt-1 text-[0.8125rem] text-soft" aria-live="polite">
            {problem ?? (merged ? `${figure(merged.added)} ${merged.added === 1 ? 'declaration is' : 'declarations are'} new, ${figure(merged.same)} ${merged.same === 1 ? 'is' : 'are'} there already, ${merged.clashes.length === 0 ? 'nothing clashes' : `${figure(merged.clashes.length)} ${merged.clashes.length === 1 ? 'clashes' : 'clash'}`}.` : 'Looking at both…')}
          </p>
        </header>
        {merged?.clashes.length ? (
          <ul aria-label="Clashes" tabIndex={0} className="flex min-h-0 flex-col gap-3 overflow-y-auto px-5 pb-3">
            {merged.clashes.map((clash) => (
              <li key={`${clash.kind}${clash.name}${clash.theirs}`} className="rounded-xl border border-line bg-paper p-3 text-[0.8125rem]">
                <p className="font-semibold">{clash.say}</p>
                <div className="mt-2 grid gap-2 min-[620px]:grid-cols-2">
                  <div>
                    <p className="text-xs text-soft">Yours</p>
                    <pre className="font-mono text-xs whitespace-pre-wrap">{clash.mine}</pre>
                  </div>
                  <div>
                    <p className="text-xs text-soft">In {name}</p>
                    <pre className="font-mono text-xs whitespace-pre-wrap">{clash.theirs}</pre>
                  </div>
                </div>
              </li>
            ))}
          </ul>
        ) : null}
        <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            tone="primary"
            disabled={!merged || merged.added === 0}
            data-autofocus=""
            onClick={() => {
              if (!merged) return
              bench.session.replace(merged.text)
              bench.core.notices.say('The merged text is in the editor as a draft. You see what it would change before you save.')
              onClose()
            }}
          >
            Take it into the draft
          </Button>
        </footer>
      </div>
    </Dialog>
  )
}
