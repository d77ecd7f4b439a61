/** Growth as tables: the fitted curves with how well they do, and the counts of the days on which something changed. */
import type { ReactNode } from 'react'
import type { Growth } from '../../../shared/contract/noteContract.ts'
import { changedDays, dayInWords, figure, type Kind, kindNames, shapeNames, weightInWords } from './growthWords.ts'

const AT_MOST = 500
const cell = 'px-2.5 py-1.5 text-right'
const head = `${cell} font-semibold`

/** Reached by Tab, so that it can be scrolled by keys. */
function Scrolled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="table-scroll overflow-x-auto rounded-xl border border-line bg-raised" tabIndex={0} role="group" aria-label={label}>
      <table className="figures w-full border-collapse text-[0.8125rem]" aria-label={label}>
        {children}
      </table>
    </div>
  )
}

export function FitTable({ fits, best }: Pick<Growth, 'fits' | 'best'>) {
  return (
    <Scrolled label="Fitted curves">
      <thead>
        <tr className="border-b border-line text-soft">
          <th scope="col" className={`${head} !text-left`}>Curve</th>
          <th scope="col" className={`${head} !text-left`}>Formula, t in days</th>
          <th scope="col" className={head}>AICc</th>
          <th scope="col" className={head}>Weight</th>
        </tr>
      </thead>
      <tbody>
        {fits.map(({ shape, formula, parameters, aicc, weight }) => (
          <tr key={shape} className="border-t border-line first:border-0">
            <th scope="row" className="px-2.5 py-1.5 text-left font-semibold whitespace-nowrap">
              {shapeNames[shape]}
              {shape === best ? <span className="font-normal text-soft"> (supported)</span> : null}
            </th>
            <td className="px-2.5 py-1.5 text-left">
              <span className="whitespace-nowrap">{formula}</span>
              <span className="block text-soft">{Object.entries(parameters).map(([name, value]) => `${name} = ${figure(value)}`).join(', ')}</span>
            </td>
            <td className={cell}>{aicc.toFixed(1)}</td>
            <td className={`${cell} whitespace-nowrap`}>{weightInWords(weight)}</td>
          </tr>
        ))}
      </tbody>
    </Scrolled>
  )
}

export function GrowthTable({ growth }: { growth: Growth }) {
  const days = changedDays(growth)
  const kinds = Object.keys(kindNames) as Kind[]
  return (
    <div>
      <Scrolled label="Growth by day">
        <thead>
          <tr className="border-b border-line text-soft">
            <th scope="col" className={`${head} !text-left`}>Day (UTC)</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col" className={head}>{kindNames[kind]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.slice(0, AT_MOST).map((index) => (
            <tr key={index} className="border-t border-line first:border-0">
              <th scope="row" className="px-2.5 py-1.5 text-left font-normal whitespace-nowrap">{dayInWords(growth.days[index] ?? '')}</th>
              {kinds.map((kind) => (
                <td key={kind} className={cell}>{figure(growth.series[kind]?.[index] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </Scrolled>
      <p className="mt-2 text-[0.8125rem] text-soft">
        Only days on which something changed{days.length > AT_MOST ? `, the latest ${AT_MOST} of ${days.length.toLocaleString('en')}` : ''}; the CSV has every day.
      </p>
    </div>
  )
}
