/** Hits as the map and the list measure them: counted, as a share, or against the span before. */
import type { CountriesOverTime, Countries } from '@/api/types'
import { fullNumber } from '@/format/number'
import { words } from '@/words/en'
import type { Measure } from '@/map/valueClasses'

/** `value` is a count, a share of 1, or a change of 1 (0.5 is half as much again; Infinity is new). */
export type Value = { country: string; value: number; title: string }

/** What had nothing before is new, and has no change one could name. */
export type Change = number | 'new' | null

/** Beyond ten times as much, more says no more. */
const MOST_CHANGE = 10

export function changeOf(hits: number, previous: number | null): Change {
  if (previous === null) return null
  if (previous === 0) return hits ? 'new' : null
  return (hits - previous) / previous
}

export function shareOf(hits: number, all: number): number {
  return all ? hits / all : 0
}

export function shareText(share: number): string {
  const percent = share * 100
  if (percent > 0 && percent < 0.1) return '<0.1 %'
  return `${percent.toFixed(percent < 10 ? 1 : 0).replace(/\.0$/, '')} %`
}

export function changeText(change: Change): string {
  if (change === null) return ''
  if (change === 'new') return words.geo.fresh
  if (change > MOST_CHANGE) return `×${fullNumber(Math.round(change + 1))}`
  const percent = Math.round(change * 100)
  return `${percent > 0 ? '+' : percent < 0 ? '−' : '±'}${Math.abs(percent)} %`
}

export function valuesOf(told: Countries | null, measure: Measure): Value[] {
  if (!told) return []
  return told.countries.flatMap(({ country, hits, previous }) => {
    const change = changeOf(hits, previous)
    // Nothing before and nothing now is no change.
    if (measure === 'change' && change === null) return []
    const share = shareOf(hits, told.located)
    const title = [
      words.geo.hits(hits),
      words.geo.ofLocated(shareText(share)),
      change === null ? '' : words.geo.against(changeText(change)),
    ]
    return {
      country,
      value: { count: hits, share, change: change === 'new' ? Infinity : (change ?? 0) }[measure],
      title: title.filter(Boolean).join(' · '),
    }
  })
}

/** The countries of one bucket, or of all buckets up to it. */
export function valuesAt(
  told: CountriesOverTime | null,
  at: number,
  cumulative: boolean,
  measure: Measure,
): Value[] {
  if (!told) return []
  const total = countAt(told.totals, at, cumulative)
  return told.series.flatMap(({ country, counts }) => {
    const hits = countAt(counts, at, cumulative)
    if (!hits) return []
    const share = shareOf(hits, total)
    return {
      country,
      value: measure === 'share' ? share : hits,
      title: `${words.geo.hits(hits)} · ${words.geo.ofLocated(shareText(share))}`,
    }
  })
}

export function countAt(counts: number[], at: number, cumulative: boolean): number {
  if (!cumulative) return counts[at] ?? 0
  return counts.slice(0, at + 1).reduce((sum, count) => sum + count, 0)
}

/** The largest value playback will come to, so that its colours mean the same all along. */
export function mostAt(told: CountriesOverTime | null, cumulative: boolean): number {
  const most = (told?.series ?? []).map(({ counts }) =>
    cumulative ? countAt(counts, counts.length - 1, true) : Math.max(0, ...counts),
  )
  return Math.max(0, ...most)
}
