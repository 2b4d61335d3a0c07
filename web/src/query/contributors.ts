/** Who contributed most in a month; the scope's filters count, its span does not. */
import { computed, type Ref } from 'vue'
import type { Contributors } from '@/api/types'
import { useQuestionByModel } from './byModel'
import type { Feed } from './feed'

export const MODELS = ['classic', 'quality'] as const
export type Model = (typeof MODELS)[number]

/** How many are listed unless all are asked for. */
export const RANKED = 100

/** `model` null is that of the configuration; `top` says how many at most. */
export type RankingAsked = { month: string; model: Model | null; top: number }

export function useContributors(asked: Ref<string>, which: Ref<RankingAsked>, feed: Feed) {
  const path = computed(() => {
    const { month, model, top } = which.value
    const own = ofModel(model, { month, top: String(top) })
    return `/api/contributors?${asked.value}&${own}`
  })
  return useQuestionByModel<Contributors>(path, feed)
}

export function ofModel(model: Model | null, own: Record<string, string>): URLSearchParams {
  return new URLSearchParams(model ? { ...own, model } : own)
}
