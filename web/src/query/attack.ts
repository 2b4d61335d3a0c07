/** Techniques of MITRE ATT&CK within the scope, by tactic. */
import { computed, type Ref } from 'vue'
import type { Attack } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

export const MATRICES = ['enterprise', 'mobile', 'ics'] as const
export type MatrixName = (typeof MATRICES)[number]

export type AttackAsked = { matrix: MatrixName; whole: boolean }

export function useAttack(asked: Ref<string>, which: Ref<AttackAsked>, feed: Feed) {
  const path = computed(() => `/api/attack?${asked.value}&${paramsOf(which.value)}`)
  return useQuestion<Attack>(path, { feed, every_s: 60 })
}

/** Where the same is a file for the ATT&CK Navigator. */
export function layerPath(asked: string, { matrix }: AttackAsked): string {
  return `/api/attack-layer?${asked}&${paramsOf({ matrix, whole: false })}`
}

function paramsOf({ matrix, whole }: AttackAsked): string {
  const params = new URLSearchParams()
  if (matrix !== 'enterprise') params.set('matrix', matrix)
  if (whole) params.set('whole', 'true')
  return params.toString()
}
