/** Which sheet is open: opening one by a key closes the other. */

let hideOpen: (() => void) | null = null

export function closeOther(hide: () => void): void {
  if (hideOpen !== hide) hideOpen?.()
  hideOpen = hide
}

export function forget(hide: () => void): void {
  if (hideOpen === hide) hideOpen = null
}
