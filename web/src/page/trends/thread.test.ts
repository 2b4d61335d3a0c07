import { expect, it } from 'vitest'
import { threadAddress } from '@/format/link'
import { threadAbout, threadFilter, threadName } from './thread'

const thread = {
  instance: 'Acme',
  thread_id: 3,
  title: 'Discussion about Event #7 (A *new* wave)',
  event_id: 7,
  event_uuid: 'a-uuid',
  event_info: 'A *new* wave',
}
const alone = { ...thread, title: 'General', event_id: 0, event_uuid: '', event_info: '' }

it('calls a discussion by its event, else by its title, else by its number', () => {
  expect(threadName(thread)).toBe('A *new* wave')
  expect(threadName(alone)).toBe('General')
  expect(threadName({ ...alone, title: '' })).toBe('Thread 3 on Acme')
  expect(threadAbout(thread)).toBe('Acme, event 7')
  expect(threadAbout(alone)).toContain('belongs to no event')
})

it('filters by the title of the event, and by nothing where there is none', () => {
  expect(threadFilter(thread)).toEqual({ field: 'event', value: 'A \\*new\\* wave', not: false })
  expect(threadFilter(alone)).toBeUndefined()
})

it('leads to the event in its MISP, else to the thread, and never runs a script', () => {
  const instances = [{ name: 'Acme', url: 'https://misp.example/' }]
  expect(threadAddress(thread, instances)).toBe('https://misp.example/events/view/a-uuid')
  expect(threadAddress(alone, instances)).toBe('https://misp.example/threads/view/3')
  expect(threadAddress(alone, [{ name: 'Acme', url: 'javascript:alert(1)' }])).toBeUndefined()
  expect(threadAddress(alone, [])).toBeUndefined()
})
