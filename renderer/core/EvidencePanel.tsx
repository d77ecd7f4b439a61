/** Connects the evidence of the chosen claim: its turn, the words around its quotes, and keeping it. */
import { lazy, Suspense, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { SettledBy } from '../../shared/model/verdict.ts'
import { EvidenceView } from '../ui/judged/EvidenceView.tsx'
import type { Core } from './core.ts'
import { keyOf, useKept } from './keptClaims.ts'
import { quoteKey } from './quoteContexts.ts'
import { ruleHref } from './ruleSets.ts'
import { sourceHref } from './sourceHref.ts'
import type { TurnFeed } from './turnFeed.ts'

const ReadingDialog = lazy(() => import('./ReadingDialog.tsx'))
const MakeRuleDialog = lazy(() => import('./MakeRuleDialog.tsx'))

const StateFactDialog = lazy(() => import('./StateFactDialog.tsx'))

interface EvidencePanelProps {
  readonly core: Core
  readonly feed: TurnFeed
  /** The claim's place in the answer. */
  readonly index: number | undefined
  /** Or its place among those that were withdrawn. */
  readonly withdrawn?: number | undefined
  readonly onClose: () => void
  readonly onStep: (step: 1 | -1) => void
}

export function EvidencePanel({ core, feed, index, withdrawn, onClose, onStep }: EvidencePanelProps) {
  const turn = useStore(feed, (state) => state.id)
  const gone = useStore(feed, (state) => (withdrawn === undefined ? undefined : state.withdrawn[withdrawn]))
  const stands = useStore(feed, (state) => (index === undefined ? undefined : state.claims[index]))
  const claim = gone?.claim ?? stands
  const contexts = useStore(core.quotes.store)
  const keys = useKept(core.kept, turn)
  const [over, setOver] = useState<'reading' | 'rule'>()
  const [stating, setStating] = useState<SettledBy>()
  const evidence = claim?.sources?.evidence
  useEffect(() => {
    if (evidence) core.quotes.read(evidence)
  }, [core, evidence])
  if (!claim) return null
  return (
    <>
      <EvidenceView
        claim={claim}
        contextOf={(one) => contexts[quoteKey(one)]}
        sourceHref={sourceHref}
        ruleHref={ruleHref}
        withdrawn={gone}
        onReading={gone ? undefined : () => setOver('reading')}
        onState={setStating}
        onMakeRule={gone ? undefined : () => setOver('rule')}
        kept={keys.has(keyOf(turn, claim.id))}
        onKeep={gone ? undefined : () => void core.kept.keep(turn, [claim.id])}
        onClose={onClose}
        onNext={() => onStep(1)}
        onPrevious={() => onStep(-1)}
      />
      <Suspense fallback={null}>
        {over === 'reading' ? <ReadingDialog core={core} feed={feed} claim={claim} onClose={() => setOver(undefined)} /> : null}
        {stating ? <StateFactDialog core={core} asked={stating} onClose={() => setStating(undefined)} /> : null}
        {over === 'rule' ? <MakeRuleDialog core={core} from={{ turn, claim: claim.id }} onClose={() => setOver(undefined)} /> : null}
      </Suspense>
    </>
  )
}
