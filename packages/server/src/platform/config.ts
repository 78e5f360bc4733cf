// What the operator may set, read once from the environment. Everything has a safe default.
import { resolve } from 'node:path'

export interface Config {
  /** A PostgreSQL of one's own; `undefined`: the embedded one. */
  readonly databaseUrl: string | undefined
  /** Where the embedded database and its password live. */
  readonly home: string
  readonly host: string
  readonly port: number
  /** Addresses of the proxies in front, whose word on the sender's address and on TLS is believed. */
  readonly trustedProxies: readonly string[]
  readonly logLevel: string
}

const DEFAULT_PORT = 8200
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent']

export class ConfigRefused extends Error {
  override readonly name = 'ConfigRefused'
}

export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const logLevel = environment.YIBAO_LOG ?? 'info'
  if (!LOG_LEVELS.includes(logLevel))
    throw new ConfigRefused(`YIBAO_LOG 只能是 ${LOG_LEVELS.join('、')}, 不能是 "${logLevel}"`)
  const databaseUrl = environment.DATABASE_URL || undefined
  if (databaseUrl !== undefined && !/^postgres(ql)?:/.test(databaseUrl)) {
    throw new ConfigRefused('DATABASE_URL 必须以 postgres:// 开头')
  }
  return {
    databaseUrl,
    home: resolve(environment.YIBAO_HOME || '.yibao'),
    host: environment.YIBAO_HOST || '127.0.0.1',
    port: portFrom(environment.YIBAO_PORT ?? environment.PORT),
    trustedProxies: (environment.YIBAO_TRUSTED_PROXIES ?? '')
      .split(',')
      .map((text) => text.trim())
      .filter((text) => text !== ''),
    logLevel,
  }
}

function portFrom(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ConfigRefused(`端口必须是 0 到 65535 的整数，不能是 "${text}"`)
  return port
}
