import { fileURLToPath, URL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// `npm run dev` serves the page with hot reload and asks a running dashboard for the data.
const dashboard = process.env.MISP_DASHBOARD_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': dashboard } },
  build: {
    outDir: '../misp_dashboard/api/page',
    emptyOutDir: true,
    target: 'es2022',
    // Inlining would turn small files into data: URLs, which the content policy allows for images only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      input: ['index.html', 'api-docs.html'].map((page) =>
        fileURLToPath(new URL(page, import.meta.url)),
      ),
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts', 'geo/**/*.test.ts'] },
})
