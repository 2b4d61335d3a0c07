/** What the charts say, in English. */
export const chartWords = {
  overTime: (by: string) => `Activity over time by ${by}`,
  summary: (total: string, from: string, to: string) => `${total} activities from ${from} to ${to}`,
  largest: (names: string) => `most of: ${names}`,
  total: 'total',
  running: 'still counting',
  unnamed: '(none)',
  legend: 'Shown series; hold Ctrl or double-click to show one alone',
  zoomHint: 'drag to zoom',
}
