/** What the page ranks and compares, kept in the URL beside the scope: a shared link shows the same. */
import { computed } from 'vue'
import { useRoute, useRouter, type LocationQueryValue } from 'vue-router'
import { DAYS_OF, type DaysOf } from '@/query/activeDays'
import { OF, type OfTrend, type Rank } from '@/query/mostActive'

export const TOPS = [5, 10, 20, 30, 50] as const
export const MOST_COMPARED = 5
const USUAL_TOP = 10

export type View = {
  by: OfTrend
  galaxy: string
  rank: Rank
  top: number
  /** What is compared: at most five. */
  items: string[]
  /** Namespaces of tags. */
  only: string[]
  without: string[]
  /** What the rows of the timeline are. */
  days: DaysOf
}

type Value = LocationQueryValue | LocationQueryValue[] | undefined
const all = (value: Value): string[] => [value].flat().filter((one): one is string => Boolean(one))

export function useView() {
  const route = useRoute()
  const router = useRouter()

  const view = computed<View>(() => {
    const { query } = route
    const by = OF.find((one) => one === query.by) ?? 'tag'
    const galaxy = all(query.galaxy)[0] ?? ''
    const top = Number(query.top)
    return {
      by: by === 'galaxy' && !galaxy ? 'tag' : by,
      galaxy: by === 'galaxy' ? galaxy : '',
      rank: query.rank === 'trend' ? 'trend' : 'total',
      top: top >= 5 && top <= 50 ? Math.round(top) : USUAL_TOP,
      items: all(query.compare).slice(0, MOST_COMPARED),
      only: all(query.only),
      without: all(query.without),
      days: DAYS_OF.find((one) => one === query.days) ?? 'tag',
    }
  })

  /** What is as usual is left out of the address. */
  function show(change: Partial<View>): void {
    const { by, galaxy, rank, top, items, only, without, days } = { ...view.value, ...change }
    const own = {
      by: by === 'tag' ? undefined : by,
      galaxy: galaxy || undefined,
      rank: rank === 'total' ? undefined : rank,
      top: top === USUAL_TOP ? undefined : String(top),
      compare: items.length ? items : undefined,
      only: only.length ? only : undefined,
      without: without.length ? without : undefined,
      days: days === 'tag' ? undefined : days,
    }
    void router.replace({ query: { ...route.query, ...own } })
  }

  return { view, show }
}
