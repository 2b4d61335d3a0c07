/** The same map without WebGL, in 2-D by ECharts: for thin clients and virtual desktops. */
import { MapChart, ScatterChart } from 'echarts/charts'
import { GeoComponent } from 'echarts/components'
import { init, registerMap, use, type ECharts } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { hatchTile, type MapColours } from './colours'
import { loadCoarseWorld, NOBODY, type Outlines, type World } from './countries'
import type { EngineOptions, MapEngine, View } from './engine'
import {
  around,
  flatHome,
  latitude,
  MERCATOR_END,
  mercatorY,
  TILE,
  within,
  type Camera,
  type Size,
} from './frame'
import type { LonLat } from './geodesy'

/** ECharts keeps maps by name for the whole page. */
const mapName = ({ borders }: EngineOptions): string => (borders ? 'own borders' : 'world')

use([GeoComponent, MapChart, ScatterChart, CanvasRenderer])

const FLY_MS = 500
const MOST_ZOOM = 7

type Pointed = {
  name?: string
  data?: { name?: string }
  event?: { offsetX: number; offsetY: number }
}
type Roamed = { geo?: { center?: [number, number]; zoom?: number }[] }

export async function createFlatEngine(options: EngineOptions): Promise<MapEngine> {
  const world = await loadCoarseWorld(options.borders)
  registerMap(mapName(options), { geoJSON: world.shapes as never, specialAreas: {} })
  return new FlatEngine(options, world)
}

class FlatEngine implements MapEngine {
  readonly drawing = '2d'
  readonly nearest = MOST_ZOOM
  readonly outlines: Outlines
  private chart: ECharts
  private colours: MapColours
  private classes = new Map<string, number>()
  private at: Camera
  private atHome = true

  constructor(
    private options: EngineOptions,
    private world: World,
  ) {
    this.outlines = world.outlines
    this.colours = options.colours
    this.chart = init(options.container, undefined, { renderer: 'canvas' })
    this.at = flatHome(this.size())
    this.draw(0)
    if (options.interactive) this.listen()
  }

  fill(classes: Map<string, number>): void {
    // Counts change every few seconds, classes seldom.
    const same = [...classes].every(([code, level]) => this.classes.get(code) === level)
    if (same && classes.size === this.classes.size) return
    this.classes = classes
    this.draw(0)
  }

  colour(colours: MapColours): void {
    this.colours = colours
    this.draw(0)
  }

  setGlobe(): void {
    // A globe needs WebGL; the component does not offer it.
  }

  place = (lon: number, lat: number): { x: number; y: number } => {
    const { width, height } = this.size()
    const world = TILE * 2 ** this.at.zoom
    return {
      x: width / 2 + ((lon - this.at.lon) / 360) * world,
      y: height / 2 + (mercatorY(lat) - mercatorY(this.at.lat)) * world,
    }
  }

  where(x: number, y: number): LonLat | null {
    const { width, height } = this.size()
    const { lon, lat } = this.at
    const away = [(x - width / 2) / this.equator(), (y - height / 2) / this.equator()] as const
    return [lon + away[0] * 360, latitude(mercatorY(lat) + away[1])]
  }

  equator(): number {
    return TILE * 2 ** this.at.zoom
  }

  camera(): Camera {
    return this.at
  }

  disc(): number {
    return 0
  }

  zoomBy(steps: number): void {
    this.atHome = false
    this.show({ ...this.at, zoom: this.at.zoom + steps }, FLY_MS)
  }

  home(animated: boolean): void {
    this.show(flatHome(this.size()), animated ? FLY_MS : 0)
    this.atHome = true
  }

  look(view: View, animated: boolean): void {
    this.atHome = false
    this.show('box' in view ? around(view.box, this.size()) : view, animated ? FLY_MS : 0)
  }

  redraw(): void {
    this.chart.getZr().flush()
  }

  resize(): void {
    this.chart.resize()
    if (this.atHome) this.home(false)
    else this.show(this.at, 0)
  }

  remove(): void {
    this.chart.dispose()
  }

  private show(camera: Camera, duration: number): void {
    const wanted = { ...camera, zoom: Math.min(camera.zoom, MOST_ZOOM) }
    this.at = this.options.interactive
      ? within(wanted, this.size(), flatHome(this.size()).zoom)
      : wanted
    this.draw(duration)
    this.options.onMove?.()
  }

  private draw(duration: number): void {
    const { lon, lat, zoom } = this.at
    const home = flatHome(this.size()).zoom
    // Else the hatching would grow with the map.
    const unscaled = { scaleX: 2 ** (home - zoom), scaleY: 2 ** (home - zoom) }
    this.chart.setOption({
      animation: duration > 0,
      animationDurationUpdate: duration,
      geo: {
        map: mapName(this.options),
        nameProperty: 'code',
        projection: { project, unproject },
        boundingCoords: [
          [-180, MERCATOR_END],
          [180, -MERCATOR_END],
        ],
        layoutCenter: ['50%', '50%'],
        layoutSize: TILE * 2 ** home,
        // In projected units, unlike everything else.
        center: project([lon, lat]),
        zoom: 2 ** (zoom - home),
        scaleLimit: { min: 1, max: 2 ** (MOST_ZOOM - home) },
        roam: this.options.interactive,
        label: { show: false },
        // The component draws what is pointed at.
        emphasis: { disabled: true },
        select: { disabled: true },
        itemStyle: {
          areaColor: { image: hatchTile(this.colours, 1), repeat: 'repeat', ...unscaled },
          borderColor: this.colours.border,
          borderWidth: 0.5,
        },
        regions: this.regions(),
      },
      series: {
        type: 'scatter',
        coordinateSystem: 'geo',
        symbolSize: 6,
        cursor: 'pointer',
        data: this.dots(),
      },
    })
  }

  private regions(): object[] {
    return [...this.classes].map(([name, level]) => ({
      name,
      itemStyle: { areaColor: this.colours.classes[level] },
    }))
  }

  private dots(): object[] {
    return [...this.classes].flatMap(([name, level]) => {
      const country = this.world.byCode.get(name)
      if (!country?.small) return []
      return [{ name, value: country.label, itemStyle: { color: this.colours.classes[level] } }]
    })
  }

  private listen(): void {
    const { chart, options } = this
    const code = ({ name }: Pointed) => (name && name !== NOBODY ? name : null)
    const tell = (pointed: Pointed) =>
      options.onHover?.(code(pointed), pointed.event?.offsetX ?? 0, pointed.event?.offsetY ?? 0)
    chart.on('mousemove', (event) => tell(event as Pointed))
    chart.on('mouseout', () => options.onHover?.(null, 0, 0))
    chart.on('click', (event) => options.onPick?.(code(event as Pointed)))
    chart.getZr().on('click', ({ target }) => {
      if (!target) options.onPick?.(null)
    })
    chart.on('georoam', () => this.roamed())
  }

  private roamed(): void {
    const [geo] = (this.chart.getOption() as Roamed).geo ?? []
    const [lon = 0, lat = 0] = geo?.center ? unproject(geo.center) : []
    const home = flatHome(this.size()).zoom
    this.atHome = false
    this.show({ lon, lat, zoom: home + Math.log2(geo?.zoom ?? 1) }, 0)
  }

  private size(): Size {
    const { clientWidth, clientHeight } = this.options.container
    return { width: Math.max(clientWidth, 1), height: Math.max(clientHeight, 1) }
  }
}

// Downwards like the screen, as ECharts expects of a projection.
const project = ([lon = 0, lat = 0]: number[]): number[] => [lon / 360 + 0.5, mercatorY(lat)]
const unproject = ([x = 0, y = 0]: number[]): number[] => [(x - 0.5) * 360, latitude(y)]
