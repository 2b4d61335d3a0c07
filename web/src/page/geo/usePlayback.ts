/** Playing a span back bucket by bucket: where it is, whether it runs, how fast. */
import { useIntervalFn } from '@vueuse/core'
import { computed, ref, watch, type Ref } from 'vue'

export const SPEEDS = [0.5, 1, 2, 4, 8] as const
export type Speed = (typeof SPEEDS)[number]

const BUCKETS_PER_S = 2

export function bucketsPerSecond(speed: Speed): number {
  return speed * BUCKETS_PER_S
}

/** `still`: nothing may move by itself, so it is stepped by hand only. */
export function usePlayback(count: Ref<number>, still: Ref<boolean>) {
  /** The bucket that is shown; null while the whole span is. */
  const at = ref<number | null>(null)
  const speed = ref<Speed>(1)
  /** Up to and with the bucket, instead of the bucket alone. */
  const cumulative = ref(false)
  const interval_ms = computed(() => 1000 / bucketsPerSecond(speed.value))
  const clock = useIntervalFn(advance, interval_ms, { immediate: false })

  function advance(): void {
    if (at.value === null || at.value >= count.value - 1) clock.pause()
    else at.value += 1
  }

  function play(): void {
    if (still.value || !count.value) return
    if (at.value === null || at.value >= count.value - 1) at.value = 0
    clock.resume()
  }

  function seek(bucket: number): void {
    if (count.value) at.value = Math.min(Math.max(bucket, 0), count.value - 1)
  }

  function step(buckets: number): void {
    clock.pause()
    if (at.value === null) seek(buckets > 0 ? 0 : count.value - 1)
    else seek(at.value + buckets)
  }

  /** Back to the whole span. */
  function close(): void {
    clock.pause()
    at.value = null
  }

  watch(still, (now) => now && clock.pause())
  watch(count, (now) => {
    if (at.value !== null && at.value >= now) close()
  })

  return {
    at,
    speed,
    cumulative,
    playing: clock.isActive,
    /** Playback is open, running or not. */
    on: computed(() => at.value !== null),
    setSpeed: (next: Speed) => (speed.value = next),
    setCumulative: (next: boolean) => (cumulative.value = next),
    play,
    pause: clock.pause,
    seek,
    step,
    close,
  }
}

export type Playback = ReturnType<typeof usePlayback>
