/** The ECharts option of activity over time: stacked bars, or areas when there are many buckets. */
import type { ActivityOverTime } from '@/api/types'
import { barWidthOf, overTimeFrame } from './axes'
import { bucketCount, bucketStart, isRunning, type Buckets } from './bucket'
import { slotsFor } from './colours'
import type { ChartColours } from './theme'

export type Series = Buckets & Pick<ActivityOverTime, 'series'>

export const MOST_BARS = 120

type Asked = {
  data: Series
  by: string
  hidden: Set<string>
  colours: ChartColours
  width: number
  now: number
  animated: boolean
}

export function overTimeOption(asked: Asked) {
  const { data, colours, animated, width } = asked
  const until_ms = bucketStart(data, bucketCount(data, data.series[0]?.counts)).getTime()
  const since_ms = Date.parse(data.since)
  return {
    ...overTimeFrame({ since_ms, until_ms, colours, width, steps: 3, animated }),
    series: series(asked),
  }
}

function series({ data, by, hidden, colours, width, now }: Asked) {
  const slots = slotsFor(
    by,
    data.series.map(({ name }) => name),
  )
  const count = data.series[0]?.counts.length ?? 0
  const middle = (data.step_s * 1000) / 2
  const barWidth = barWidthOf(width, count)
  return data.series.map(({ name, counts }) => {
    const colour = colours.slot(slots.get(name) ?? -1)
    const shown = hidden.has(name) ? counts.map(() => 0) : counts
    const points = shown.map((value, i) => {
      const start = bucketStart(data, i).getTime()
      const running = isRunning(data, i, now)
      // Named by its moment, so that a bar moves along when the window does.
      return {
        name: String(start),
        value: [start + middle, value],
        ...(running && { itemStyle: { opacity: 0.45 } }),
      }
    })
    const common = { id: name, name, stack: 'all', data: points, silent: true }
    if (count <= MOST_BARS)
      return { ...common, type: 'bar' as const, barWidth, itemStyle: { color: colour } }
    return {
      ...common,
      type: 'line' as const,
      symbol: 'none',
      lineStyle: { width: 1, color: colour },
      itemStyle: { color: colour },
      areaStyle: { color: colour, opacity: 0.75 },
    }
  })
}
