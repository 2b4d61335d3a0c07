import { expect, it } from 'vitest'
import type { Activity } from '@/api/types'
import { cellOf, headline, knownColumns, STANDARD } from './columns'

const one = (more: Partial<Activity>): Activity => ({
  id: '1',
  at: '2026-01-01T00:00:00Z',
  received_at: '2026-01-01T00:00:00Z',
  instance: 'community',
  topic: 'misp_json_attribute',
  kind: 'attribute',
  action: 'add',
  ...more,
})

it('heads a line with the value, the event, or what happened', () => {
  expect(headline(one({ value: '198.51.100.7' })).text).toBe('198.51.100.7')
  expect(headline(one({ kind: 'event', action: 'publish', event_info: 'Phishing' })).text).toBe(
    'Phishing',
  )
  expect(headline(one({ kind: 'login', action: 'fail' })).text).toBe('Failed login')
})

it('lets a tag tell its own name', () => {
  const tags = [{ name: 'tlp:red', colour: '#cc0033' }]
  const attached = one({ kind: 'tag', action: 'attach', value: 'tlp:red', tags })
  expect(headline(attached).text).toBe('Tag attached')
})

it('filters a sighting by its kind, an attribute by its type', () => {
  const now = new Date()
  const sighting = one({ kind: 'sighting', type: 'ip-dst', sighting_type: 1 })
  expect(cellOf('type', sighting, now)).toMatchObject({
    text: 'false positive',
    by: { field: 'kind', value: 'sighting' },
  })
  expect(cellOf('type', one({ type: 'ip-dst' }), now).by).toEqual({
    field: 'type',
    value: 'ip-dst',
  })
})

it('forgets remembered columns it does not know', () => {
  expect(knownColumns(['tags', 'gone', 'value', 'tags'])).toEqual(['tags', 'value'])
  expect(knownColumns('nonsense')).toEqual(STANDARD)
  expect(knownColumns([])).toEqual(STANDARD)
})
