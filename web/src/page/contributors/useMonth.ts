/** The month that is looked at, kept in the URL; the one that is going on moves on with time. */
import { useNow } from '@vueuse/core'
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { addMonths, monthAt, monthFrom } from './month'

export function useMonth() {
  const route = useRoute()
  const router = useRouter()
  const now = useNow({ interval: 30_000 })
  const current = computed(() => monthAt(now.value))
  const month = computed(() => {
    const asked = monthFrom([route.query.month].flat()[0] ?? '')
    return asked && asked < current.value ? asked : current.value
  })
  const isCurrent = computed(() => month.value === current.value)

  function set(chosen: string): void {
    const own = { month: chosen >= current.value ? undefined : chosen }
    void router.replace({ query: { ...route.query, ...own } })
  }

  return { month, current, isCurrent, set, step: (by: number) => set(addMonths(month.value, by)) }
}

export type MonthHandle = ReturnType<typeof useMonth>
