import { expect, it } from 'vitest'
import { tagsThatFit } from './tagRoom'

const tags = ['tlp:amber', 'type:OSINT', 'misp-galaxy:threat-actor="Invented Heron"'].map(
  (name) => ({
    name,
    colour: '#339900',
  }),
)

it('shows whole tags and counts the others', () => {
  expect(tagsThatFit(tags, 220).shown).toHaveLength(2)
  expect(tagsThatFit(tags, 220).more).toBe(1)
})

it('shows all where there is room, none where there is none', () => {
  expect(tagsThatFit(tags, 600)).toMatchObject({ shown: tags, more: 0 })
  expect(tagsThatFit(tags, 40)).toMatchObject({ shown: [], more: 3 })
})
