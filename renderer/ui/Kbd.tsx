/** Keys as they stand on this machine's keyboard. */

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

/** `Mod+Shift+C` as `⌘⇧C` or `Ctrl Shift C`. */
export function keyNames(keys: string): string[] {
  return keys.split('+').map((key) => {
    if (key === 'Mod') return isMac ? '⌘' : 'Ctrl'
    if (key === 'Shift') return isMac ? '⇧' : 'Shift'
    if (key === 'Up') return '↑'
    if (key === 'Down') return '↓'
    return key === '' ? '+' : key
  })
}

export function Kbd({ keys }: { keys: string }) {
  const names = keyNames(keys)
  return (
    <kbd className="shrink-0 font-sans text-xs text-soft" aria-label={names.join(' ')}>
      {names.join(isMac ? '' : ' ')}
    </kbd>
  )
}
