// How a refusal, a broken request and a bug look from outside: always one sentence and a number, never our inside.
import { type Refused, refused } from '@yibao/kernel'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { platformRefusals, type RefusalCatalogue } from './refusals.ts'

declare module 'fastify' {
  interface FastifyReply {
    /** Answers with the status and the sentence that the catalogue has for this refusal. */
    refuse(refusal: Refused): FastifyReply
  }
}

export function registerErrors(app: FastifyInstance, catalogue: RefusalCatalogue, bodyBytesMax: number): void {
  app.decorateReply('refuse', function refuse(this: FastifyReply, refusal: Refused) {
    const definition = catalogue[refusal.code] ?? platformRefusals[refusal.code]
    if (!definition) throw new Error(`The refusal ${refusal.code} has no sentence`)
    const { code, facts } = refusal
    return this.code(definition.status).send({ code, message: definition.message(facts), requestId: this.request.id })
  })
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOf(error, request, bodyBytesMax)
    if (refusal) return reply.refuse(refusal)
    request.log.error({ err: error }, 'request failed')
    return reply.code(500).send({
      code: 'internal',
      message: `系统内部错误，未办理；请把编号 ${request.id} 告诉系统管理员`,
      requestId: request.id,
    })
  })
  app.setNotFoundHandler((request, reply) => reply.refuse(refused('not_found', { what: pathOf(request) })))
}

function refusalOf(error: FastifyError, request: FastifyRequest, bytesMax: number): Refused | undefined {
  if (error.validation) return refused('request_invalid', validationFacts(error))
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return refused('body_too_large', { bytesMax })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return refused('content_type_unknown', { type: (request.headers['content-type'] ?? '').slice(0, 100) })
    default:
      // What the framework itself could not read: broken JSON, an empty body, a length that is not true.
      return error.statusCode !== undefined && error.statusCode < 500 ? refused('body_unreadable', {}) : undefined
  }
}

/** Names the field, never the value: it may be personal. */
function validationFacts({ validation, validationContext }: FastifyError): { field: string; problem: string } {
  const first = validation?.[0]
  const missing = (first?.params as { requiredProperties?: string[] } | undefined)?.requiredProperties?.[0]
  const path = (first?.instancePath ?? '').slice(1).replaceAll('/', '.')
  const field = [path, missing].filter(Boolean).join('.') || (validationContext ?? 'body')
  return { field, problem: missing ? '缺少这一项' : problemOf(first?.keyword, first?.params) }
}

const TYPES: Readonly<Record<string, string>> = {
  integer: '整数',
  number: '数字',
  string: '文字',
  boolean: 'true 或 false',
  object: '对象',
  array: '列表',
}

/** What a schema did not find, in words. */
function problemOf(keyword = '', params: Readonly<Record<string, unknown>> = {}): string {
  switch (keyword) {
    case 'type':
      return `应为${TYPES[String(params.type)] ?? params.type}`
    case 'minimum':
      return `不能小于 ${params.limit}`
    case 'maximum':
      return `不能大于 ${params.limit}`
    case 'minLength':
      return `至少 ${params.limit} 个字`
    case 'maxLength':
      return `最多 ${params.limit} 个字`
    case 'pattern':
      return params.pattern === DAY ? '应为 yyyy-MM-dd 形式的日期' : `格式不对，应符合 ${params.pattern}`
    case 'const':
    case 'enum':
    case 'anyOf':
      return '不是可以选择的值'
    default:
      return '形式不对'
  }
}

const DAY = '^\\d{4}-\\d{2}-\\d{2}$'

const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0]!.slice(0, 200)
