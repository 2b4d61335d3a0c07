/** What each organisation contributes to each category, in a month or in all. */
import { computed, type Ref } from 'vue'
import type { ContributorsByCategory } from '@/api/types'
import { useQuestion } from './question'

/** More organisations than this are found by their names. */
export const LISTED = 1000

export type CategoriesAsked = { month: string; match: string }

export function useContributorsByCategory(asked: Ref<string>, which: Ref<CategoriesAsked>) {
  const path = computed(() => {
    const { month, match } = which.value
    const own = new URLSearchParams({ top: String(LISTED) })
    if (month) own.set('month', month)
    if (match) own.set('match', match)
    return `/api/contributors-by-category?${asked.value}&${own}`
  })
  return useQuestion<ContributorsByCategory>(path, { every_s: 60 })
}
