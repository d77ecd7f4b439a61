/** What to do with a rule set besides editing it: a new rule by form, proposals from words or a document, handing it out, taking another in. */
import { Download, FileText, Plus, Share2, Upload } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { Button } from '../../../ui/Button.tsx'
import { Menu, MenuItem } from '../../../ui/Menu.tsx'
import type { Rules } from '../actions.ts'
import type { Workbench } from '../workbench.ts'

const ProposeDialog = lazy(() => import('./ProposeDialog.tsx'))
const MergeDialog = lazy(() => import('./MergeDialog.tsx'))

interface ShareToolsProps {
  readonly rules: Rules
  readonly bench: Workbench
  readonly onNew: () => void
  readonly onAdd: (text: string) => void
}

export function ShareTools({ rules, bench, onNew, onAdd }: ShareToolsProps) {
  const info = useStore(bench.store, (state) => state.info)
  const [proposing, setProposing] = useState(false)
  const [merging, setMerging] = useState<{ name: string; text: string }>()
  const picker = useRef<HTMLInputElement>(null)
  return (
    <div className="mt-4 flex flex-wrap gap-2">
      <Button icon={<Plus size={15} />} onClick={onNew}>
        New rule…
      </Button>
      <Button icon={<FileText size={15} />} onClick={() => setProposing(true)}>
        From words or a document…
      </Button>
      <Menu
        label="Share"
        trigger={
          <Button icon={<Share2 size={15} />} aria-haspopup="menu">
            Share
          </Button>
        }
      >
        <MenuItem icon={<Download size={14} />} onSelect={() => void rules.exportSet(info)}>
          Export {info.file}
        </MenuItem>
        <MenuItem icon={<Upload size={14} />} onSelect={() => picker.current?.click()}>
          Merge a .rules file into it…
        </MenuItem>
      </Menu>
      <input
        ref={picker}
        type="file"
        accept=".rules,.txt,text/plain"
        hidden
        aria-label="A rule file to merge"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          event.target.value = ''
          if (file) void file.text().then((text) => setMerging({ name: file.name, text: text.replace(/\r\n?/g, '\n') }))
        }}
      />
      <Suspense fallback={null}>
        {proposing ? <ProposeDialog bench={bench} onAdd={onAdd} onClose={() => setProposing(false)} /> : null}
        {merging ? <MergeDialog bench={bench} name={merging.name} text={merging.text} onClose={() => setMerging(undefined)} /> : null}
      </Suspense>
    </div>
  )
}
