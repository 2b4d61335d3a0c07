import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, ref, type EffectScope } from 'vue'
import { bucketsPerSecond, usePlayback } from './usePlayback'

let scope: EffectScope

beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

const made = (count: number, still = false) => scope.run(() => usePlayback(ref(count), ref(still)))!

it('plays from the first bucket to the last and stays there', () => {
  const playback = made(3)
  expect(playback.on.value).toBe(false)
  playback.play()
  expect(playback.at.value).toBe(0)
  vi.advanceTimersByTime(10_000)
  expect(playback.at.value).toBe(2)
  expect(playback.playing.value).toBe(false)
  expect(playback.on.value).toBe(true)
})

it('plays again from the start once it is at the end', () => {
  const playback = made(3)
  playback.seek(2)
  playback.play()
  expect(playback.at.value).toBe(0)
})

it('shows as many buckets a second as it says', async () => {
  const playback = made(100)
  playback.speed.value = 4
  await Promise.resolve()
  playback.play()
  vi.advanceTimersByTime(1000)
  expect(playback.at.value).toBe(bucketsPerSecond(4))
})

it('is stepped by hand, and stops for it', () => {
  const playback = made(3)
  playback.play()
  playback.step(1)
  expect(playback.at.value).toBe(1)
  expect(playback.playing.value).toBe(false)
  playback.step(5)
  expect(playback.at.value).toBe(2)
  playback.close()
  playback.step(-1)
  expect(playback.at.value).toBe(2)
})

it('never moves by itself for who wants less motion', () => {
  const playback = made(3, true)
  playback.play()
  vi.advanceTimersByTime(5000)
  expect(playback.at.value).toBe(null)
  playback.step(1)
  expect(playback.at.value).toBe(0)
})
