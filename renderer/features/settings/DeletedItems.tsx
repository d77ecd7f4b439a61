/** What was deleted in the last thirty days, each to be brought back. */
import { Undo2 } from 'lucide-react'
import type { Deleted } from '../../../shared/contract/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { Title } from '../../ui/Title.tsx'

const nouns: Record<Deleted['noun'], string> = { conversation: 'Conversation', source: 'Source', note: 'Note', check: 'Checked text', ruleSet: 'Rule set', answerer: 'Expert' }

const day = (at: string): string => new Date(at).toLocaleDateString('en', { day: 'numeric', month: 'long' })

export function DeletedItems({ items, onRestore }: { items: readonly Deleted[]; onRestore: (item: Deleted) => void }) {
  if (items.length === 0) return <p className="text-[0.8125rem] text-soft">Nothing was deleted lately.</p>
  return (
    <ul className="flex max-h-80 flex-col overflow-y-auto rounded-xl border border-line bg-raised" aria-label="Deleted lately">
      {items.map((item) => (
        <li key={item.id} className="flex items-center gap-3 border-t border-line px-4 py-2 first:border-0">
          <span className="min-w-0 grow">
            <Title text={item.name} />
            <span className="block text-[0.8125rem] text-soft">
              {nouns[item.noun]}, deleted on {day(item.deletedAt)}
            </span>
          </span>
          <Button icon={<Undo2 size={15} />} aria-label={`Bring back ${item.name}`} onClick={() => onRestore(item)}>
            Bring back
          </Button>
        </li>
      ))}
    </ul>
  )
}
