import { describe, expect, it } from 'vitest'
import { areaOf, areaText, sameArea, type Area } from './area'

const circle: Area = { kind: 'circle', latitude: 49.61, longitude: 6.13, km: 100 }
const box: Area = { kind: 'box', west: -10, south: 35, east: 20.5, north: 60 }

describe('an area in a URL', () => {
  it('comes back as it went', () => {
    expect(areaOf('near', areaText(circle))).toEqual(circle)
    expect(areaOf('box', areaText(box))).toEqual(box)
    expect(areaText(circle)).toBe('49.61,6.13,100')
    expect(areaText(box)).toBe('-10,35,20.5,60')
  })

  it('may cross the date line', () => {
    expect(areaOf('box', '170,-50,-170,-30')).toMatchObject({ west: 170, east: -170 })
  })

  it('is written to about a metre', () => {
    expect(areaText({ ...circle, latitude: 49.611111111, longitude: -0.0000001 })).toBe(
      '49.61111,0,100',
    )
  })

  it.each([
    ['near', ''],
    ['near', '49.61,6.13'],
    ['near', '49.61,6.13,100,5'],
    ['near', '91,0,100'],
    ['near', '0,181,100'],
    ['near', '0,0,0'],
    ['near', '0,0,0.0000001'],
    ['near', '0,0,-5'],
    ['near', '0,0,99999'],
    ['near', 'NaN,0,10'],
    ['near', '0,0,1e3'],
    ['near', '0,0,Infinity'],
    ['near', '0x10,0,10'],
    ['near', ' ,0,10'],
    ['near', '<img src=x onerror=alert(1)>'],
    ['near', "0,0,10'; DROP TABLE activity"],
    ['box', '-10,35,20'],
    ['box', '-10,60,20,35'],
    ['box', '5,10,5,20'],
    ['box', '-10,35,20,60,1'],
    ['box', '-190,35,20,60'],
    ['box', '0,0,10,٣'],
  ] as const)('is none when it makes no sense: %s=%s', (field, text) => {
    expect(areaOf(field, text)).toBeNull()
  })
})

it('is the same area when it is written the same', () => {
  expect(sameArea(circle, { ...circle, km: 100.000001 })).toBe(true)
  expect(sameArea(circle, { ...circle, km: 101 })).toBe(false)
  expect(sameArea(circle, box)).toBe(false)
})
