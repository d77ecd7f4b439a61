/** What the page hands over as a file is saved where the person says, by the system's own dialog. */
import { basename, join } from 'node:path'
import type { Session } from 'electron'
import type { Log } from '../../core/ports.ts'
import { PAGE_URL } from './pageProtocol.ts'

/** No folders, no hidden files, nothing a file system refuses. */
export function safeName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/')).replace(/[\u0000-\u001f<>:"|?*]/g, ' ').replace(/^[. ]+|[. ]+$/g, '').slice(0, 150)
  return plain === '' ? 'Plumbline' : plain
}

/** Only what our page made itself is saved; anything else is a download that nobody asked for. */
export function saveDownloads(session: Session, folder: () => string, log: Pick<Log, 'write'>, onSaved: (path: string) => void): void {
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${PAGE_URL}`)) {
      event.preventDefault()
      return log.write('warn', 'shell.refused', { what: 'download', url: item.getURL().slice(0, 200) })
    }
    item.setSaveDialogOptions({ title: 'Save', defaultPath: join(folder(), safeName(item.getFilename())), properties: ['createDirectory', 'showOverwriteConfirmation'] })
    item.once('done', (_event, state) => {
      if (state === 'completed') onSaved(item.getSavePath())
    })
  })
}
