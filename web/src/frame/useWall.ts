/** Wall mode: the whole screen, awake, without the frame; part of the URL so that a screen boots into it. */
import { useFullscreen, useIdle, useWakeLock } from '@vueuse/core'
import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'

const CURSOR_HIDES_AFTER_MS = 3_000

export function useWall() {
  const route = useRoute()
  const router = useRouter()
  const wall = computed(() => route.query.wall === '1')
  const screen = useFullscreen(document.documentElement)
  const awake = useWakeLock()
  const { idle } = useIdle(CURSOR_HIDES_AFTER_MS)
  const cursorHidden = computed(() => wall.value && idle.value)

  watch(
    wall,
    (on) => {
      // Browsers without it, or that refuse it in the background, show the wall all the same.
      if (!awake.isSupported.value) return
      void (on ? awake.request('screen') : awake.release()).catch(() => undefined)
    },
    { immediate: true },
  )
  // Leaving full screen by the browser's own key leaves wall mode too.
  watch(screen.isFullscreen, (on) => {
    if (!on && wall.value) set(false)
  })

  function set(on: boolean): void {
    void router.push({ query: { ...route.query, wall: on ? '1' : undefined } })
    // Only a gesture may enter full screen; a screen that boots with ?wall=1 uses the browser's kiosk mode.
    if (on) void screen.enter().catch(() => undefined)
    else if (screen.isFullscreen.value) void screen.exit()
  }

  return { wall, cursorHidden, toggle: () => set(!wall.value), leave: () => set(false) }
}
