/** Everything that saving would overturn, each with its link: notes that lose or gain their proof, claims of past answers that flip. */
import type { Impact } from '../../../../shared/contract/ruleContract.ts'
import type { Core } from '../../../core/core.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { figure } from '../../../ui/judged/verdictWords.ts'
import { impactWords } from '../impactWords.ts'
import { LogicChip } from '../../../ui/rules/LogicChip.tsx'

const changes: Record<Impact['notes'][number]['change'], string> = { loses: 'loses its proof', gains: 'gains a proof', flips: 'flips' }

/** Goes to the turn: in its conversation, or to the checked text. */
async function openTurn(core: Core, turn: Impact['claims'][number]['turn']): Promise<void> {
  try {
    for await (const update of await core.connection.client.turn.follow({ turn, afterSeq: 0 })) {
      if (!('event' in update) || update.event.kind !== 'turn.started') continue
      return core.go(update.event.conversation ? `#/chat/${update.event.conversation}` : `#/check/${turn}`)
    }
  } catch (error) {
    core.notices.fail(error)
  }
}

interface ImpactDialogProps {
  readonly core: Core
  readonly impact: Impact
  /** What would change it: saving, or removing. */
  readonly doing?: 'saving' | 'removing'
  readonly action: string
  readonly onClose: () => void
  readonly onSave: () => void
}

export function ImpactDialog({ core, impact, doing = 'saving', action, onClose, onSave }: ImpactDialogProps) {
  const verdicts = (before: Impact['claims'][number]['before'], after: Impact['claims'][number]['after']) => (
    <span className="mt-1 flex items-center gap-1.5">
      <LogicChip verdict={before} /> <span aria-hidden="true">→</span>
      <span className="sr-only">becomes</span> <LogicChip verdict={after} />
    </span>
  )
  return (
    <Dialog label={`What ${doing} would change`} onClose={onClose} className="w-[min(38rem,calc(100vw-2rem))]">
      <div className="flex max-h-[min(36rem,85vh)] flex-col">
        <header className="px-5 pt-5 pb-3">
          <h2 className="text-base">What {doing} would change</h2>
          <p className="mt-1 text-[0.8125rem] text-soft">
            {impactWords(impact, core.kept.store.getState().total ?? 0)}. {figure(impact.checked)} of {figure(impact.total)} were decided again; nothing else is touched.
          </p>
        </header>
        <div className="min-h-0 grow overflow-y-auto px-5" tabIndex={0} role="group" aria-label="Notes and answers">
          {impact.notes.length ? (
            <section aria-label="Notes">
              <h3 className="text-[0.8125rem] text-soft">Notes</h3>
              <ul className="divide-y divide-line">
                {impact.notes.map((note) => (
                  <li key={note.note} className="py-2 text-[0.8125rem]">
                    <a href={`#/notes/${note.note}`} dir="auto" className="underline decoration-line-strong underline-offset-3">
                      {note.statement}
                    </a>{' '}
                    <span className="text-soft">{changes[note.change]}</span>
                    {verdicts(note.before, note.after)}
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
          {impact.claims.length ? (
            <section aria-label="Past answers" className="mt-3">
              <h3 className="text-[0.8125rem] text-soft">Past answers</h3>
              <ul className="divide-y divide-line">
                {impact.claims.map((claim) => (
                  <li key={`${claim.turn}${claim.claim}`} className="py-2 text-[0.8125rem]">
                    <button type="button" dir="auto" className="text-left underline decoration-line-strong underline-offset-3" onClick={() => void openTurn(core, claim.turn)}>
                      {claim.text}
                    </button>
                    {verdicts(claim.before, claim.after)}
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
        </div>
        <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">
          <Button onClick={onClose}>{doing === 'saving' ? 'Go on editing' : 'Keep it'}</Button>
          <Button tone="primary" onClick={onSave} data-autofocus="">
            {action}
          </Button>
        </footer>
      </div>
    </Dialog>
  )
}
