/** One polygon (rings of longitude and latitude) as the polygons that draw it without crossing the date line. */
export function cutAtDateLine(polygon: number[][][]): number[][][][]
