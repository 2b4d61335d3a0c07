/** What the charts say, in English. */
export const chartWords = {
  overTime: (by: string) => `Activity over time by ${by}`,
  summary: (total: string, from: string, to: string) => `${total} activities from ${from} to ${to}`,
  plainSummary: (total: string, from: string, to: string) => `${total} from ${from} to ${to}`,
  largest: (names: string) => `most of: ${names}`,
  total: 'total',
  running: 'still counting',
  notHeard: (instance: string, since: string, until: string) =>
    until ? `${instance} not heard ${since} – ${until}` : `${instance} not heard since ${since}`,
  unnamed: '(none)',
  legend: 'Shown series; hold Ctrl or double-click to show one alone',
  zoomHint: 'drag to zoom',
  hits: 'hits',
  hitsOverTime: 'Hits over time',
  hitsOf: (count: string) => (count === '1' ? '1 hit' : `${count} hits`),
  hitsSummary: (total: string, from: string, to: string) => `${total} hits from ${from} to ${to}`,
  select: 'drag to select a span',
  selectHint:
    'Hits over time. The arrow keys move through it, with Shift they select a span; Enter uses it, Escape clears it.',
  apply: 'Use this span',
  unselect: 'Clear',
}
