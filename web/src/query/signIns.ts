/** Who got in, who did not, and which accounts and organisations are new. */
import { computed, type Ref } from 'vue'
import type { SignIns } from '@/api/types'
import { timeZone } from '@/format/time'
import type { Feed } from './feed'
import { useQuestion } from './question'

export function useSignIns(asked: Ref<string>, feed: Feed) {
  const own = new URLSearchParams({ tz: timeZone() })
  const path = computed(() => `/api/sign-ins?${asked.value}&${own}`)
  return useQuestion<SignIns>(path, { feed, every_s: 60 })
}
