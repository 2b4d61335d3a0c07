/** A chart on a canvas drawn again as shapes. */
import { getInstanceByDom, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { token } from '@/style/theme'

use([SVGRenderer])

/** Null when the canvas belongs to no chart. */
export function chartSvg(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): SVGSVGElement | null {
  const host = canvas.closest<HTMLElement>('[_echarts_instance_]')
  const chart = host && getInstanceByDom(host)
  if (!chart) return null
  const again = init(null, null, { renderer: 'svg', ssr: true, width, height })
  again.setOption({ ...chart.getOption(), animation: false })
  // Names of typefaces come in quotes, which would end the attribute they are written in.
  const text = [token('sans'), token('mono')].reduce(
    (svg, family) => svg.replaceAll(family, family.replaceAll('"', "'")),
    again.renderToSVGString(),
  )
  again.dispose()
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
  return parsed instanceof SVGSVGElement ? parsed : null
}
