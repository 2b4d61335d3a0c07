/** How one organisation stands as of a month; the scope's filters count, its span does not. */
import { computed, type Ref } from 'vue'
import type { ContributorDetail } from '@/api/types'
import { useQuestionByModel } from './byModel'
import { ofModel, type Model } from './contributors'
import type { Feed } from './feed'

export type ContributorAsked = { name: string; month: string; model: Model | null }

export function useContributor(asked: Ref<string>, which: Ref<ContributorAsked>, feed: Feed) {
  const path = computed(() => {
    const { name, month, model } = which.value
    return `/api/contributor?${asked.value}&${ofModel(model, { name, month })}`
  })
  return useQuestionByModel<ContributorDetail>(path, feed)
}
