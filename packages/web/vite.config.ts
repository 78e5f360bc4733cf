// How the console is built: one entry, a chunk for each page, charts apart; the panel of the doctor's desk is an entry of its own. `YIBAO_API` is where `npm run dev` finds a server.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    // Two large libraries that change rarely keep their own files, so that a release does not fetch them again.
    rolldownOptions: {
      input: { index: 'index.html', 'order-desk': 'order-desk.html' },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|react-router)\// },
            { name: 'charts', test: /node_modules\/(echarts|zrender)\// },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': process.env.YIBAO_API ?? 'http://127.0.0.1:8080' } },
})
