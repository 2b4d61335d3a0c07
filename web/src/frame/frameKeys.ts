/** The keys of the whole page: where to go, wall mode, help. */
import { useRoute, useRouter } from 'vue-router'
import { useKeys } from './useKeys'

export function useFrameKeys(act: {
  wall: () => void
  leaveWall: () => void
  help: () => void
}): void {
  const router = useRouter()
  const route = useRoute()
  useKeys({
    'g l': () => void router.push({ name: 'live', query: route.query }),
    w: act.wall,
    Escape: act.leaveWall,
    '?': act.help,
  })
}
