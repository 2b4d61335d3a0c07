/** What earns what, by the configuration in force; the same for as long as the server runs. */
import type { ContributionRules } from '@/api/types'
import { useQuestion } from './question'

export function useContributionRules() {
  return useQuestion<ContributionRules>('/api/contribution-rules')
}
