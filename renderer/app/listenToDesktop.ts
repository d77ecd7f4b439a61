/** What the desktop tells the page, done: menu items, links that bring a text, files that were chosen, a core that died. */
import type { DesktopBridge } from '../../shared/contract/desktop.ts'
import { onDesktop } from '../core/desktop.ts'
import { pressKeys } from '../core/keys.ts'
import type { Features } from './features.ts'

const FROM_LINK = 'This text came with a link. It is sent to nobody until you send it.'

export function listenToDesktop(desktop: DesktopBridge, { core, chat, check, library }: Features): void {
  const { notices } = core
  /** What the person has written is never replaced by what a link brought. */
  function prefill(screen: 'ask' | 'check', text: string): void {
    const put = (): void => {
      core.go(screen === 'ask' ? '#/chat' : '#/check')
      if (screen === 'ask') chat.offer(text)
      else check.setDraft(text)
      notices.say(FROM_LINK)
    }
    const draft = screen === 'ask' ? chat.drafts.get('new') : check.store.getState().draft
    if (draft.trim() === '' || draft === text) put()
    else notices.say(`A link brought a text, and yours is still in the field: “${text.slice(0, 80)}${text.length > 80 ? '…' : ''}”`, { label: 'Use the text of the link', run: put })
  }
  async function importFiles(folder: boolean): Promise<void> {
    try {
      const begun = await desktop.ask('files.import', { folder })
      if (begun) await library.followImport(begun)
    } catch {
      notices.fail(new Error('connection closed'))
    }
  }
  onDesktop((event) => {
    switch (event.kind) {
      case 'keys':
        return pressKeys(event.keys)
      case 'go':
        return core.go(event.place)
      case 'import':
        return void importFiles(event.folder)
      case 'prefill':
        return prefill(event.screen, event.text)
      case 'ask':
        core.go('#/chat')
        return void chat.askNew(event.text)
      case 'core.gone':
        return notices.say(event.say, event.again ? undefined : { label: 'Start it again', run: () => void desktop.ask('core.restart', undefined) })
      case 'saved':
        return notices.say(`“${event.name}” was saved.`, { label: 'Show it', run: () => void desktop.ask('saved.show', undefined) })
      case 'state':
        return
    }
  })
  const follow = (): void => {
    const { settings, loaded } = core.settings.store.getState()
    if (loaded) void desktop.ask('appearance.set', { appearance: settings.appearance })
  }
  core.settings.store.subscribe((now, before) => {
    if (now.settings.appearance !== before.settings.appearance || now.loaded !== before.loaded) follow()
  })
}
