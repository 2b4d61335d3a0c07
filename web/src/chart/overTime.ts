/** The ECharts option of activity over time: stacked bars, or areas when there are many buckets. */
import type { ActivityOverTime } from '@/api/types'
import { shortNumber } from '@/format/number'
import { bucketCount, bucketStart, isRunning, type Buckets } from './bucket'
import { slotsFor } from './colours'
import type { ChartColours } from './theme'

export type Series = Buckets & Pick<ActivityOverTime, 'series'>

export const MOST_BARS = 120
/** Room around the plot, in pixels; also where the overlay draws. */
export const ROOM = { top: 10, right: 6, bottom: 22, left: 40 }

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
  return {
    animation: animated,
    animationDuration: 250,
    animationDurationUpdate: 250,
    animationEasingUpdate: 'cubicOut' as const,
    textStyle: { fontFamily: colours.sans },
    grid: { ...ROOM, containLabel: false },
    xAxis: {
      type: 'time' as const,
      min: Date.parse(data.since),
      max: bucketStart(data, bucketCount(data, data.series[0]?.counts)).getTime(),
      splitNumber: Math.max(2, Math.floor(width / 110)),
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: {
        color: colours.quiet,
        fontSize: 11,
        hideOverlap: true,
        formatter: {
          year: '{yyyy}',
          month: '{MMM} {yyyy}',
          day: '{d} {MMM}',
          hour: '{HH}:{mm}',
          minute: '{HH}:{mm}',
          second: '{HH}:{mm}:{ss}',
          millisecond: '{HH}:{mm}:{ss}',
        },
      },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value' as const,
      minInterval: 1,
      splitNumber: 3,
      axisLabel: { color: colours.quiet, fontSize: 11, formatter: shortNumber },
      splitLine: { lineStyle: { color: colours.line, opacity: 0.6 } },
    },
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
  const room = (width - ROOM.left - ROOM.right) / Math.max(count, 1)
  const barWidth = Math.max(1, room - Math.min(Math.max(1, room * 0.16), 6))
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
