/** New and disabled accounts and new organisations as one list, the latest first. */
import type { SignIns } from '@/api/types'

export const NEWS = ['created', 'disabled', 'organisation'] as const
export type NewsKind = (typeof NEWS)[number]

export type News = {
  key: string
  kind: NewsKind
  at: string
  org: string
  instance: string
  /** The account's number, and its name as far as it is stored; not of an organisation. */
  user?: number
  name?: string
}

export function newsOf(told: SignIns | null): News[] {
  if (!told) return []
  const account = (kind: NewsKind) => (one: SignIns['created'][number]) => ({
    ...one,
    kind,
    key: `${kind} ${one.instance} ${one.user} ${one.at}`,
  })
  const organisations = told.organisations.map((one) => ({
    ...one,
    kind: 'organisation' as const,
    key: `organisation ${one.instance} ${one.org} ${one.at}`,
  }))
  return [
    ...told.created.map(account('created')),
    ...told.disabled.map(account('disabled')),
    ...organisations,
  ].sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
}
