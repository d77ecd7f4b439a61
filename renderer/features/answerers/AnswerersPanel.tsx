/** Connects the experts: the list, and beside it the form of the one that is open. */
import { useStore } from 'zustand'
import { useKeys } from '../../core/keys.ts'
import { useModelLists } from '../../core/listModels.ts'
import { AnswererForm } from './AnswererForm.tsx'
import { AnswerersView } from './AnswerersView.tsx'
import type { AnswererDraft, Experts } from './actions.ts'

const BLANK: AnswererDraft = { name: '', instructions: '', answerer: { kind: 'library' } }

export function AnswerersPanel({ experts, id }: { experts: Experts; id: string | undefined }) {
  const { core } = experts
  const answerers = useStore(core.answerers.store, (state) => state.answerers)
  const settings = useStore(core.settings.store, (state) => state.settings)
  const sources = useStore(experts.sources, (state) => state.sources) ?? []
  const sets = useStore(core.ruleSets.store, (state) => state.sets) ?? []
  const found = answerers?.find((one) => one.id === id)
  const open: AnswererDraft | undefined = id === 'new' ? { ...BLANK, answerer: settings.answerer } : found
  const lists = useModelLists(core, open !== undefined)
  const close = (): void => core.go('#/experts')
  useKeys({ Escape: () => open && close() })
  return (
    <AnswerersView
      answerers={answerers}
      open={id}
      onClose={close}
      form={
        open ? (
          <AnswererForm
            key={id}
            draft={open}
            servers={settings.servers}
            lists={lists}
            sources={sources}
            ruleSets={sets}
            onSave={experts.save}
            onRemove={found ? () => void experts.remove(found) : undefined}
            onClose={close}
          />
        ) : undefined
      }
    />
  )
}
