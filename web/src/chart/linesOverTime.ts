/** The ECharts option of several items over time, one line each. */
import { shortNumber } from '@/format/number'
import { bucketStart, type Buckets } from './bucket'
import { ROOM } from './overTime'
import type { ChartColours } from './theme'

export type Line = { name: string; slot: number; counts: number[] }

type Asked = {
  data: Buckets
  lines: Line[]
  colours: ChartColours
  width: number
  animated: boolean
}

export function linesOption({ data, lines, colours, width, animated }: Asked) {
  const middle = (data.step_s * 1000) / 2
  return {
    animation: animated,
    animationDuration: 250,
    animationDurationUpdate: 250,
    textStyle: { fontFamily: colours.sans },
    grid: { ...ROOM, containLabel: false },
    xAxis: {
      type: 'time' as const,
      min: Date.parse(data.since),
      max: bucketStart(data, lines[0]?.counts.length ?? 1).getTime(),
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
      splitNumber: 4,
      axisLabel: { color: colours.quiet, fontSize: 11, formatter: shortNumber },
      splitLine: { lineStyle: { color: colours.line, opacity: 0.6 } },
    },
    series: lines.map(({ name, slot, counts }) => ({
      id: name,
      name,
      type: 'line' as const,
      symbol: 'none',
      silent: true,
      lineStyle: { width: 1.75, color: colours.slot(slot) },
      itemStyle: { color: colours.slot(slot) },
      data: counts.map((count, i) => [bucketStart(data, i).getTime() + middle, count]),
    })),
  }
}
