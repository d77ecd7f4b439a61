/** Connects the reader: one source, opened at a quote or at its beginning. */
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { SourceId } from '../../../shared/model/ids.ts'
import { useKeys } from '../../core/keys.ts'
import { Page } from '../../ui/Page.tsx'
import { ProblemLine } from '../../ui/Problem.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { Library } from './actions.ts'
import { openReader } from './openReader.ts'
import { ReaderView } from './ReaderView.tsx'

interface ReaderPanelProps {
  readonly library: Library
  readonly id: string
  readonly start: number | undefined
  readonly end: number | undefined
}

export function ReaderPanel({ library, id, start, end }: ReaderPanelProps) {
  const reader = useMemo(() => openReader(library.core, id as SourceId), [library, id])
  const { reading, problem, found, place } = useStore(reader.store)
  const quote = start !== undefined && end !== undefined && end > start ? { start, end } : undefined

  useEffect(() => {
    void reader.go(start ?? 0)
  }, [reader, start])

  useKeys({
    Escape: () => {
      if (found) void reader.find('', 0)
      else if (history.length > 1) history.back()
      else library.core.go('#/sources')
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
      onGo={(offset) => void reader.go(offset)}
      onFind={(query, from) => void reader.find(query, from)}
      onStep={(by) => void reader.step(by)}
      onMore={(side) => void reader.more(side)}
    />
  )
}
