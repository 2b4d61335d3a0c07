/** What the maps say, in English. */
export const mapWords = {
  map: 'Hits by country',
  legend: 'hits',
  noData: 'none',
  hits: (n: number) => (n === 1 ? '1 hit' : `${n.toLocaleString('en')} hits`),
  share: (part: string) => `${part} of located`,
  noHits: 'no hits',
  pick: 'click to filter',
  unpick: 'click to clear the filter',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  home: 'Whole world',
  globe: 'Globe',
  flat: 'Flat map',
  twoFingers: 'Use two fingers to move the map',
  no3d: '2-D map (no WebGL)',
  list: 'Countries by hits',
  clear: 'Clear the filter',
  preparing: 'Preparing the map',
}

export const spotlightWords = {
  empty: 'Nothing located yet',
  emptyHint:
    'IP addresses and phone numbers that are shared on MISP appear here, one after the other.',
  rotate: 'Rotation',
  pause: 'Pause',
  resume: 'Rotate',
  previous: 'Newer',
  next: 'Older',
  held: 'held while you look',
  seconds: (s: number) => `${s} s`,
  of: (i: number, n: number) => `${i} of ${n}`,
  open: 'Show this indicator',
  precision: {
    country: 'country only',
    city: 'about this city',
    exact: 'exact place',
  },
}
