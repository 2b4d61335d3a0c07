/** The latest activities that point to a place: for the map's pulses and for the spotlight. */
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { Failure, isAbort } from '@/api/client'
import type { Activity } from '@/api/types'
import { located } from '@/query/activities'
import type { Feed } from '@/query/feed'

const PULSES = 200
const SPOTLIGHT = 30

export function usePointed(asked: Ref<string>, feed: Feed) {
  const pulses = shallowRef<Activity[]>([])
  const latest = shallowRef<Activity[]>([])
  let asking: AbortController | null = null

  async function load(): Promise<void> {
    asking?.abort()
    const mine = (asking = new AbortController())
    try {
      const page = await located(asked.value, SPOTLIGHT, mine.signal)
      latest.value = page.activities.filter(hasPlace)
    } catch (error) {
      // The other panels of the page say that the server cannot be reached.
      if (!isAbort(error) && !(error instanceof Failure)) throw error
    }
  }

  function hear(arrived: Activity[]): void {
    const pointing = arrived.filter((one) => one.country)
    if (!pointing.length) return
    pulses.value = [...pulses.value, ...pointing].slice(-PULSES)
    const placed = pointing.filter(hasPlace).reverse()
    const known = new Set(placed.map((one) => one.id))
    const others = latest.value.filter((one) => !known.has(one.id))
    if (placed.length) latest.value = [...placed, ...others].slice(0, SPOTLIGHT)
  }

  watch(
    asked,
    () => {
      pulses.value = []
      latest.value = []
      void load()
    },
    { immediate: true },
  )
  onScopeDispose(feed.onActivities(hear))
  onScopeDispose(feed.onGap(() => void load()))
  onScopeDispose(() => asking?.abort())

  return { pulses, latest }
}

function hasPlace(one: Activity): boolean {
  return typeof one.latitude === 'number' && typeof one.longitude === 'number'
}
