// What Natural Earth leaves to know: countries without a number, territories drawn with their state, places too small to be drawn.

/** By Natural Earth's name, where it gives no ISO number. An empty territory of no agreed state is drawn without a country. */
export const UNNUMBERED = {
  Baikonur: 'KZ',
  'Clipperton I.': 'FR',
  'Coral Sea Is.': 'AU',
  'Cyprus U.N. Buffer Zone': 'CY',
  Kosovo: 'XK',
  Somaliland: 'SO',
  'N. Cyprus': 'CY',
  'Indian Ocean Ter.': 'CX',
  'USNB Guantanamo Bay': 'CU',
  'Siachen Glacier': '-1',
  'Bajo Nuevo Bank': '-1',
  'Scarborough Reef': '-1',
  'Serranilla Bank': '-1',
  'Spratly Is.': '-1',
  Akrotiri: '-1',
  Dhekelia: '-1',
}

/** Boxes (west, south, east, north) around territories with an ISO code of their own. */
export const OVERSEAS = {
  FR: [
    { code: 'GF', within: [-56, 1, -50, 7] },
    { code: 'GP', within: [-62, 15.7, -60.9, 16.7] },
    { code: 'MQ', within: [-61.4, 14.2, -60.6, 15.1] },
    { code: 'RE', within: [55, -22, 56, -20] },
    { code: 'YT', within: [44, -14, 46, -12] },
  ],
  NO: [
    { code: 'SJ', within: [10, 74, 40, 82] },
    { code: 'SJ', within: [-10, 70, -7, 72] },
  ],
  NL: [{ code: 'BQ', within: [-70, 11, -62, 18] }],
  NZ: [{ code: 'TK', within: [-173, -10, -171, -8] }],
  CX: [{ code: 'CC', within: [96, -13, 98, -11] }],
  // Crimea: Natural Earth draws who holds it; ISO 3166 (UA-43) and the United Nations (resolution 68/262) count it to Ukraine
  RU: [{ code: 'UA', within: [32, 44, 36.65, 46.5] }],
}

/** Parallels that divide a country: Natural Earth draws who holds Western Sahara, ISO 3166 all of it. */
export const SOUTH_OF = {
  MA: { code: 'EH', parallel: 27.667 },
}

/** Label points (longitude, latitude) of places that have an ISO code and no shape at 1:50m. */
export const POINTS = {
  BV: [3.36, -54.42],
  CC: [96.83, -12.17],
  CX: [105.67, -10.49],
  GI: [-5.35, 36.14],
  TK: [-171.86, -9.2],
  TV: [179.2, -8.52],
  UM: [166.63, 19.28],
}

/** Shorter or plainer names than the Unicode ones. */
export const NAMES = {
  '-1': 'Siachen Glacier',
  CD: 'DR Congo',
  CG: 'Congo',
  HK: 'Hong Kong',
  MM: 'Myanmar',
  MO: 'Macao',
  PS: 'Palestine',
}
