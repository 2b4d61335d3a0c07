import { describe, expect, test } from 'vitest'
import {
  around,
  discRadius,
  flatHome,
  globeHome,
  isBehind,
  latitude,
  mercatorY,
  within,
} from './frame'

const size = { width: 800, height: 500 }

test('a latitude comes back from Mercator', () => {
  for (const lat of [-57, 0, 12.3, 79]) expect(latitude(mercatorY(lat))).toBeCloseTo(lat, 9)
})

test('a pole is the end of the map, not infinitely far', () => {
  expect(mercatorY(90)).toBeCloseTo(0, 3)
  expect(mercatorY(-90)).toBeCloseTo(1, 3)
})

describe('the flat map', () => {
  test('shows the whole width of the world at home', () => {
    expect(512 * 2 ** flatHome({ width: 800, height: 2000 }).zoom).toBeCloseTo(800)
  })

  test('cannot be dragged or zoomed out of the world', () => {
    const least = flatHome(size).zoom
    const home = within({ lon: 170, lat: -60, zoom: -3 }, size, least)
    expect(home.zoom).toBe(least)
    expect(home.lon).toBeCloseTo(0)
  })

  test('at a closer look stops at the edge', () => {
    const { lon } = within({ lon: 180, lat: 0, zoom: 3 }, size, 0)
    const right = lon + (800 / 2 / (512 * 8)) * 360
    expect(right).toBeCloseTo(180)
  })

  test('leaves room around a country', () => {
    const { lon, lat, zoom } = around([3, 50, 7, 54], size)
    expect(lon).toBe(5)
    expect(lat).toBeCloseTo(52, 0)
    expect((512 * 2 ** zoom * 4) / 360).toBeLessThan(800)
  })
})

describe('the globe', () => {
  const camera = globeHome(size)

  test('fills most of the height', () => {
    expect(discRadius(camera, size.height) * 2).toBeCloseTo(0.88 * size.height, 0)
  })

  test('hides its far side, and what is just behind its edge', () => {
    expect(isBehind(camera.lon, camera.lat, camera, size.height)).toBe(false)
    expect(isBehind(camera.lon + 180, -camera.lat, camera, size.height)).toBe(true)
    expect(isBehind(camera.lon + 89, 0, camera, size.height)).toBe(true)
  })
})
