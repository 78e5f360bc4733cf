// The built pages of the web package. Paths of the pages' own router get the first page.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import staticFiles from '@fastify/static'
import { refused } from '@yibao/kernel'
import type { FastifyInstance } from 'fastify'

const A_YEAR = '365d'

export function registerStaticFiles(app: FastifyInstance, folder: string): void {
  const firstPage = join(folder, 'index.html')
  if (!existsSync(firstPage)) return
  const page = readFileSync(firstPage)
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
    })
    scope.get('/*', async (request, reply) => {
      const { url } = request
      const isPage = !url.startsWith('/api/') && !/\.[a-z0-9]+(\?|$)/i.test(url)
      if (!isPage) return reply.refuse(refused('not_found', { what: url.split('?', 1)[0]!.slice(0, 200) }))
      return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page)
    })
  })
}
