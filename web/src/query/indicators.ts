/** The distinct indicators that are located or targeted, a page at a time or as a file. */
import { computed, type Ref } from 'vue'
import type { Indicators, Of } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

export const SORTS = ['hits', 'last_seen', 'first_seen', 'value'] as const
export type Sort = (typeof SORTS)[number]
export type Order = { sort: Sort; order: 'asc' | 'desc' }

export const PAGE_SIZE = 50
/** The API goes no further. */
export const LAST_OFFSET = 10_000

type Asked = {
  asked: Ref<string>
  of: Ref<Of>
  order: Ref<Order>
  offset: Ref<number>
}

export function useIndicators(given: Asked, feed: Feed, held: Ref<boolean>) {
  const path = computed(() => {
    const page = `&limit=${PAGE_SIZE}&offset=${given.offset.value}`
    return `/api/indicators?${sorted(given.asked.value, given.of.value, given.order.value)}${page}`
  })
  return useQuestion<Indicators>(path, { feed, every_s: 60, held })
}

/** Where all of them are downloaded. */
export function indicatorsFile(
  kind: 'csv' | 'geojson',
  asked: string,
  of: Of,
  order: Order,
): string {
  return `/api/indicators.${kind}?${sorted(asked, of, order)}`
}

function sorted(asked: string, of: Of, { sort, order }: Order): string {
  return `${asked}&of=${of}&sort=${sort}&order=${order}`
}
