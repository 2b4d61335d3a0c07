import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './style/tokens.css'
import './style/page.css'
import './style/print.css'
import './style/controls.css'
import { createApp } from 'vue'
import App from './App.vue'
import { mendMissingParts } from './frame/missingPart'
import { router } from './routes'
import { followTheme } from './style/theme'

followTheme()
mendMissingParts()
createApp(App).use(router).mount('#app')
