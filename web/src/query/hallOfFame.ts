/** The first of the month before, and of all time up to a month. */
import { computed, type Ref } from 'vue'
import type { HallOfFame } from '@/api/types'
import { ofModel, type Model } from './contributors'
import { useQuestion } from './question'

const LISTED = 10

export function useHallOfFame(asked: Ref<string>, month: Ref<string>, model: Ref<Model | null>) {
  const path = computed(() => {
    const own = ofModel(model.value, { month: month.value, top: String(LISTED) })
    return `/api/hall-of-fame?${asked.value}&${own}`
  })
  return useQuestion<HallOfFame>(path, { every_s: 60 })
}
