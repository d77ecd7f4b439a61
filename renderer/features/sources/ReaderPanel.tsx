/** Connects the reader: one source, opened at a quote or at its beginning. */
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { SourceId } from '../../../shared/model/ids.ts'
import { useKeys } from '../../core/keys.ts'
import { Page } from '../../ui/Page.tsx'
import { ProblemLine } from '../../ui/Problem.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { Library } from './actions.ts'
import { openReader } from './openReader.ts'
import { type Place, ReaderView } from './ReaderView.tsx'

interface ReaderPanelProps {
  readonly library: Library
  readonly id: string
  readonly start: number | undefined
  readonly end: number | undefined
}

export function ReaderPanel({ library, id, start, end }: ReaderPanelProps) {
  const reader = useMemo(() => openReader(library.core, id as SourceId), [library, id])
  const { reading, problem, found } = useStore(reader.store)
  const quote = start !== undefined && end !== undefined && end > start ? { start, end } : undefined
  const [place, setPlace] = useState<Place>()

  useEffect(() => {
    const offset = start ?? 0
    void reader.load(offset).then(() => setPlace({ offset }))
  }, [reader, start])

  const go = (offset: number): void => void reader.load(offset).then(() => setPlace({ offset }))
  useKeys({
    Escape: () => {
      if (found) void reader.find('')
      else history.length > 1 ? history.back() : library.core.go('#/sources')
    },
  })

  if (problem || !reading) {
    return (
      <Page title="Source">
        {problem ? (
          <div className="mx-auto w-full max-w-[var(--measure)] px-5 pt-8">
            <ProblemLine problem={problem} onRetry={() => library.core.go('#/sources')} retry="All sources" />
          </div>
        ) : (
          <Skeleton />
        )}
      </Page>
    )
  }
  return (
    <ReaderView
      reading={reading}
      quote={quote}
      found={found}
      place={place}
      onGo={go}
      onFind={(query) => void reader.find(query)}
      onMore={(side) => void reader.more(side)}
    />
  )
}
