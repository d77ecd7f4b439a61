/** Renames what stands at a place everywhere, in this rule set and in the others, after saying how often. */
import { useEffect, useState } from 'react'
import type { Workbench } from '../workbench.ts'
import { applied } from '../language/analysis.ts'
import { NameDialog } from './NameDialog.tsx'

export function RenameDialog({ bench, at }: { bench: Workbench; at: number }) {
  const { analyst, session, core, store } = bench
  const [target, setTarget] = useState<{ name: string; what: string }>()
  const [problem, setProblem] = useState<string>()
  const close = (): void => {
    bench.rename(undefined)
    session.view.focus()
  }
  useEffect(() => {
    void analyst.renameable(at).then((found) => {
      if (found) return setTarget(found)
      core.notices.say('Put the cursor on a name to rename it.')
      bench.rename(undefined)
    })
  }, [analyst, at, bench, core])
  if (!target) return null
  const rename = async (name: string): Promise<void> => {
    const renaming = await analyst.rename(at, name)
    if ('refused' in renaming) return setProblem(renaming.refused)
    const mine = renaming.files.find((entry) => entry.file === session.file)
    if (mine) session.view.dispatch({ changes: mine.edits.map((edit) => ({ ...edit, insert: renaming.name })), userEvent: 'input.rename' })
    const others = renaming.files.filter((entry) => entry.file !== session.file)
    const sets = core.ruleSets.store.getState().sets ?? []
    const linked = new Map(store.getState().linked.map((one) => [one.info.file, one]))
    for (const { file, edits } of others) {
      const info = sets.find((set) => set.file === file)
      if (!info) continue
      const text = linked.get(file)?.text ?? (await core.connection.client.ruleSet.open({ id: info.id })).text
      linked.set(file, { info, text: applied(text, edits, renaming.name) })
    }
    bench.link([...linked.values()])
    close()
    const count = renaming.files.reduce((sum, entry) => sum + entry.edits.length, 0)
    core.notices.say(`Renamed in ${count === 1 ? 'one place' : `${count} places`}${others.length ? `, ${others.length === 1 ? 'one other rule set' : `${others.length} other rule sets`} included` : ''}. Nothing is saved yet.`)
  }
  return (
    <NameDialog title={`Rename the ${target.what} “${target.name}”`} label="New name" value={target.name} problem={problem} onClose={close} onDone={(name) => void rename(name)}>
      <p className="text-[0.8125rem] text-soft">It changes everywhere, in all rule sets that share the name.</p>
    </NameDialog>
  )
}
