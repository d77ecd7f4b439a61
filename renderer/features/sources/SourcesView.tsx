/** The list of sources: what is in the library, what is being imported, and what was refused and why. */
import { Cloud, Ellipsis, FileText, FolderUp, Library, Lock, Trash2, Upload, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ImportResult, Source } from '../../../shared/model/source.ts'
import { Bar } from '../../ui/Bar.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SearchField } from '../../ui/Field.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { Page } from '../../ui/Page.tsx'
import { Title } from '../../ui/Title.tsx'
import { when } from '../../ui/when.ts'
import type { Importing } from './actions.ts'

interface SourcesViewProps {
  readonly sources: readonly Source[] | undefined
  readonly importing: Importing | undefined
  readonly results: readonly ImportResult[]
  readonly sampleInstalled: boolean
  readonly onImport: (folder: boolean) => void
  readonly onCancel: () => void
  readonly onResultsAway: () => void
  readonly onRemove: (source: Source) => void
  /** Never sent to a cloud model, or allowed again. */
  readonly onMark: (source: Source, localOnly: boolean) => void
  readonly onSample: () => Promise<void>
}

const formatName: Record<Source['format'], string> = { text: 'Text', markdown: 'Markdown', html: 'HTML', pdf: 'PDF', json: 'JSON', csv: 'CSV' }

/** `14 pages` for what has pages, else its length in words. */
function extent(source: Source): string {
  if (source.pages) return source.pages === 1 ? '1 page' : `${source.pages.toLocaleString('en')} pages`
  const words = Math.max(1, Math.round(source.length / 6))
  return words < 1000 ? `${words} words` : `${Math.round(words / 1000).toLocaleString('en')} k words`
}

function Row({ source, onRemove, onMark }: { source: Source; onRemove: () => void; onMark: (localOnly: boolean) => void }) {
  const facts = [formatName[source.format], extent(source), source.tier === 'unknown' ? '' : source.tier, source.published?.slice(0, 10) ?? '', source.version > 1 ? `version ${source.version}` : '', source.sample ? 'sample' : '']
  return (
    <li className="group relative -mx-3 flex items-center rounded-xl hover:bg-hover/60">
      <a href={`#/sources/${source.id}`} className="flex min-w-0 grow items-start gap-3 rounded-xl py-2.5 pr-12 pl-3 focus-visible:outline-offset-[-2px]">
        <FileText size={17} aria-hidden="true" className="mt-[0.2rem] shrink-0 text-soft" />
        <span className="min-w-0 grow">
          <Title text={source.title} className="font-semibold" />
          <span className="block truncate text-[0.8125rem] text-soft">
            {source.localOnly ? (
              <span className="mr-1.5 inline-flex items-center gap-1 rounded-md border border-line px-1.5 align-[0.02rem] text-[0.75rem] text-ink" title="Never sent to a cloud model">
                <Lock size={11} aria-hidden="true" />
                stays here
              </span>
            ) : null}
            {facts.filter(Boolean).join(' · ')}
          </span>
        </span>
        <time dateTime={source.importedAt} className="shrink-0 self-center text-[0.8125rem] text-soft max-[700px]:hidden" title="Imported">
          {when(source.importedAt)}
        </time>
      </a>
      <Menu
        label={`“${source.title}”`}
        align="end"
        trigger={
          <button type="button" aria-label={`More for “${source.title}”`} className="absolute top-1/2 right-2.5 -mt-3.5 flex size-7 items-center justify-center rounded-md text-soft hover:text-ink">
            <Ellipsis size={16} aria-hidden="true" />
          </button>
        }
      >
        <MenuItem icon={source.localOnly ? <Cloud size={14} /> : <Lock size={14} />} onSelect={() => onMark(source.localOnly !== true)}>
          {source.localOnly ? 'Allow cloud models to read it' : 'Never send to a cloud model'}
        </MenuItem>
        <MenuItem icon={<Trash2 size={14} />} grave onSelect={onRemove}>
          Remove
        </MenuItem>
      </Menu>
    </li>
  )
}

function Refused({ results, onAway }: { results: readonly ImportResult[]; onAway: () => void }) {
  return (
    <section aria-label="Not imported" className="mb-5 rounded-xl border border-line bg-raised py-2.5 pr-2 pl-4" role="alert">
      <div className="flex items-center">
        <h2 className="grow text-[0.8125rem]">{results.length === 1 ? 'One file was not imported' : `${results.length} files were not imported`}</h2>
        <IconButton label="Put this away" icon={<X size={15} />} onClick={onAway} />
      </div>
      <ul className="max-h-48 overflow-y-auto pr-3 text-[0.8125rem]" tabIndex={0} aria-label="Files that were not imported">
        {results.map((result, i) => (
          <li key={`${result.path}${i}`} className="border-t border-line py-1.5 first:border-0">
            <bdi className="font-semibold">{result.path}</bdi> <span className="text-soft">{result.reason}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function SourcesView(props: SourcesViewProps) {
  const { sources, importing, results } = props
  const [query, setQuery] = useState('')
  const shown = useMemo(() => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean)
    return sources?.filter((source) => words.every((word) => `${source.title} ${source.path}`.toLowerCase().includes(word)))
  }, [sources, query])
  return (
    <Page
      title="Sources"
      tools={
        <>
          <Button icon={<FolderUp size={15} />} onClick={() => props.onImport(true)} className="max-[700px]:hidden">
            Import a folder
          </Button>
          <Button tone="primary" icon={<Upload size={15} />} onClick={() => props.onImport(false)}>
            Import files
          </Button>
        </>
      }
    >
      <div className="min-h-0 grow overflow-y-auto">
        <div className="mx-auto w-full max-w-[46rem] px-6 pt-6 pb-16">
          {importing ? (
            <div className="mb-5 rounded-xl border border-line bg-raised px-4 py-3">
              <Bar label={importing.say} fraction={importing.fraction} onStop={props.onCancel} />
            </div>
          ) : null}
          {results.length ? <Refused results={results} onAway={props.onResultsAway} /> : null}
          {sources?.length === 0 && !importing ? (
            <Empty
              icon={<Library size={28} strokeWidth={1.5} />}
              title="Your library is empty"
              action={
                <>
                  <Button tone="primary" icon={<Upload size={15} />} onClick={() => props.onImport(false)}>
                    Import files
                  </Button>
                  {props.sampleInstalled ? null : <Button onClick={() => void props.onSample()}>Try the sample library</Button>}
                </>
              }
            >
              Answers are held against the documents that you trust. Drop PDF, HTML, Markdown or text files here, or whole folders. The originals are kept.
            </Empty>
          ) : null}
          {sources && sources.length > 5 ? (
            <div className="mb-3">
              <SearchField label="Find a source" data-find="" value={query} onChange={(event) => setQuery(event.target.value)} />
            </div>
          ) : null}
          {shown?.length ? (
            <ul aria-label="Sources">
              {shown.map((source) => (
                <Row key={source.id} source={source} onRemove={() => props.onRemove(source)} onMark={(localOnly) => props.onMark(source, localOnly)} />
              ))}
            </ul>
          ) : sources?.length ? (
            <p className="py-8 text-center text-soft">No source goes by this name.</p>
          ) : null}
        </div>
      </div>
    </Page>
  )
}
