/** What the page shows beside its scope, kept in the URL: a shared link shows the same. */
import { useNow } from '@vueuse/core'
import { computed, type Ref } from 'vue'
import { useRoute, useRouter, type LocationQueryValue } from 'vue-router'
import { addDays } from '@/scope/calendar'
import { spanMs, type Scope } from '@/scope/scope'
import { dayFrom, dayText, firstWeekday, WEEK, weekStart } from './week'

export const SPLITS = ['all', 'org'] as const
export type Split = (typeof SPLITS)[number]

export const GROUPS = ['all', 'read', 'api'] as const
export type Group = (typeof GROUPS)[number]

export const MODES = ['week', 'average'] as const
export type Mode = (typeof MODES)[number]

const WEEK_MS = WEEK * 86_400_000

type Value = LocationQueryValue | LocationQueryValue[] | undefined
const text = (value: Value): string => [value].flat().find(Boolean) ?? ''

export function useView(scope: Ref<Scope>) {
  const route = useRoute()
  const router = useRouter()
  const now = useNow({ interval: 60_000 })
  const first = firstWeekday(navigator.language)

  const split = computed(() => SPLITS.find((one) => one === route.query.by) ?? 'all')
  const group = computed(() => GROUPS.find((one) => one === route.query.group) ?? 'all')

  const chosen = computed(() => text(route.query.week))
  /** Averaging less than a week says little: then it is the week the span lies in. */
  const mode = computed<Mode>(() => {
    if (chosen.value) return chosen.value === 'average' ? 'average' : 'week'
    return lengthOf(scope.value) >= WEEK_MS ? 'average' : 'week'
  })
  const thisWeek = computed(() => weekStart(now.value, first))
  const week = computed(() => {
    if (mode.value === 'average') return null
    const { range } = scope.value
    const usual = range && !chosen.value ? new Date(range.since) : now.value
    return weekStart(dayFrom(chosen.value) ?? usual, first)
  })
  const isLast = computed(() => (week.value?.getTime() ?? 0) >= thisWeek.value.getTime())

  function set(own: Record<string, string | undefined>): void {
    void router.replace({ query: { ...route.query, ...own } })
  }

  function step(weeks: number): void {
    if (!week.value) return
    const day = addDays(week.value, weeks * WEEK)
    // The week that is going on moves on with time.
    set({ week: day.getTime() >= thisWeek.value.getTime() ? 'now' : dayText(day) })
  }

  return {
    first,
    now,
    split,
    group,
    mode,
    week,
    isLast,
    step,
    setMode: (one: Mode) => set({ week: one === 'week' ? 'now' : 'average' }),
    setSplit: (one: Split) => set({ by: one === 'all' ? undefined : one }),
    setGroup: (one: Group) => set({ group: one === 'all' ? undefined : one }),
  }
}

export type View = ReturnType<typeof useView>

function lengthOf({ span, range }: Scope): number {
  return range ? Date.parse(range.until) - Date.parse(range.since) : spanMs(span)
}
