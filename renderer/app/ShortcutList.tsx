/** The list of shortcuts. */
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { shortcuts } from './shortcuts.ts'

export function ShortcutList({ onClose }: { onClose: () => void }) {
  return (
    <Dialog label="Shortcuts" onClose={onClose} className="w-[min(26rem,calc(100vw-2rem))]">
      <div className="max-h-[80vh] overflow-y-auto px-6 py-5" tabIndex={0} role="group" aria-label="Shortcuts">
        {shortcuts.map(({ group, list }) => (
          <section key={group} className="mb-4 last:mb-0">
            <h2 className="mb-1 text-[0.8125rem] font-normal text-soft">{group}</h2>
            <dl>
              {list.map(({ keys, does }) => (
                <div key={keys} className="flex items-baseline justify-between gap-4 border-b border-line py-1.5 last:border-0">
                  <dt>{does}</dt>
                  <dd>
                    <Kbd keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
