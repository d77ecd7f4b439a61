/** Chooses the rule set that something goes into. */
import { useStore } from 'zustand'
import { fieldClass } from '../ui/Field.tsx'
import { NEW_SET } from './addToSet.ts'
import type { Core } from './core.ts'

export function SetChoice({ core, value, onChange }: { core: Core; value: string; onChange: (set: string) => void }) {
  const sets = useStore(core.ruleSets.store, (state) => state.sets) ?? []
  return (
    <label className="flex items-center gap-2 text-[0.8125rem]">
      <span className="shrink-0">Into</span>
      <select className={fieldClass} value={value} onChange={(event) => onChange(event.target.value)}>
        {sets.map((set) => (
          <option key={set.id} value={set.id}>
            {set.title}
            {set.on ? '' : ' (switched off)'}
          </option>
        ))}
        <option value={NEW_SET}>a new rule set</option>
      </select>
    </label>
  )
}
