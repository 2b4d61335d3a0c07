/** A file made in the page, handed to the reader. */

export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}

export function downloadJson(name: string, content: unknown): void {
  download(name, new Blob([JSON.stringify(content, null, 2), '\n'], { type: 'application/json' }))
}
