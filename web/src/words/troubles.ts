/** What every page says while messages cannot be stored, in English. */
import type { TroubledPart } from '@/api/types'

const said: Record<TroubledPart, { title: string; means: string }> = {
  store: {
    title: 'The store is away since',
    means: 'Live goes on; what is counted comes when the store is back.',
  },
  journal: {
    title: 'The journal cannot be written since',
    means: 'Messages wait in memory until it can.',
  },
  ingest: {
    title: 'Messages are no longer stored since',
    means: 'Live goes on; what is counted does not.',
  },
}

export const troublesWords = {
  said,
  waits: (count: string) =>
    count === '1' ? '1 message waits in the journal' : `${count} messages wait in the journal`,
}
