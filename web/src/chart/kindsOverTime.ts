/** The ECharts option of kinds stacked over time: upwards, downwards, or as a line across. */
import { token } from '@/style/theme'
import { barWidthOf, overTimeFrame } from './axes'
import { bucketStart, isRunning, type Buckets } from './bucket'
import { OTHER, slotColour } from './colours'
import type { ChartColours } from './theme'

/** `paint` is the name of a token; what is not told has that of the others. */
export type Kind = {
  key: string
  name: string
  counts: number[]
  paint: string
  /** Drawn below the axis. */
  down?: boolean
  /** Drawn as a line instead of bars. */
  line?: boolean
  /** Hatched, to tell it from another of the same colour. */
  hatched?: boolean
}

export const UNTOLD = 'other'

/** As CSS. */
export const paintOf = (paint: string): string =>
  paint === UNTOLD ? slotColour(OTHER) : `var(--${paint})`

const HATCH = {
  symbol: 'rect',
  dashArrayX: [1, 0],
  dashArrayY: [2, 4],
  rotation: -Math.PI / 4,
}

type Asked = {
  data: Buckets
  kinds: Kind[]
  colours: ChartColours
  width: number
  now: number
  animated: boolean
}

export function kindsOption({ data, kinds, colours, width, now, animated }: Asked) {
  const count = kinds[0]?.counts.length ?? 0
  const middle = (data.step_s * 1000) / 2
  const barWidth = barWidthOf(width, count)
  const edge = token('mark-edge')
  const until_ms = bucketStart(data, Math.max(count, 1)).getTime()
  const since_ms = Date.parse(data.since)
  return {
    ...overTimeFrame({ since_ms, until_ms, colours, width, steps: 4, animated }),
    series: kinds.map(({ key, counts, paint, down, line, hatched }) => {
      const colour = paint === UNTOLD ? colours.slot(OTHER) : token(paint)
      const points = counts.map((value, i) => {
        const start = bucketStart(data, i).getTime()
        return {
          name: String(start),
          value: [start + middle, down ? -value : value],
          ...(!line && isRunning(data, i, now) && { itemStyle: { opacity: 0.45 } }),
        }
      })
      const common = { id: key, name: key, data: points, silent: true }
      if (line)
        return {
          ...common,
          type: 'line' as const,
          z: 3,
          symbol: 'none',
          lineStyle: { width: 1.75, color: colour },
          itemStyle: { color: colour },
        }
      const fill = { color: colour, borderColor: edge, borderWidth: barWidth > 3 ? 0.5 : 0 }
      return {
        ...common,
        type: 'bar' as const,
        stack: 'all',
        barWidth,
        itemStyle: { ...fill, ...(hatched && { decal: { ...HATCH, color: token('hatch') } }) },
      }
    }),
  }
}
