/** Up and down through the lines of the log; one line at a time is in the order of Tab. */
import { nextTick, ref } from 'vue'

type Options = {
  count: () => number
  reveal: (index: number) => void
  element: () => HTMLElement | null
}

const STEPS: Record<string, (index: number, count: number) => number> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index) => index + 10,
  PageUp: (index) => index - 10,
  Home: () => 0,
  End: (_, count) => count - 1,
}

export function useLogKeys({ count, reveal, element }: Options) {
  const focused = ref(0)

  async function onKey(event: KeyboardEvent): Promise<void> {
    const step = STEPS[event.key]
    if (!step || !count()) return
    event.preventDefault()
    const at = Number(
      (event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset.index ?? -1,
    )
    focused.value = Math.max(0, Math.min(count() - 1, step(at, count())))
    reveal(focused.value)
    await nextTick()
    // A line that was out of view is drawn in the next frame.
    if (!focusLine()) requestAnimationFrame(focusLine)
  }

  function focusLine(): boolean {
    const line = element()?.querySelector<HTMLElement>(`[data-index="${focused.value}"] .kind`)
    line?.focus()
    return Boolean(line)
  }

  return { focused, onKey }
}
