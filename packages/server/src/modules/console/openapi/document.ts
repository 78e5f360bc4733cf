// OpenAPI 3.1 of the routes that are registered: what validates them is what describes them. Pure.
import { refusalView } from '@yibao/contract/rest'
import type { RouteOptions } from 'fastify'
import { PERMISSIONS, type Permission } from '../../../platform/index.ts'

type Schema = Readonly<Record<string, unknown>>

interface RouteSchemas {
  readonly summary?: string
  readonly params?: Schema
  readonly querystring?: Schema
  readonly body?: Schema
  readonly response?: Readonly<Record<string, Schema>>
}

export interface OpenApiAbout {
  readonly title: string
  readonly version: string
}

const REFUSAL = 'Refusal'
const SCHEME = 'session'
const JSON_TYPE = 'application/json'

export function openApiOf(routes: readonly RouteOptions[], about: OpenApiAbout): Schema {
  const components: Record<string, Schema> = { [REFUSAL]: { ...refusalView } }
  const paths: Record<string, Record<string, Schema>> = {}
  for (const route of routes) {
    if (!route.url.startsWith('/api/')) continue
    const path = route.url.replaceAll(/:(\w+)/g, '{$1}')
    for (const method of [route.method].flat()) {
      if (method === 'HEAD') continue
      paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(route, components) }
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      ...about,
      description: '控制台的接口。金额以分为整数，比例以万分之一为整数，时间为北京时间。The interface of the console.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: components,
      securitySchemes: { [SCHEME]: { type: 'apiKey', in: 'cookie', name: 'yibao_session' } },
    },
  }
}

function operationOf({ config, schema = {} }: RouteOptions, components: Record<string, Schema>): Schema {
  const { summary, params, querystring, body, response } = schema as RouteSchemas
  const permission = config?.permission ?? 'public'
  const hoist = (inner: Schema) => hoisted(inner, components) as Schema
  return {
    ...(summary && { summary }),
    description: needed(permission),
    'x-permission': permission,
    security: permission === 'public' ? [] : [{ [SCHEME]: [] }],
    parameters: [...parametersOf('path', params, hoist), ...parametersOf('query', querystring, hoist)],
    ...(body && { requestBody: { required: true, content: { [JSON_TYPE]: { schema: hoist(body) } } } }),
    responses: { ...answersOf(response, hoist), default: refusalAnswer() },
  }
}

const needed = (permission: Permission | 'public' | 'signed-in'): string => {
  if (permission === 'public') return '不需登录'
  return permission === 'signed-in' ? '需登录' : `需要权限 ${permission}:${PERMISSIONS[permission]}`
}

function parametersOf(
  place: 'path' | 'query',
  schema: Schema | undefined,
  hoist: (schema: Schema) => Schema,
): Schema[] {
  const required = (schema?.required ?? []) as readonly string[]
  const properties = (schema?.properties ?? {}) as Readonly<Record<string, Schema>>
  return Object.entries(properties).map(([name, own]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(typeof own.description === 'string' && { description: own.description }),
    schema: hoist(own),
  }))
}

function answersOf(response: RouteSchemas['response'], hoist: (schema: Schema) => Schema): Record<string, Schema> {
  if (!response) return { 200: { description: '成功' } }
  return Object.fromEntries(
    Object.entries(response).map(([status, schema]) => [
      status,
      // A text that is no JSON says so in its schema.
      {
        description: '成功',
        content: { [(schema.contentMediaType as string | undefined) ?? JSON_TYPE]: { schema: hoist(schema) } },
      },
    ]),
  )
}

const refusalAnswer = (): Schema => ({
  description: '拒绝：一句话说明发现了什么、在哪里、怎么办',
  content: { [JSON_TYPE]: { schema: { $ref: `#/components/schemas/${REFUSAL}` } } },
})

/** Named parts (a tree that contains itself) move to the components, so that every reference leads somewhere. */
function hoisted(value: unknown, components: Record<string, Schema>): unknown {
  if (Array.isArray(value)) return value.map((item) => hoisted(item, components))
  if (typeof value !== 'object' || value === null) return value
  const { $defs, $id: _, $ref, ...rest } = value as Record<string, unknown>
  for (const [name, part] of Object.entries(($defs ?? {}) as Record<string, Schema>)) {
    components[name] ??= hoisted(part, components) as Schema
  }
  const own = Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, hoisted(inner, components)]))
  return typeof $ref === 'string' ? { ...own, $ref: `#/components/schemas/${$ref}` } : own
}
