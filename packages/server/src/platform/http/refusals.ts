// Refusals over HTTP: a code becomes a status and one Chinese sentence, in one place for the whole server.
import type { Facts } from '@yibao/kernel'

export interface RefusalDefinition {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 429 | 503
  /** What was found, where, what to do. */
  readonly message: (facts: Facts) => string
}

export type RefusalCatalogue = Readonly<Record<string, RefusalDefinition>>

/** Modules' catalogues together; a code that two of them define is a bug found at the start. */
export function joinRefusals(...catalogues: readonly RefusalCatalogue[]): RefusalCatalogue {
  const all: Record<string, RefusalDefinition> = {}
  for (const catalogue of catalogues) {
    for (const [code, definition] of Object.entries(catalogue)) {
      if (all[code] && all[code] !== definition) throw new Error(`The refusal ${code} is defined twice`)
      all[code] = definition
    }
  }
  return all
}

/** What the platform itself refuses. */
export const platformRefusals: RefusalCatalogue = {
  message_reused: {
    status: 409,
    message: ({ msgid, field }) => `报文编号 ${msgid} 已经用过，而本次内容不同(首处不同: ${field}), 请换一个编号`,
  },
  message_answer_archived: {
    status: 409,
    message: ({ msgid }) => `报文编号 ${msgid} 早已受理，其应答已归档，请按业务号查询结果`,
  },
  busy_try_again: { status: 503, message: () => '系统繁忙，本次未办理，请稍后重试' },
  server_stopping: { status: 503, message: () => '系统正在停止，本次未办理，请稍后重试' },
  ledger_period_closed: { status: 409, message: () => '该会计期间已经结账，不能再记账，请记入当前期间' },
  ledger_period_not_over: {
    status: 409,
    message: ({ period, today }) => `${period} 尚未结束(今日 ${today}), 不能结账`,
  },
  ledger_period_unknown: { status: 400, message: ({ period }) => `"${period}" 不是会计期间，应为 yyyy-MM` },
  not_signed_in: { status: 401, message: () => '未登录或登录已超时，请重新登录' },
  not_permitted: { status: 403, message: ({ permission }) => `当前账号没有"${permission}"的权限，请联系系统管理员` },
  password_must_change: { status: 403, message: () => '一次性口令登录后须先设置自己的口令' },
  other_site: { status: 403, message: () => '请求来自别的网站，已拒绝' },
  request_invalid: { status: 400, message: ({ field, problem }) => `请求中的 ${field} 不符合要求: ${problem}` },
  not_found: { status: 404, message: ({ what }) => `没有找到 ${what}` },
  body_too_large: { status: 413, message: ({ bytesMax }) => `请求内容超过 ${bytesMax} 字节，请分次提交` },
  body_unreadable: { status: 400, message: () => '请求内容不是有效的 JSON' },
  content_type_unknown: { status: 415, message: ({ type }) => `不支持的内容类型 ${type}, 请使用 application/json` },
}
