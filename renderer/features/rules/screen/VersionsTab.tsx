/** Every version of a rule set: when, by whom and why, how it differs from the text as it is, and bringing one back. */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { RuleSetVersion } from '../../../../shared/model/ruleSet.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { when } from '../../../ui/when.ts'
import type { Workbench } from '../workbench.ts'
import { MergeHost } from './MergeHost.tsx'

const byWords: Record<RuleSetVersion['by'], string> = { person: 'You', outside: 'Changed outside', sample: 'The sample', import: 'Imported' }

export default function VersionsTab({ bench }: { bench: Workbench }) {
  const { core, id } = bench
  const { info, text } = useStore(bench.store)
  const [versions, setVersions] = useState<readonly RuleSetVersion[]>()
  const [open, setOpen] = useState<{ number: number; text: string }>()
  useEffect(() => {
    core.connection.client.ruleSet.versions({ id }).then(setVersions, (error: unknown) => core.notices.fail(error))
  }, [core, id, info.number])
  const show = async (number: number): Promise<void> => {
    try {
      setOpen({ number, text: (await core.connection.client.ruleSet.version({ id, number })).text })
    } catch (error) {
      core.notices.fail(error)
    }
  }
  if (!versions) return <Skeleton />
  return (
    <div className="flex min-h-0 grow flex-col">
      <ul aria-label="Versions" className={`shrink-0 divide-y divide-line overflow-y-auto px-5 py-2 ${open ? 'max-h-44' : 'max-h-full grow'}`}>
        {versions.map((version) => (
          <li key={version.number} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-[0.8125rem]">
            <span className="w-12 shrink-0 font-semibold tabular-nums">v{version.number}</span>
            <span className="min-w-40 grow basis-0">
              <span dir="auto">{version.summary}</span>
              {version.reason ? <span className="block text-soft">“{version.reason}”</span> : null}
              {version.brokenSeals?.length ? <Chip tone="open">changed the sealed {version.brokenSeals.join(', ')}</Chip> : null}
            </span>
            <span className="text-soft">
              {byWords[version.by]}, <time dateTime={version.at}>{when(version.at)}</time>
            </span>
            <Button className="!h-7" aria-pressed={open?.number === version.number} onClick={() => void (open?.number === version.number ? setOpen(undefined) : show(version.number))}>
              {open?.number === version.number ? 'Close' : 'Compare'}
            </Button>
          </li>
        ))}
      </ul>
      {open ? (
        <>
          <div className="flex shrink-0 items-center gap-3 border-y border-line bg-panel px-5 py-2 text-[0.8125rem]">
            <p className="grow">
              Left: version {open.number}. Right: the text as it is{open.text === text ? '; they are the same.' : '.'}
            </p>
            <Button
              disabled={open.text === text}
              onClick={() => {
                bench.session.replace(open.text)
                core.notices.say(`Version ${open.number} is in the editor as a draft. Save it to make it hold; undo brings your text back.`)
                setOpen(undefined)
              }}
            >
              Bring this version back
            </Button>
          </div>
          <MergeHost key={open.number} left={{ label: `Version ${open.number}`, text: open.text }} right={{ label: 'The text as it is', text }} />
        </>
      ) : null}
    </div>
  )
}
