/** A part of the page could not be loaded: the server is away, or has a newer page. */

const ASK_AGAIN_MS = 5_000
const REMEMBERED = 'reloaded-at'
const ONCE_PER_MS = 60_000

/** Load the page anew as soon as the server answers, so that a wall screen mends itself. */
export function mendMissingParts(): void {
  let mending = false
  window.addEventListener('vite:preloadError', (event) => {
    event.preventDefault()
    if (mending) return
    mending = true
    const timer = setInterval(
      () => void reloadWhenAnswered(() => clearInterval(timer)),
      ASK_AGAIN_MS,
    )
  })
}

async function reloadWhenAnswered(stop: () => void): Promise<void> {
  const answered = await fetch('/api/page').then(
    (response) => response.ok,
    () => false,
  )
  const last = Number(sessionStorage.getItem(REMEMBERED) ?? 0)
  if (!answered || Date.now() - last < ONCE_PER_MS) return
  stop()
  sessionStorage.setItem(REMEMBERED, String(Date.now()))
  location.reload()
}
