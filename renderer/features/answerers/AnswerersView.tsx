/** The list of experts: who answers, with what, and how each is called. */
import { AtSign, Plus, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import type { NamedAnswerer } from '../../../shared/model/namedAnswerer.ts'
import { answererName } from '../../core/answerers.ts'
import { Empty } from '../../ui/Empty.tsx'
import { langOf } from '../../ui/langOf.ts'
import { Page } from '../../ui/Page.tsx'

interface AnswerersViewProps {
  /** Missing until they were read. */
  readonly answerers: readonly NamedAnswerer[] | undefined
  readonly open: string | undefined
  readonly onClose: () => void
  readonly form: ReactNode
}

const counted = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`)

const newExpert = (
  <a href="#/experts/new" className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-lg bg-accent px-3 text-[0.8125rem] whitespace-nowrap text-on-accent hover:bg-accent-hover">
    <Plus size={15} aria-hidden="true" />
    New expert
  </a>
)

function Row({ answerer, current }: { answerer: NamedAnswerer; current: boolean }) {
  const { id, name, instructions, sources, ruleSets } = answerer
  return (
    <li>
      <a href={`#/experts/${id}`} aria-current={current ? 'true' : undefined} className={`-mx-3 block rounded-xl px-3 py-3 focus-visible:outline-offset-[-2px] ${current ? 'bg-chosen/60' : 'hover:bg-hover/60'}`}>
        <bdi lang={langOf(name)} className="block font-semibold break-words">
          @{name}
        </bdi>
        {instructions.trim() ? (
          <span dir="auto" lang={langOf(instructions)} className="mt-0.5 line-clamp-2 break-words">
            {instructions}
          </span>
        ) : null}
        <span className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-[0.8125rem] text-soft">
          <bdi>{answererName(answerer.answerer)}</bdi>
          <span>{sources ? `only ${counted(sources.length, 'source', 'sources')}` : 'all sources'}</span>
          <span>{ruleSets ? `only ${counted(ruleSets.length, 'rule set', 'rule sets')}` : 'the rules of the conversation'}</span>
        </span>
      </a>
    </li>
  )
}

export function AnswerersView({ answerers, open, onClose, form }: AnswerersViewProps) {
  return (
    <Page title="Experts" asideLabel="Expert" onCloseAside={onClose} aside={form} tools={answerers?.length ? newExpert : null}>
      <div className="min-h-0 grow overflow-y-auto">
        <div className="mx-auto w-full max-w-[46rem] px-6 pt-6 pb-16">
          {answerers?.length === 0 ? (
            <Empty icon={<UsersRound size={28} strokeWidth={1.5} />} title="Ways to answer, by name" action={newExpert}>
              An expert is a model with its own instructions, sources and rule sets. Begin a question with its name, such as <span className="whitespace-nowrap">@physicist</span>, or ask several side by side.
            </Empty>
          ) : null}
          {answerers?.length ? (
            <>
              <ul aria-label="Experts" className="divide-y divide-line">
                {answerers.map((answerer) => (
                  <Row key={answerer.id} answerer={answerer} current={answerer.id === open} />
                ))}
              </ul>
              <p className="mt-4 flex gap-2 text-[0.8125rem] text-soft">
                <AtSign size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
                Type @ at the beginning of a question to call an expert or a model. Its instructions say how to write; they are never evidence.
              </p>
            </>
          ) : null}
        </div>
      </div>
    </Page>
  )
}
