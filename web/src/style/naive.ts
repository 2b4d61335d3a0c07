/** Naive UI in our colours: its components take them from the tokens of the present theme. */
import { darkTheme, type GlobalThemeOverrides } from 'naive-ui'
import { computed } from 'vue'
import { theme, token } from './theme'

export const naiveBase = computed(() => (theme.value === 'dark' ? darkTheme : null))

export const naiveOverrides = computed<GlobalThemeOverrides>(() => {
  // Read so that it is computed anew when the theme changes: tokens are read from the document.
  document.documentElement.dataset.theme = theme.value
  const raised = theme.value === 'dark' ? token('raised') : token('panel')
  return {
    common: {
      fontFamily: token('sans'),
      fontFamilyMono: token('mono'),
      fontSize: token('size-s'),
      fontSizeMedium: token('size-s'),
      fontSizeSmall: token('size-s'),
      lineHeight: '1.45',
      borderRadius: token('radius'),
      borderRadiusSmall: '4px',
      primaryColor: token('accent'),
      primaryColorHover: token('accent'),
      primaryColorPressed: token('accent'),
      primaryColorSuppl: token('accent'),
      textColorBase: token('text'),
      textColor1: token('text'),
      textColor2: token('text'),
      textColor3: token('quiet'),
      placeholderColor: token('quiet'),
      borderColor: token('line'),
      dividerColor: token('line'),
      bodyColor: token('ground'),
      cardColor: token('panel'),
      modalColor: token('panel'),
      popoverColor: raised,
      inputColor: token('ground'),
      hoverColor: token('hover'),
      boxShadow2: `0 0 0 1px ${token('line')}, ${token('shadow')}`,
    },
    Dropdown: { optionHeightMedium: '32px', color: raised },
    Drawer: { color: token('panel') },
    Input: { color: token('ground'), border: `1px solid ${token('line')}` },
    Popover: { padding: '12px' },
  }
})
