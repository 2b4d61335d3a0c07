/** Keys that act from anywhere on the page, but never while one types. */
import { useEventListener } from '@vueuse/core'

/** A key, or two in a row such as `g l`. */
export type Bindings = Record<string, (event: KeyboardEvent) => void>

/** The pairs of all parts of the page: the second key of one is no key by itself. */
const pairs = new Set<string>()
const SECOND_KEY_WITHIN_MS = 1_200

export function useKeys(bindings: Bindings): void {
  let first = ''
  let pressedAt = -Infinity
  for (const keys of Object.keys(bindings)) if (isPair(keys)) pairs.add(keys)

  useEventListener(window, 'keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    // When it was pressed, not when a busy page comes to it.
    const pair = event.timeStamp - pressedAt < SECOND_KEY_WITHIN_MS ? `${first} ${event.key}` : ''
    first = event.key
    pressedAt = event.timeStamp
    const act = bindings[pair] ?? (pairs.has(pair) ? undefined : bindings[event.key])
    if (!act || (event.key === ' ' && isControl(event.target))) return
    // Escape also closes what the browser or a panel has open.
    if (event.key !== 'Escape') event.preventDefault()
    act(event)
  })
}

/** Two keys, not one by name such as Escape. */
function isPair(keys: string): boolean {
  return keys.length === 3 && keys[1] === ' '
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  )
}

/** Space on a button presses it. */
function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('button, a, summary, [role=menuitem]') !== null
  )
}
