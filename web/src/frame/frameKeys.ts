/** The keys of the whole page: where to go, wall mode, help. */
import { useRoute, useRouter } from 'vue-router'
import { pageFrom, type PageName } from './pages'
import { useKeys } from './useKeys'

export function useFrameKeys(act: {
  wall: () => void
  leaveWall: () => void
  help: () => void
}): void {
  const router = useRouter()
  const route = useRoute()
  const goTo = (page: PageName) => () => void router.push(pageFrom(route, page))
  useKeys({
    'g l': goTo('live'),
    'g m': goTo('geo'),
    'g t': goTo('trends'),
    'g u': goTo('users'),
    'g c': goTo('contributors'),
    'g i': goTo('instances'),
    w: act.wall,
    Escape: act.leaveWall,
    '?': act.help,
  })
}
