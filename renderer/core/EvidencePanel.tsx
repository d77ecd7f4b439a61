/** Connects the evidence of the chosen claim: its turn, the words around its quotes, and keeping it. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Evidence } from '../../shared/model/verdict.ts'
import { EvidenceView } from '../ui/judged/EvidenceView.tsx'
import type { Core } from './core.ts'
import { keyOf } from './keptClaims.ts'
import { quoteKey } from './quoteContexts.ts'
import type { TurnFeed } from './turnFeed.ts'

interface EvidencePanelProps {
  readonly core: Core
  readonly feed: TurnFeed
  readonly index: number
  readonly onClose: () => void
  readonly onStep: (step: 1 | -1) => void
}

/** The reader, opened at the quote. */
export const sourceHref = (evidence: Pick<Evidence, 'source' | 'start' | 'end'>): string => `#/sources/${evidence.source}?start=${evidence.start}&end=${evidence.end}`

export function EvidencePanel({ core, feed, index, onClose, onStep }: EvidencePanelProps) {
  const turn = useStore(feed, (state) => state.id)
  const claim = useStore(feed, (state) => state.claims[index])
  const contexts = useStore(core.quotes.store)
  const keys = useStore(core.kept.store, (state) => state.keys)
  const evidence = claim?.sources?.evidence
  useEffect(() => {
    if (evidence) core.quotes.read(evidence)
  }, [core, evidence])
  if (!claim) return null
  return (
    <EvidenceView
      claim={claim}
      contextOf={(one) => contexts[quoteKey(one)]}
      sourceHref={sourceHref}
      kept={keys.has(keyOf(turn, claim.id))}
      onKeep={() => void core.kept.keep(turn, [claim.id])}
      onClose={onClose}
      onNext={() => onStep(1)}
      onPrevious={() => onStep(-1)}
    />
  )
}
