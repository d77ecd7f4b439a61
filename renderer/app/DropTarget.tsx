/** Files and folders may be dropped anywhere: on the check screen one text is checked, elsewhere they are imported. */
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import type { Features } from './features.ts'

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files')

export function DropTarget({ features, children }: { features: Features; children: ReactNode }) {
  const [over, setOver] = useState(false)
  const depth = useRef(0)
  const checking = location.hash.startsWith('#/check')
  return (
    <div
      className="h-full"
      onDragEnter={(event) => {
        if (!carriesFiles(event)) return
        depth.current += 1
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!carriesFiles(event)) return
        depth.current -= 1
        if (depth.current === 0) setOver(false)
      }}
      onDragOver={(event) => {
        if (carriesFiles(event)) event.preventDefault()
      }}
      onDrop={(event) => {
        if (!carriesFiles(event)) return
        event.preventDefault()
        depth.current = 0
        setOver(false)
        const entries = [...event.dataTransfer.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
        const files = [...event.dataTransfer.files]
        if (event.target instanceof Element && event.target.closest('[data-attach]')) features.chat.attachFiles(files)
        else if (checking) void features.check.takeFile(files[0])
        else void features.library.importEntries(entries, files)
      }}
    >
      {children}
      {over ? (
        <div className="pointer-events-none fixed inset-3 z-50 flex items-center justify-center rounded-2xl border-2 border-dashed border-accent bg-accent-tint/90">
          <p className="text-base font-semibold">{checking ? 'Drop a text to check it' : document.querySelector('[data-attach]') ? 'Drop files or folders to import them, or on the question to attach them to it' : 'Drop files or folders to import them'}</p>
        </div>
      ) : null}
    </div>
  )
}
