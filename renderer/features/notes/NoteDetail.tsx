/** One note with its provenance: the question it came from, who answered, the quotes and the rules behind it. */
import { BookOpen, Download, History as HistoryIcon, Scale, Trash2, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { SourceId } from '../../../shared/model/ids.ts'
import type { Because } from '../../../shared/model/verdict.ts'
import type { NoteFilter } from '../../../shared/model/noteFilter.ts'
import { judgedNow, type Note, standing } from '../../../shared/model/note.ts'
import type { Evidence } from '../../../shared/model/verdict.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Chip, VerdictChip } from '../../ui/Chip.tsx'
import { fieldClass } from '../../ui/Field.tsx'
import { QuoteInPlace } from '../../ui/judged/QuoteInPlace.tsx'
import { verdictGround } from '../../ui/judged/verdictWords.ts'
import { when } from '../../ui/when.ts'
import { LongStatement } from './LongStatement.tsx'
import { statusWords } from './NoteRows.tsx'
import { tagsOf } from './tags.ts'

interface NoteDetailProps {
  readonly note: Note
  readonly sourceHref: (evidence: Evidence) => string
  readonly onTags: (tags: string[]) => void
  readonly onTopic: (topic: string) => void
  readonly ruleHref: (because: Because) => string
  /** Narrows the list to the notes on this source, or by this rule set. */
  readonly onOnly: (only: Pick<NoteFilter, 'source' | 'set'>, name: string) => void
  readonly onMakeRule: () => void
  readonly onRemove: () => void
  readonly onExport: () => void
  readonly onClose: () => void
  /** What keeps it true. */
  readonly care: ReactNode
  readonly links: ReactNode
  readonly expiry: ReactNode
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line pt-3">
      <h3 className="mb-1 text-xs font-normal text-soft">{title}</h3>
      {children}
    </section>
  )
}

const answeredBy = (by: string): string => (by === 'library' ? 'Your library' : by === 'text' ? 'A text you checked' : by)

export function NoteDetail({ note, sourceHref, ruleHref, onTags, onTopic, onOnly, onMakeRule, onRemove, onExport, onClose, care, links, expiry }: NoteDetailProps) {
  const [tags, setTags] = useState(note.tags.join(', '))
  const [topic, setTopic] = useState(note.topic)
  const { provenance } = note
  const claim = judgedNow(note)
  const { verdict, by } = standing(note)
  const saveTags = (): void => {
    const next = tagsOf(tags)
    setTags(next.join(', '))
    if (next.join('\n') !== note.tags.join('\n')) onTags(next)
  }
  const saveTopic = (): void => {
    if (topic.trim() !== note.topic) onTopic(topic.trim())
  }
  const onEnter = (save: () => void) => (event: React.KeyboardEvent) => {
    if (event.key === 'Enter') save()
  }
  return (
    <div className="flex h-full flex-col">
      <header className="flex h-12 shrink-0 items-center gap-1 pr-3 pl-4">
        <h2 className="grow text-[0.8125rem] font-normal text-soft">Note</h2>
        <IconButton label="Export this note" icon={<Download size={15} />} onClick={onExport} />
        <IconButton label="Close" keys="Esc" icon={<X size={16} />} onClick={onClose} />
      </header>
      <div className="flex min-h-0 grow flex-col gap-3 overflow-y-auto px-4 pb-6" tabIndex={0} role="group" aria-label="The note">
        <LongStatement text={note.statement} className="font-semibold [overflow-wrap:anywhere]" />
        <p className="text-[0.8125rem] text-soft">
          <VerdictChip verdict={verdict} by={by} /> {statusWords[note.status] ? <Chip tone="open">{statusWords[note.status]}</Chip> : null}
          <span className="ml-1">{note.vouched ? 'You vouch for it.' : verdictGround(claim)}</span>
        </p>
        {note.staleBecause ? (
          <p dir="auto" className="rounded-lg bg-open-tint px-3 py-2 text-[0.8125rem] break-words">
            {note.staleBecause}
          </p>
        ) : null}
        {care}
        {claim.logic.because.length ? (
          <Section title="Your rules">
            <ul className="text-[0.8125rem]">
              {claim.logic.because.map((entry) => (
                <li key={entry.id}>
                  “{entry.says}”{' '}
                  <a href={ruleHref(entry)} className="rounded-sm text-soft underline decoration-line-strong underline-offset-3 hover:text-ink">
                    {[entry.kind, entry.version ? `v${entry.version}` : ''].filter(Boolean).join(' · ')}
                  </a>
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
        {claim.sources.evidence.length ? (
          <Section title={claim.sources.evidence.length === 1 ? 'Quote' : 'Quotes'}>
            <ul className="flex flex-col gap-3">
              {claim.sources.evidence.map((evidence) => (
                <li key={`${evidence.source}:${evidence.start}`}>
                  <QuoteInPlace quote={evidence.quote} context={undefined} stance={evidence.stance} />
                  <a href={sourceHref(evidence)} className="mt-1 inline-flex items-start gap-1.5 rounded-sm text-[0.8125rem] text-soft hover:text-ink">
                    <BookOpen size={14} className="mt-[0.2rem] shrink-0" aria-hidden="true" />
                    <bdi className="underline decoration-line-strong underline-offset-3">{evidence.title ?? 'Open in source'}</bdi>
                  </a>
                  <Button tone="quiet" className="!h-6 !px-1.5 text-xs" onClick={() => onOnly({ source: evidence.source as SourceId }, evidence.title ?? evidence.source)}>
                    All notes on it
                  </Button>
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
        {links}
        <Section title="Where it comes from">
          <p dir="auto" className="line-clamp-6 text-[0.8125rem] break-words">
            {provenance.by === 'text' ? provenance.question.slice(0, 300) : `“${provenance.question.slice(0, 300)}”`}
          </p>
          <p className="mt-1 text-[0.8125rem] text-soft">
            {answeredBy(provenance.by)} · kept {when(note.created)} · checked by {provenance.checker}
          </p>
          <a href={`#/history/note/${note.id}`} className="mt-1 inline-flex items-start gap-1.5 rounded-sm text-[0.8125rem] text-soft hover:text-ink">
            <HistoryIcon size={14} className="mt-[0.2rem] shrink-0" aria-hidden="true" />
            <span className="underline decoration-line-strong underline-offset-3">History of this note</span>
          </a>
        </Section>
        <Section title="Topic">
          <input aria-label="Topic" className={fieldClass} value={topic} maxLength={200} onChange={(event) => setTopic(event.target.value)} onBlur={saveTopic} onKeyDown={onEnter(saveTopic)} />
        </Section>
        <Section title="Tags, separated by commas">
          <input aria-label="Tags" className={fieldClass} value={tags} onChange={(event) => setTags(event.target.value)} onBlur={saveTags} onKeyDown={onEnter(saveTags)} />
        </Section>
        {expiry}
        <div className="mt-1 flex flex-wrap gap-2">
          <Button icon={<Scale size={14} />} onClick={onMakeRule}>
            Make a rule or fact of it
          </Button>
          <Button tone="grave" icon={<Trash2 size={14} />} onClick={onRemove}>
            Remove this note
          </Button>
        </div>
      </div>
    </div>
  )
}

/** In the place of a note that is not there any more. */
export function GoneNote({ onRestore, onClose }: { onRestore: () => void; onClose: () => void }) {
  return (
    <div className="flex h-full flex-col">
      <header className="flex h-12 shrink-0 items-center gap-1 pr-3 pl-4">
        <h2 className="grow text-[0.8125rem] font-normal text-soft">Note</h2>
        <IconButton label="Close" keys="Esc" icon={<X size={16} />} onClick={onClose} />
      </header>
      <div className="flex flex-col items-start gap-3 px-4">
        <p>This note was removed, or never was in this workspace.</p>
        <Button onClick={onRestore}>Bring it back</Button>
      </div>
    </div>
  )
}
