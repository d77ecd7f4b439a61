/** How knowledge grows: one count at a time as a curve, what the data allow to say of it, and the same as a table. */
import { ChartLine, Download, Image, Table } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { Growth } from '../../../shared/contract/noteContract.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'
import { ProblemLine } from '../../ui/Problem.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { FitTable, GrowthTable } from './GrowthTable.tsx'
import { figure, type Kind, kindNames, verifiedShare } from './growthWords.ts'

interface GrowthViewProps {
  /** Missing until it was read. */
  readonly growth: Growth | undefined
  readonly problem: ProblemShape | undefined
  readonly of: Kind
  readonly asTable: boolean
  readonly chart: ReactNode
  readonly onPick: (of: Kind) => void
  readonly onTable: (on: boolean) => void
  readonly onPng: () => void
  readonly onCsv: () => void
  readonly onRetry: () => void
}

const firstStep = (
  <a href="#/chat" className="inline-flex h-8 items-center rounded-lg bg-accent px-3 text-[0.8125rem] text-on-accent hover:bg-accent-hover">
    Ask a question
  </a>
)

/** What is counted, with where each count stands; one of them is drawn. */
function KindPicker({ growth, of, onPick }: { growth: Growth; of: Kind; onPick: (of: Kind) => void }) {
  const name = useId()
  const share = verifiedShare(growth)
  return (
    <fieldset className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-2">
      <legend className="sr-only">What is counted</legend>
      {(Object.keys(kindNames) as Kind[]).map((kind) => (
        <label key={kind} className="block rounded-xl border border-line bg-raised px-3 py-2 has-checked:border-accent has-checked:bg-accent-tint has-focus-visible:outline-2 has-focus-visible:outline-accent">
          <input type="radio" name={name} className="sr-only" checked={kind === of} onChange={() => onPick(kind)} />
          <span className="block text-[0.8125rem] text-ink">{kindNames[kind]}</span>
          <span className="figures block text-base font-semibold">
            {figure(growth.series[kind]?.at(-1) ?? 0)}
            {kind === 'verified' && share !== undefined ? <span className="text-[0.8125rem] font-normal"> ({Math.round(share * 100)} %)</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function Grown(props: GrowthViewProps & { readonly growth: Growth }) {
  const { growth, of } = props
  return (
    <>
      <KindPicker growth={growth} of={of} onPick={props.onPick} />
      <p role="status" className="mt-5 mb-3 text-base text-pretty">
        {growth.says}
      </p>
      {growth.best === 'too-few' ? (
        <p className="-mt-1.5 mb-3 text-[0.8125rem] text-pretty text-soft">
          The curve is drawn all the same. It grows with what you keep: <a className="text-accent underline" href="#/chat">ask a question</a> and keep what stands.
        </p>
      ) : null}
      <div className="mb-3 flex flex-wrap gap-2">
        <Button icon={props.asTable ? <ChartLine size={15} /> : <Table size={15} />} onClick={() => props.onTable(!props.asTable)}>
          {props.asTable ? 'Show the curve' : 'Show as a table'}
        </Button>
        {props.asTable ? null : (
          <Button icon={<Image size={15} />} onClick={props.onPng}>
            Save as PNG
          </Button>
        )}
        <Button icon={<Download size={15} />} onClick={props.onCsv}>
          Save as CSV
        </Button>
      </div>
      {props.asTable ? <GrowthTable growth={growth} /> : props.chart}
      {growth.fits.length ? (
        <section aria-label="How the curves do" className="mt-6">
          <h2 className="mb-2 text-[0.9375rem]">Fitted curves</h2>
          <FitTable fits={growth.fits} best={growth.best} />
          <p className="mt-2 text-[0.8125rem] text-pretty text-soft">
            AICc weighs how near a curve comes against how many numbers it needs; lower is better. The weight is its share of the support among these three. A curve is named only when it is clearly better than a line and also foretells the last third of the days.
          </p>
        </section>
      ) : null}
    </>
  )
}

export function GrowthView(props: GrowthViewProps) {
  const { growth, problem } = props
  return (
    <Page
      title="Growth"
      tools={
        <a href="#/history" className="inline-flex h-8 shrink-0 items-center rounded-lg border border-line bg-raised px-3 text-[0.8125rem] hover:bg-hover">
          History
        </a>
      }
    >
      <div className="min-h-0 grow overflow-y-auto">
        <div className="mx-auto w-full max-w-[54rem] px-5 pt-6 pb-16">
          {problem ? <ProblemLine problem={problem} onRetry={props.onRetry} /> : null}
          {growth === undefined && !problem ? <Skeleton /> : null}
          {growth && growth.days.length > 0 ? <Grown {...props} growth={growth} /> : null}
          {growth?.days.length === 0 ? (
            <Empty icon={<ChartLine size={28} strokeWidth={1.5} />} title="Too few days yet" action={firstStep}>
              Here you see how your notes, sources, rules and questions add up over time, and which curve they follow, once there is enough to say so. Begin with a question, and keep what stands.
            </Empty>
          ) : null}
        </div>
      </div>
    </Page>
  )
}
