/** The menu of the right mouse button in text: spelling, and cut, copy and paste. */
import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'

export function addContextMenu(window: BrowserWindow): void {
  const { webContents } = window
  webContents.on('context-menu', (_event, { isEditable, selectionText, misspelledWord, dictionarySuggestions, editFlags }) => {
    const spelling: MenuItemConstructorOptions[] =
      misspelledWord === ''
        ? []
        : [
            ...dictionarySuggestions.map((word) => ({ label: word, click: () => webContents.replaceMisspelling(word) })),
            { label: 'Add to the Dictionary', click: () => void webContents.session.addWordToSpellCheckerDictionary(misspelledWord) },
            { type: 'separator' as const },
          ]
    const editing: MenuItemConstructorOptions[] = [
      { role: 'cut', enabled: editFlags.canCut },
      { role: 'copy', enabled: editFlags.canCopy },
      { role: 'paste', enabled: editFlags.canPaste },
      { role: 'selectAll' },
    ]
    if (isEditable) Menu.buildFromTemplate([...spelling, ...editing]).popup({ window })
    else if (selectionText.trim() !== '') Menu.buildFromTemplate([{ role: 'copy' }]).popup({ window })
  })
}
