/** On paper a page is light, as wide as on the screen, and without what is only pressed. */
import { useEventListener } from '@vueuse/core'
import { theme } from '@/style/theme'

/** A4 across, less its margins, in pixels of CSS. */
const PAPER_PX = 1047

export function usePrint(): void {
  const root = document.documentElement

  useEventListener(window, 'beforeprint', () => {
    const page = document.querySelector<HTMLElement>('.page')
    const content = document.getElementById('content')
    if (!page || !content) return
    // What is drawn on a canvas keeps the size it has: so the page keeps its own, and is shrunk whole.
    root.style.setProperty('--print-width', `${page.clientWidth}px`)
    root.style.setProperty('--print-height', `${content.scrollHeight}px`)
    root.style.setProperty('--print-zoom', String(Math.min(1, PAPER_PX / page.clientWidth)))
    root.dataset.theme = 'light'
  })
  useEventListener(window, 'afterprint', () => {
    root.dataset.theme = theme.value
  })
}
