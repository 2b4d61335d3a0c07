/** Which organisations share for what they read, and on which days. */
import type { OrgContribution } from '@/api/types'
import type { Group } from './useView'

/** Days of organisations; the three add up to the days on which they did anything. */
export type Days = { both: number; loginOnly: number; contributionOnly: number }

export function daysOf(orgs: OrgContribution[]): Days {
  const days = { both: 0, loginOnly: 0, contributionOnly: 0 }
  for (const org of orgs) {
    days.both += org.days_with_login_and_contribution
    days.loginOnly += org.days_with_login - org.days_with_login_and_contribution
    days.contributionOnly += org.days_with_contribution_only
  }
  return days
}

export function groupOf(org: OrgContribution): Exclude<Group, 'all'> | null {
  if (org.logins && !org.contributions) return 'read'
  return org.contributions && !org.logins ? 'api' : null
}

/** Most contributions for each login first; then those without a login, by what they contribute. */
export function ranked(orgs: OrgContribution[]): OrgContribution[] {
  return [...orgs].sort(
    (one, other) =>
      (other.ratio ?? -1) - (one.ratio ?? -1) ||
      other.contributions - one.contributions ||
      other.logins - one.logins ||
      one.org.localeCompare(other.org),
  )
}

/** "64 %"; null when there is no day with a login. */
export function sharedPart({ both, loginOnly }: Days): string | null {
  return both + loginOnly ? `${Math.round((both / (both + loginOnly)) * 100)} %` : null
}
