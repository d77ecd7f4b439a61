/** Small things this browser remembers: drafts, the width of the screen's columns, the appearance. Losing them loses no work. */

const PREFIX = 'plumbline.'

export function remember(name: string, value: string | undefined): void {
  try {
    if (value === undefined || value === '') localStorage.removeItem(PREFIX + name)
    else localStorage.setItem(PREFIX + name, value)
  } catch {
    // A full or forbidden storage forgets; the text is still on the screen.
  }
}

export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined
  } catch {
    return undefined
  }
}
