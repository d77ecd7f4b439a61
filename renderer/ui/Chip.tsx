/** Small words on a tint: verdicts and what differs. */
import type { ReactNode } from 'react'
import type { ClaimVerdict } from '../../shared/model/verdict.ts'
import { markOf, verdictName } from './judged/verdictWords.ts'

const tones = {
  plain: 'bg-hover text-ink',
  verified: 'bg-verified-tint text-verified-ink',
  open: 'bg-open-tint text-open-ink',
  contradicted: 'bg-contradicted-tint text-contradicted-ink',
}

export function Chip({ tone = 'plain', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return <span className={`inline-flex items-center gap-1 rounded-md px-1.5 py-0.5 text-xs font-semibold ${tones[tone]}`}>{children}</span>
}

const toneOf: Record<ClaimVerdict, keyof typeof tones> = { verified: 'verified', unverified: 'open', contradicted: 'contradicted', 'not-checkable': 'plain' }

export function VerdictChip({ verdict, by }: { verdict: ClaimVerdict; by?: 'rules' | 'embedded' | 'person' | 'none' | undefined }) {
  const mark = markOf(verdict, by)
  return (
    <Chip tone={toneOf[verdict]}>
      {mark ? <span aria-hidden="true">{mark}</span> : null}
      {verdictName[verdict]}
    </Chip>
  )
}
