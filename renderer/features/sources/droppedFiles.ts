/** The files in what was dropped, folders gone through; hidden files and deep loops are left out. */

/** What the browser hands over for a dropped file or folder. */
export type DroppedEntry = FileSystemEntry

const DEEPEST = 32
const AT_MOST = 10_000

function readAll(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  return new Promise((resolve, reject) => {
    // A reader hands over at most 100 entries at a time, and none when it is done.
    const next = (): void =>
      reader.readEntries((some) => {
        all.push(...some)
        if (some.length === 0 || all.length > AT_MOST) resolve(all)
        else next()
      }, reject)
    next()
  })
}

/** In order of their names; at most 10,000. */
export async function filesIn(entries: readonly DroppedEntry[], depth = 0): Promise<File[]> {
  const files: File[] = []
  for (const entry of [...entries].sort((a, b) => a.name.localeCompare(b.name))) {
    if (files.length >= AT_MOST || (depth > 0 && entry.name.startsWith('.'))) continue
    if (entry.isFile) files.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)))
    else if (depth < DEEPEST) files.push(...(await filesIn(await readAll(entry as FileSystemDirectoryEntry), depth + 1)))
  }
  return files.slice(0, AT_MOST)
}
