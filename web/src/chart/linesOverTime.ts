/** The ECharts option of several items over time, one line each. */
import { overTimeFrame } from './axes'
import { bucketStart, type Buckets } from './bucket'
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
  const until_ms = bucketStart(data, lines[0]?.counts.length ?? 1).getTime()
  const since_ms = Date.parse(data.since)
  return {
    ...overTimeFrame({ since_ms, until_ms, colours, width, steps: 4, animated }),
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
