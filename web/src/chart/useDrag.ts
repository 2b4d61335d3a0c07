/** Pointing and dragging over a plot: on the page above the canvas, so that nothing is drawn anew. */
import { computed, ref, type Ref } from 'vue'

/** A shorter drag is a click that slipped. */
const LEAST_DRAG_PX = 6

/** Keys that move a cursor over buckets, and by how many. */
export const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, Home: -1e6, End: 1e6 }

/** All in pixels from the left edge of the stage. */
export function useDrag(stage: Ref<HTMLElement | undefined>) {
  const pointer = ref<number | null>(null)
  const dragFrom = ref<number | null>(null)

  const dragged = computed<[number, number] | null>(() => {
    if (dragFrom.value === null || pointer.value === null) return null
    if (Math.abs(dragFrom.value - pointer.value) < LEAST_DRAG_PX) return null
    return [Math.min(dragFrom.value, pointer.value), Math.max(dragFrom.value, pointer.value)]
  })

  const offset = (event: PointerEvent): number =>
    event.clientX - (stage.value?.getBoundingClientRect().left ?? 0)

  function move(event: PointerEvent): void {
    pointer.value = offset(event)
  }

  function press(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return
    ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
    dragFrom.value = pointer.value = offset(event)
  }

  function leave(): void {
    if (dragFrom.value === null) pointer.value = null
  }

  function cancel(): void {
    dragFrom.value = pointer.value = null
  }

  return { pointer, dragFrom, dragged, move, press, leave, cancel }
}
