/** Dark or light: the system's choice until the reader makes one, which is remembered. */
import { useLocalStorage, usePreferredDark } from '@vueuse/core'
import { computed, watchEffect } from 'vue'

export type Theme = 'dark' | 'light'

const chosen = useLocalStorage<Theme | ''>('theme', '')
const systemDark = usePreferredDark()

export const theme = computed<Theme>(() => chosen.value || (systemDark.value ? 'dark' : 'light'))

/** The next of system → other than system → system, so that one button is enough. */
export function toggleTheme(): void {
  const other: Theme = theme.value === 'dark' ? 'light' : 'dark'
  const system: Theme = systemDark.value ? 'dark' : 'light'
  chosen.value = other === system ? '' : other
}

export function followTheme(): void {
  watchEffect(() => {
    document.documentElement.dataset.theme = theme.value
  })
}

/** The value of a token as written in tokens.css, for what draws on a canvas. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
}
