/** An answer that the person's own rules hold back: why, and a way to see it anyway. */
import { ShieldAlert } from 'lucide-react'
import type { Finding, HeldBy } from '../../../shared/model/verdict.ts'
import { Button } from '../Button.tsx'
import { wordingOf } from './verdictWords.ts'

const kindWords: Record<HeldBy['kind'], string> = { rule: 'A claim breaks your rule', policy: 'A claim does not meet your policy', wording: 'It uses words that you avoid', judge: 'A model doubts what you ask of answers' }

interface HeldBackProps {
  readonly held: readonly HeldBy[]
  readonly ruleHref: (rule: { set?: string | undefined; line?: number | undefined; id: string }) => string
  readonly action?: string
  readonly onShow: () => void
}

export function HeldBack({ held, ruleHref, action = 'Show it anyway', onShow }: HeldBackProps) {
  return (
    <section aria-label="Held back by your rules" className="rounded-xl border border-contradicted bg-contradicted-tint px-4 py-3">
      <h2 className="flex items-center gap-2 text-[0.875rem]">
        <ShieldAlert size={16} aria-hidden="true" className="text-contradicted-ink" />
        Held back by your rules
      </h2>
      <ul className="mt-1.5 flex flex-col gap-1 text-[0.8125rem]">
        {held.map((one) => (
          <li key={`${one.kind}${one.id}${one.claim ?? ''}`}>
            {kindWords[one.kind]}{' '}
            <a href={ruleHref(one)} className="rounded-sm underline underline-offset-3">
              “{wordingOf(one.says).words}”
            </a>
          </li>
        ))}
      </ul>
      <Button className="mt-3" onClick={onShow}>
        {action}
      </Button>
    </section>
  )
}

interface FindingsProps {
  readonly findings: readonly Finding[]
  readonly ruleHref: (rule: { set?: string | undefined; line?: number | undefined; id: string; file?: string | undefined }) => string
}

/** What wordings and judges say of an answer. It changes no verdict, and a model's word is marked as such. */
export function Findings({ findings, ruleHref }: FindingsProps) {
  const shown = findings.filter((finding) => finding.kind === 'wording' || !finding.holds)
  if (shown.length === 0) return null
  return (
    <section aria-label="What your rules say of the wording" className="mt-3 border-l-2 border-line-strong pl-3 text-[0.8125rem] text-soft">
      <ul className="flex flex-col gap-1">
        {shown.map((finding) => (
          <li key={`${finding.kind}${finding.id}${finding.kind === 'wording' ? finding.start : ''}`}>
            {finding.kind === 'wording' ? (
              <>
                It says “<bdi className="text-ink">{finding.text}</bdi>”, against your{' '}
              </>
            ) : (
              <>A model ({finding.model}) thinks it falls short of your </>
            )}
            <a href={ruleHref(finding)} className="rounded-sm underline decoration-line-strong underline-offset-3 hover:text-ink">
              “{finding.says}”
            </a>
            {finding.kind === 'judge' && finding.reason ? `: ${finding.reason}` : '.'}
          </li>
        ))}
      </ul>
    </section>
  )
}
