/** What the maps say of the administrator's map tiles, in English. */

export const tilesWords = {
  noAnswer: (host: string) =>
    `No map tiles: ${host} cannot be reached, or does not let this page read its map style`,
  refused: (host: string, status: number) => `No map tiles: ${host} answers ${status}`,
  noStyle: (host: string) => `No map tiles: what ${host} answers is no map style`,
  notDrawn: (host: string) => `No map tiles: the map style of ${host} cannot be drawn`,
  foreign: (hosts: string, host: string) =>
    `Left out of the map: what its style has on ${hosts}; only ${host} is allowed`,
  missing: (host: string, names: string) =>
    `Left out of the map: ${names}, which ${host} does not answer as it should`,
  wrong: (layers: number) =>
    layers === 1
      ? 'Left out of the map: 1 layer that is not right'
      : `Left out of the map: ${layers} layers that are not right`,
  away: (host: string) => `Map tiles are missing: ${host} does not answer them`,
  and: (names: string[]) => new Intl.ListFormat('en').format(names),
}
