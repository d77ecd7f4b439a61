/** Which rule sets hold in this conversation: those of the workspace, or a choice of its own. */
import { Scale } from 'lucide-react'
import type { RuleSetId } from '../../../shared/model/ids.ts'
import type { RuleSetInfo } from '../../../shared/model/ruleSet.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu, MenuCheck, MenuHeading, MenuItem } from '../../ui/Menu.tsx'

interface RuleSetPickerProps {
  readonly sets: readonly RuleSetInfo[]
  /** The conversation's own choice, if it has one. */
  readonly chosen: readonly RuleSetId[] | null
  readonly onChoose: (sets: readonly RuleSetId[] | null) => void
}

export function RuleSetPicker({ sets, chosen, onChoose }: RuleSetPickerProps) {
  if (sets.length === 0) return null
  const holding = chosen ?? sets.filter((set) => set.on).map((set) => set.id)
  return (
    <Menu
      label="Rule sets that hold here"
      align="end"
      trigger={
        <Button tone="quiet" icon={<Scale size={15} />}>
          {chosen === null ? 'Rules' : `Rules ${holding.length} of ${sets.length}`}
          <span className="sr-only">that hold here</span>
        </Button>
      }
    >
      <MenuHeading>Rule sets that hold here</MenuHeading>
      {sets.map((set) => (
        <MenuCheck key={set.id} checked={holding.includes(set.id)} onChange={(on) => onChoose(on ? [...holding, set.id] : holding.filter((id) => id !== set.id))}>
          <bdi className="min-w-0 truncate">{set.title}</bdi>
        </MenuCheck>
      ))}
      {chosen === null ? null : <MenuItem onSelect={() => onChoose(null)}>As in the workspace</MenuItem>}
    </Menu>
  )
}
