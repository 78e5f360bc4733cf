// Gateway header signatures, as pure functions: the caller brings the hash functions and says what time it is.
import { accepted, type Outcome } from '@yibao/kernel'
import { defineRefusals, words } from './refusals.ts'

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** The names whose values prove the sender; refusals of this kind answer as `{code: 401, message}`, not as an envelope. */
export const gatewayRefusals = defineRefusals({
  header_missing: words({ found: 'x-tif-paasid' }, (f) => `缺少网关请求头${f.found}，请按接入说明补充后重试`),
  timestamp_malformed: words(
    { found: 'x-tif-timestamp' },
    (f) => `网关请求头${f.found}应为秒或毫秒时间戳，请改正后重试`,
  ),
  timestamp_outside_window: words(
    { found: 2400, allowed: 1800 },
    (f) => `请求时间与平台时间相差${f.found}秒，超过允许的${f.allowed}秒，请校准时钟后重试`,
  ),
  access_key_unknown: words({}, () => '接入标识未登记或已停用，请联系经办机构核对'),
  signature_wrong: words({}, () => '网关签名不正确，请核对密钥和签名方法后重试'),
  scheme_not_supported: words(
    { found: 'SM2' },
    (f) => `本平台尚未开通${f.found}签名方式，请改用已开通的网关签名或联系经办机构`,
  ),
})

export type GatewayRefusalCode = (typeof gatewayRefusals.codes)[number]

export const gatewayAnswer = (message: string): { readonly code: 401; readonly message: string } => ({
  code: 401,
  message,
})

export interface SignatureClock {
  readonly nowSeconds: number
  readonly windowSeconds: number
}

/** What a verified request proved; the nonce, where the scheme has one, is for the caller to accept only once. */
export interface Verified {
  readonly accessKey: string
  readonly nonce: string
}

/** TIF: SHA-256, lower-case hex, of timestamp + token + nonce + timestamp. */
export interface TifKey {
  readonly paasId: string
  readonly token: string
  readonly sha256Hex: (text: string) => string
}

export function signTif(key: TifKey, timestampSeconds: number, nonce: string): Record<string, string> {
  return {
    'x-tif-paasid': key.paasId,
    'x-tif-timestamp': String(timestampSeconds),
    'x-tif-nonce': nonce,
    'x-tif-signature': tifSignature(key, String(timestampSeconds), nonce),
  }
}

const tifSignature = (key: TifKey, timestamp: string, nonce: string): string =>
  key.sha256Hex(timestamp + key.token + nonce + timestamp).toLowerCase()

export function verifyTif(headers: Headers, key: TifKey, clock: SignatureClock): Outcome<Verified, GatewayRefusalCode> {
  const read = readHeaders(headers, ['x-tif-paasid', 'x-tif-timestamp', 'x-tif-nonce', 'x-tif-signature'])
  if (!read.ok) return read
  const [paasId = '', timestamp = '', nonce = '', signature = ''] = read.value
  if (paasId !== key.paasId) return gatewayRefusals.refuse('access_key_unknown', {})
  const time = checkTime('x-tif-timestamp', timestamp, clock)
  if (time) return time
  const expected = tifSignature(key, timestamp, nonce)
  return sameText(expected, signature.toLowerCase())
    ? accepted({ accessKey: paasId, nonce })
    : gatewayRefusals.refuse('signature_wrong', {})
}

/** CSB: HMAC-SHA1, Base64, of the four other headers sorted by name and joined as k=v&k=v. */
export interface CsbKey {
  readonly accessKey: string
  readonly secretKey: string
  readonly hmacSha1Base64: (key: string, text: string) => string
}

const CSB_NAMES = ['_api_access_key', '_api_name', '_api_timestamp', '_api_version'] as const

export function signCsb(key: CsbKey, apiName: string, apiVersion: string, timestamp: string): Record<string, string> {
  const values = [key.accessKey, apiName, timestamp, apiVersion]
  const named = Object.fromEntries(CSB_NAMES.map((name, at) => [name, values[at] ?? '']))
  return { ...named, _api_signature: csbSignature(key, values) }
}

const csbSignature = (key: CsbKey, values: readonly string[]): string =>
  key.hmacSha1Base64(key.secretKey, CSB_NAMES.map((name, at) => `${name}=${values[at]}`).join('&'))

export function verifyCsb(headers: Headers, key: CsbKey, clock: SignatureClock): Outcome<Verified, GatewayRefusalCode> {
  const read = readHeaders(headers, [...CSB_NAMES, '_api_signature'])
  if (!read.ok) return read
  const [accessKey = '', , timestamp = ''] = read.value
  if (accessKey !== key.accessKey) return gatewayRefusals.refuse('access_key_unknown', {})
  const time = checkTime('_api_timestamp', timestamp, clock)
  if (time) return time
  return sameText(csbSignature(key, read.value.slice(0, 4)), read.value[4] ?? '')
    ? accepted({ accessKey, nonce: '' })
    : gatewayRefusals.refuse('signature_wrong', {})
}

/** Header values by name; a repeated header counts as missing, because nobody can say which one was signed. */
function readHeaders(headers: Headers, names: readonly string[]): Outcome<string[], GatewayRefusalCode> {
  const values: string[] = []
  for (const name of names) {
    const value = headers[name]
    if (typeof value !== 'string' || value === '') return gatewayRefusals.refuse('header_missing', { found: name })
    values.push(value)
  }
  return accepted(values)
}

/** Ten digits are seconds, thirteen are milliseconds: clients of one gateway send either. */
function checkTime(name: string, text: string, clock: SignatureClock) {
  if (!/^\d{10}(\d{3})?$/.test(text)) return gatewayRefusals.refuse('timestamp_malformed', { found: name })
  const seconds = text.length === 13 ? Math.floor(Number(text) / 1000) : Number(text)
  const found = Math.abs(clock.nowSeconds - seconds)
  if (found <= clock.windowSeconds) return undefined
  return gatewayRefusals.refuse('timestamp_outside_window', { found, allowed: clock.windowSeconds })
}

/** Compares every character whatever differs, so that the time taken tells nothing. */
function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let at = 0; at < a.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at)
  return difference === 0
}
