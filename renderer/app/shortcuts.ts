/** The shortcuts, as they are listed for the person; a test holds the list against the keys that work. */

export interface Shortcut {
  readonly keys: string
  readonly does: string
}

export const shortcuts: readonly { readonly group: string; readonly list: readonly Shortcut[] }[] = [
  {
    group: 'Everywhere',
    list: [
      { keys: 'Mod+K', does: 'Go anywhere, search everything' },
      { keys: 'Mod+N', does: 'New chat' },
      { keys: 'Mod+Shift+F', does: 'Search all messages' },
      { keys: 'Mod+F', does: 'Find on this screen' },
      { keys: 'Mod+,', does: 'Settings' },
      { keys: 'Mod+B', does: 'Show or hide the sidebar' },
      { keys: 'Mod+/', does: 'These shortcuts' },
      { keys: 'Esc', does: 'Stop, or close what is open' },
    ],
  },
  {
    group: 'Chat',
    list: [
      { keys: 'Enter', does: 'Send' },
      { keys: 'Shift+Enter', does: 'New line' },
      { keys: 'Up', does: 'Edit the last question (in an empty field)' },
      { keys: 'F2', does: 'Rename the conversation (in the list)' },
      { keys: 'Delete', does: 'Delete the conversation (in the list)' },
      { keys: 'Mod+Shift+C', does: 'Copy the last answer' },
      { keys: 'Mod+Shift+X', does: 'Copy it without its citations' },
    ],
  },
  {
    group: 'Claims',
    list: [
      { keys: 'J', does: 'Next claim (also N, or Down on a mark)' },
      { keys: 'K', does: 'Previous claim (also P, or Up on a mark)' },
      { keys: 'Enter', does: 'Show the evidence' },
    ],
  },
]
