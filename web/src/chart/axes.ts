/** What the ECharts options of everything over time share: the frame, a time axis, a count axis. */
import { shortNumber } from '@/format/number'
import type { ChartColours } from './theme'

/** Room around the plot, in pixels; also where the overlay draws. */
export const ROOM = { top: 10, right: 6, bottom: 22, left: 40 }

/** Moments in milliseconds since 1970, `width` in pixels, `steps` about as many as are labelled. */
type Asked = {
  since_ms: number
  until_ms: number
  colours: ChartColours
  width: number
  steps: number
  animated: boolean
}

export function overTimeFrame({ since_ms, until_ms, colours, width, steps, animated }: Asked) {
  const label = { color: colours.quiet, fontSize: 11 }
  return {
    animation: animated,
    animationDuration: 250,
    animationDurationUpdate: 250,
    animationEasingUpdate: 'cubicOut' as const,
    textStyle: { fontFamily: colours.sans },
    grid: { ...ROOM, containLabel: false },
    xAxis: {
      type: 'time' as const,
      min: since_ms,
      max: until_ms,
      splitNumber: Math.max(2, Math.floor(width / 110)),
      // At the foot also where bars go below nothing.
      axisLine: { lineStyle: { color: colours.line }, onZero: false },
      axisTick: { show: false },
      axisLabel: {
        ...label,
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
      splitNumber: steps,
      // What is below is no less than nothing.
      axisLabel: { ...label, formatter: (value: number) => shortNumber(Math.abs(value)) },
      splitLine: { lineStyle: { color: colours.line, opacity: 0.6 } },
    },
  }
}

/** How wide a bar is, in pixels, when `count` stand side by side. */
export function barWidthOf(width: number, count: number): number {
  const room = (width - ROOM.left - ROOM.right) / Math.max(count, 1)
  return Math.max(1, room - Math.min(Math.max(1, room * 0.16), 6))
}
