// From typed input to the bytes of a request, in a client's own style; and from the bytes of an answer to a reply.
import {
  defaultRules,
  type Infno,
  type InputWritable,
  type Json,
  nationalLists,
  type OutputValues,
  type ReadingRules,
  readOutput,
  transactionOf,
  type WritingRules,
  writeInput,
} from '@yibao/contract'
import type { ClientStyle } from './style.ts'

export const ONE_URL = '/fsi/api/rsfComIfsService/callService'
export const PER_NUMBER_URL = '/ebus/gdyb_api/prd/hsa/hgs/'

export interface Envelope {
  readonly infno: Infno
  readonly msgid: string
  readonly mdtrtarea_admvs: string
  readonly insuplc_admdvs: string
  readonly opter: string
  readonly opter_name: string
  readonly inf_time: string
  readonly fixmedins_code: string
  readonly fixmedins_name: string
  readonly sign_no: string
}

export interface WireRequest {
  readonly path: string
  readonly contentType: string
  readonly body: string
}

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const rules = new WeakMap<ClientStyle, WritingRules>()

function rulesOf(style: ClientStyle): WritingRules {
  const known = rules.get(style) ?? { shortCodes: style.shortCodes, nodeNames: {} }
  rules.set(style, known)
  return known
}

export function encodeRequest<I extends Infno>(
  style: ClientStyle,
  envelope: Envelope & { readonly infno: I },
  values: InputWritable<I>,
): WireRequest {
  const { infno } = envelope
  const written = writeInput(transactionOf(infno), values as Json, rulesOf(style))
  const input = inStyle(style, renamed(written, style.nodeNames[infno] ?? {}))
  const message = {
    ...envelope,
    recer_sys_code: style.receiver,
    dev_no: '',
    dev_safe_info: '',
    cainfo: '',
    signtype: '',
    infver: style.version,
    opter_type: '1',
    ...style.extras,
    input: style.inputAsText ? JSON.stringify(input) : input,
  }
  const json = JSON.stringify(message)
  const form = style.contentType === 'application/x-www-form-urlencoded'
  return {
    path: style.url === 'one' ? ONE_URL : PER_NUMBER_URL + infno,
    contentType: style.contentType,
    body: form ? `=${encodeURIComponent(json)}` : json,
  }
}

function renamed(input: Json, names: Readonly<Record<string, string>>): Json {
  const wire: Record<string, unknown> = {}
  for (const [node, content] of Object.entries(input)) {
    const name = names[node]
    if (name === '' && isRecord(content)) Object.assign(wire, content)
    else wire[name ?? node] = content
  }
  return wire
}

/** Numbers and empty values as the client writes them. */
function inStyle(style: ClientStyle, value: unknown): unknown {
  if (!style.numbersAsText && style.empty === '') return value
  if (typeof value === 'number') return style.numbersAsText ? String(value) : value
  if (value === '') return style.empty
  if (Array.isArray(value)) return value.map((each) => inStyle(style, each))
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inStyle(style, each)]))
}

/**
 * Clients take codes as they come (a city has its own) and do without what means nothing for a row, such as the dosage form of
 * a bed.
 */
const READING: ReadingRules = {
  ...defaultRules,
  lists: Object.fromEntries(Object.entries(nationalLists).map(([name, list]) => [name, { ...list, checked: false }])),
  notRequired: ['5204.data.dosform_name', '5205.feedetail.spec'],
}

export interface AcceptedReply<I extends Infno> {
  readonly kind: 'accepted'
  readonly msgid: string
  readonly output: OutputValues<I>
  /** The answer's own text, for comparing a repetition with the first answer. */
  readonly outputText: string
}

export interface RefusedReply {
  readonly kind: 'refused'
  readonly msgid: string
  readonly sentence: string
}

/** No answer, or one that is no answer of this interface: what happened to the request is not known. */
export interface LostReply {
  readonly kind: 'lost'
  readonly msgid: string
  readonly reason: string
}

export type Reply<I extends Infno> = AcceptedReply<I> | RefusedReply | LostReply

export function decodeAnswer<I extends Infno>(infno: I, msgid: string, text: string): Reply<I> {
  const answer = parsed(text)
  if (!answer) return { kind: 'lost', msgid, reason: `应答不是JSON对象：${text.slice(0, 60)}` }
  const code = String(answer.infcode)
  if (code !== '0') {
    if (code !== '-1') return { kind: 'lost', msgid, reason: `应答状态码${code.slice(0, 20)}` }
    return { kind: 'refused', msgid, sentence: String(answer.err_msg) }
  }
  const output = readOutput(transactionOf(infno), answer.output, READING)
  if (!output.ok) return { kind: 'lost', msgid, reason: `应答不合规范：${JSON.stringify(output.facts)}` }
  return {
    kind: 'accepted',
    msgid,
    output: output.value as OutputValues<I>,
    outputText: JSON.stringify(answer.output),
  }
}

function parsed(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
