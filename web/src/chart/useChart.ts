/** A chart in an element: begun and ended with it, drawn anew when its size or the theme changes. */
import { useElementSize } from '@vueuse/core'
import { init, type ECharts } from 'echarts/core'
import { onBeforeUnmount, onMounted, ref, shallowRef, watch } from 'vue'
import { useChartColours } from './theme'

/** `draw` is called when the chart is there and has a size. */
export function useChart(draw: (chart: ECharts, animated: boolean) => void) {
  const stage = ref<HTMLElement>()
  const chart = shallowRef<ECharts>()
  const { width, height } = useElementSize(stage)
  const colours = useChartColours()

  function redraw(animated: boolean): void {
    if (chart.value && width.value) draw(chart.value, animated)
  }

  onMounted(() => {
    if (stage.value) chart.value = init(stage.value, undefined, { renderer: 'canvas' })
    redraw(false)
  })
  onBeforeUnmount(() => chart.value?.dispose())
  watch(colours, () => redraw(false))
  watch([width, height], () => {
    chart.value?.resize({ animation: { duration: 0 } })
    redraw(false)
  })

  return { stage, width, height, colours, redraw }
}
