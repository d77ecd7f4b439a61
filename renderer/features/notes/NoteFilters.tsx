/** What narrows the list: words, topic and status at hand, the rest one press away, and what came from elsewhere as chips. */
import { SlidersHorizontal, X } from 'lucide-react'
import { useState } from 'react'
import { noteStatuses } from '../../../shared/model/note.ts'
import { deciders, type NoteFilter } from '../../../shared/model/noteFilter.ts'
import { claimVerdicts } from '../../../shared/model/verdict.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { fieldClass, SearchField } from '../../ui/Field.tsx'
import { statusWords } from './NoteRows.tsx'

interface NoteFiltersProps {
  readonly filter: NoteFilter
  readonly topics: readonly string[]
  readonly tags: readonly string[]
  /** Names of the source and the rule set that the list is narrowed to. */
  readonly names: { readonly source?: string | undefined; readonly set?: string | undefined }
  /** How many match, of how many; missing until they were counted. */
  readonly total: number | undefined
  readonly all: number
  readonly onFilter: (change: NoteFilter) => void
}

const verdictWords: Record<(typeof claimVerdicts)[number], string> = { verified: 'Verified', contradicted: 'Contradicted', unverified: 'Unverified', 'not-checkable': 'Not checkable' }
const deciderWords: Record<(typeof deciders)[number], string> = { rules: 'By your rules', embedded: 'By your sources', person: 'By your word', none: 'By nothing yet' }

interface PickProps<T extends string> {
  readonly label: string
  readonly all: string
  readonly value: T | undefined
  readonly choices: readonly { readonly value: T; readonly says: string }[]
  readonly onPick: (value: T | undefined) => void
}

function Pick<T extends string>({ label, all, value, choices, onPick }: PickProps<T>) {
  return (
    <select aria-label={label} className={`${fieldClass} !w-auto max-w-44 shrink-0`} value={value ?? ''} onChange={(event) => onPick(choices.find((choice) => choice.value === event.target.value)?.value)}>
      <option value="">{all}</option>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.says}
        </option>
      ))}
    </select>
  )
}

const named = (values: readonly string[], picked: string | undefined): { value: string; says: string }[] => [...new Set(picked === undefined ? values : [...values, picked])].map((value) => ({ value, says: value }))

export function NoteFilters({ filter, topics, tags, names, total, all, onFilter }: NoteFiltersProps) {
  const more = filter.verdict?.length || filter.by?.length || filter.tag !== undefined
  const [shown, setShown] = useState(false)
  const narrowed = Object.values(filter).some((value) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0))
  const clear = (): void => onFilter({ query: '', topic: undefined, status: undefined, verdict: undefined, by: undefined, tag: undefined, source: undefined, set: undefined, policy: undefined })
  return (
    <div className="flex flex-col gap-2" role="search" aria-label="Notes">
      <div className="flex flex-wrap gap-2">
        <SearchField label="Find in your notes" className={`${fieldClass} !w-48 grow`} data-find="" dir="auto" maxLength={500} value={filter.query ?? ''} onChange={(event) => onFilter({ query: event.target.value })} />
        {topics.length ? <Pick label="Topic" all="All topics" value={filter.topic} choices={named(topics, filter.topic)} onPick={(topic) => onFilter({ topic })} /> : null}
        <Pick label="Status" all="Any status" value={filter.status?.[0]} choices={noteStatuses.map((value) => ({ value, says: statusWords[value] || 'Current' }))} onPick={(status) => onFilter({ status: status && [status] })} />
        <IconButton label="More filters" aria-expanded={shown || Boolean(more)} icon={<SlidersHorizontal size={16} />} onClick={() => setShown(!shown)} />
      </div>
      {shown || more ? (
        <div className="flex flex-wrap gap-2">
          <Pick label="Verdict" all="Any verdict" value={filter.verdict?.[0]} choices={claimVerdicts.map((value) => ({ value, says: verdictWords[value] }))} onPick={(verdict) => onFilter({ verdict: verdict && [verdict] })} />
          <Pick label="Decided by" all="Decided by anything" value={filter.by?.[0]} choices={deciders.map((value) => ({ value, says: deciderWords[value] }))} onPick={(by) => onFilter({ by: by && [by] })} />
          <Pick label="Tag" all={tags.length ? 'All tags' : 'No tags yet'} value={filter.tag} choices={named(tags, filter.tag)} onPick={(tag) => onFilter({ tag })} />
        </div>
      ) : null}
      {(['source', 'set'] as const).map((kind) =>
        filter[kind] === undefined ? null : (
          <p key={kind} className="flex items-center gap-1 text-[0.8125rem] text-soft">
            {kind === 'source' ? 'On the source' : 'By rules of'} <bdi className="font-semibold">{names[kind] ?? filter[kind]}</bdi>
            <IconButton label={kind === 'source' ? 'On any source' : 'By any rules'} icon={<X size={14} />} onClick={() => onFilter({ [kind]: undefined })} />
          </p>
        ),
      )}
      {narrowed && total !== undefined ? (
        <p className="flex items-center gap-1 text-[0.8125rem] text-soft" aria-live="polite">
          {total.toLocaleString('en')} of {all.toLocaleString('en')} {all === 1 ? 'note' : 'notes'}
          <Button tone="quiet" className="!h-6 !px-1.5" onClick={clear}>
            Show all
          </Button>
        </p>
      ) : null}
    </div>
  )
}
