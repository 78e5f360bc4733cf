// The description of the interface: complete, whole in itself, and made of the schemas that validate.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { settlementQuery } from '@yibao/contract/rest'
import type { RouteOptions } from 'fastify'
import { seatedClient, startTestServer } from '../../../testing/index.ts'

let routes: readonly RouteOptions[] = []
const server = await startTestServer({
  cityLoad: null,
  routes: (app) => {
    routes = app.declaredRoutes
  },
})
after(server.close)

interface Operation {
  readonly summary?: string
  readonly 'x-permission': string
  readonly security: readonly unknown[]
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: unknown }[]
  readonly requestBody?: unknown
  readonly responses: Readonly<Record<string, unknown>>
}
interface Document {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}
const client = await seatedClient(server, { role: 'system_admin' })
const { status, body: document, text } = await client.get<Document>('/openapi.json')
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

test('every route of the console is described, with what it is for, its permission and its parameters', () => {
  assert.equal(status, 200)
  assert.equal(document.openapi, '3.1.0')
  const own = routes.filter(({ url, method }) => url.startsWith('/api/') && method !== 'HEAD')
  assert.equal(operations.length, own.length)
  for (const { path, method, operation } of operations) {
    const name = `${method} ${path}`
    assert.ok(operation.summary, name)
    assert.ok(operation['x-permission'], name)
    assert.equal(operation.security.length, operation['x-permission'] === 'public' ? 0 : 1, name)
    assert.ok(Object.keys(operation.responses).length >= 2, name)
    const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, inner]) => inner)
    const named = operation.parameters.filter((each) => each.in === 'path').map((each) => each.name)
    assert.deepEqual(named.sort(), placeholders.sort(), name)
  }
})

test('what validates a query is what describes it', () => {
  const { parameters } = document.paths['/api/settlements']!.get!
  const query = parameters.filter((each) => each.in === 'query')
  assert.deepEqual(query.map(({ name }) => name).sort(), Object.keys(settlementQuery.properties).sort())
  const size = query.find(({ name }) => name === 'size')?.schema
  assert.deepEqual(size, JSON.parse(JSON.stringify(settlementQuery.properties.size)))
})

test('every reference leads to a part of the document', () => {
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target!)
  assert.ok(references.length > 0)
  for (const target of references) {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(target)?.[1]
    assert.ok(name && Object.hasOwn(document.components.schemas, name), target)
  }
  assert.doesNotMatch(text, /"\$defs"|"\$id"/)
})
