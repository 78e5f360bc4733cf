// The built pages of the web package. Paths of the pages' own router get the first page. Pages may be built while the
// platform already runs: until then a page says so, and the interfaces work.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import staticFiles from '@fastify/static'
import { refused } from '@yibao/kernel'
import type { FastifyInstance } from 'fastify'
import { EMBEDDED_PAGE } from './security-headers.ts'

const A_YEAR = '365d'
/** Of a file that keeps its name when its content changes. */
const A_DAY = '1d'

const NOT_BUILT = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<title>医保</title></head><body><h1>页面尚未生成</h1>
<p>接口已经可用，页面正在生成，生成后会自动打开。如果一直停在这里，请在项目文件夹运行 <code>npm run -w @yibao/web build</code>。</p>
<p lang="en">The interfaces are ready; the pages are still being built and will open by themselves.</p></body></html>`

export function registerStaticFiles(app: FastifyInstance, folder: string): void {
  const firstPage = pageIn(folder)
  app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, permission: 'public' }
    })
    await scope.register(staticFiles, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      immutable: true, // their names change with their content
      maxAge: A_YEAR,
      index: false,
      // The folder may come later.
      suppressWarning: true,
    })
    scope.get('/icon.svg', async (_, reply) => reply.sendFile('icon.svg', folder, { maxAge: A_DAY, immutable: false }))
    scope.get(EMBEDDED_PAGE, async (_, reply) => {
      const file = join(folder, EMBEDDED_PAGE)
      if (!existsSync(file)) return reply.refuse(refused('not_found', { what: EMBEDDED_PAGE }))
      return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(readFileSync(file, 'utf8'))
    })
    scope.get('/*', async (request, reply) => {
      const { url } = request
      const isPage = !url.startsWith('/api/') && !/\.[a-z0-9]+(\?|$)/i.test(url)
      if (!isPage) return reply.refuse(refused('not_found', { what: url.split('?', 1)[0]!.slice(0, 200) }))
      return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(firstPage())
    })
  })
}

/** Read anew each time: it is small, and a build that ends meanwhile has given its parts other names. */
function pageIn(folder: string): () => string {
  const file = join(folder, 'index.html')
  return () => (existsSync(file) ? readFileSync(file, 'utf8') : NOT_BUILT)
}
