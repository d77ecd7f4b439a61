/** Hands something over as a file to save. */
export function downloadBytes(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

export function download(name: string, text: string, type = 'text/markdown'): void {
  downloadBytes(name, new Blob([text], { type: `${type};charset=utf-8` }))
}
