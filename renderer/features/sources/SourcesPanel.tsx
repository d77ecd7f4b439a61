/** Connects the list of sources. */
import { useStore } from 'zustand'
import type { Library } from './actions.ts'
import { SourcesView } from './SourcesView.tsx'

export function SourcesPanel({ library }: { library: Library }) {
  const { sources, importing, results } = useStore(library.store)
  const sample = useStore(library.core.info.store, (state) => state.info?.sampleInstalled ?? true)
  return (
    <SourcesView
      sources={sources}
      importing={importing}
      results={results}
      sampleInstalled={sample}
      onImport={(folder) => library.pickFiles(folder)}
      onCancel={() => library.cancelImport()}
      onResultsAway={() => library.putResultsAway()}
      onRemove={(source) => void library.remove(source)}
      onMark={(source, localOnly) => void library.mark(source, localOnly)}
      onSample={() => library.core.connection.client.import.sample({ install: true }).then(() => undefined, library.core.notices.fail)}
    />
  )
}
