/** A list is one stop of the tab key; arrow keys, Home and End go from line to line. */
import { ref, useTemplateRef } from 'vue'

/** `list` is the template's ref of that name; each line's first button is focused. */
export function useListKeys(count: () => number) {
  const list = useTemplateRef<HTMLElement>('list')
  const focused = ref(0)

  function key(event: KeyboardEvent): void {
    const last = count() - 1
    const to = { ArrowDown: focused.value + 1, ArrowUp: focused.value - 1, Home: 0, End: last }[
      event.key
    ]
    if (to === undefined) return
    event.preventDefault()
    focused.value = Math.max(Math.min(to, last), 0)
    list.value?.children[focused.value]?.querySelector('button')?.focus()
  }

  return { list, focused, key }
}
