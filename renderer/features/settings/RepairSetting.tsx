/** How often a contradicted claim goes back to the model that wrote it. */
import type { Settings } from '../../../shared/model/settings.ts'
import { Choices } from '../../ui/Field.tsx'

const rounds = [
  { value: '0', label: 'Never' },
  { value: '1', label: 'Once' },
  { value: '2', label: 'Twice' },
  { value: '3', label: '3 times' },
  { value: '4', label: '4 times' },
  { value: '5', label: '5 times' },
] as const

interface RepairSettingProps {
  readonly repairs: Settings['repairs']
  readonly onRepairs: (repairs: number) => void
}

export function RepairSetting({ repairs = 2, onRepairs }: RepairSettingProps) {
  return <Choices label="Rounds of repair" value={String(repairs) as (typeof rounds)[number]['value']} choices={rounds} onChange={(value) => onRepairs(Number(value))} />
}
