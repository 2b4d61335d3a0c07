import { expect, it } from 'vitest'
import type { Activity } from '@/api/types'
import { eventAddress, webAddress } from './link'

const activity = { instance: 'community', event_id: 12 } as Activity

it('leads into the MISP the activity came from', () => {
  const instances = [
    { name: 'internal', url: 'https://internal.example' },
    { name: 'community', url: 'https://community.example/misp/' },
  ]
  expect(eventAddress(activity, instances)).toBe('https://community.example/misp/events/view/12')
})

it('is no link where the instance has no web address', () => {
  expect(eventAddress(activity, [{ name: 'community', url: '' }])).toBeUndefined()
  expect(webAddress('javascript:alert(1)')).toBeUndefined()
})
