// The request envelope: reads it with the same readers as any node, finds the transaction, unwraps the input.
import { accepted, type Outcome } from '@yibao/kernel'
import { type BodyLimits, defaultLimits, parseBody, parseObject } from './body.ts'
import type { Values } from './fields.ts'
import { isRecord, type Json } from './json.ts'
import { numbersNotOpen } from './known-numbers.ts'
import { one, transaction } from './nodes.ts'
import { type FieldRefusalCode, type MessageRefusalCode, messageRefusals } from './protocol-refusals.ts'
import { readInput } from './read.ts'
import { defaultRules, type ReadingRules } from './reading-rules.ts'
import { kindOf, shortened } from './shown.ts'
import { type Infno, isInfno, transactionOf } from './transactions.ts'
import { isEmpty } from './values/fault.ts'
import { may, must } from './vocabulary/index.ts'

/** The envelope's fields except `input`, in the text's order. Fields beyond these are ignored. */
export const requestEnvelope = {
  ...must('infno', 'msgid', 'mdtrtarea_admvs'),
  ...may('insuplc_admdvs'),
  ...must('recer_sys_code'),
  ...may('dev_no', 'dev_safe_info', 'cainfo', 'signtype'),
  ...must('infver', 'opter_type', 'opter', 'opter_name', 'inf_time', 'fixmedins_code', 'fixmedins_name'),
  ...may('sign_no'),
}

/** Lets the envelope be read like any node, so that its faults read alike: `报文 envelope 发送方报文ID(msgid):…`. */
const asTransaction = transaction({
  infno: '报文',
  title: '交易报文',
  input: { envelope: one(requestEnvelope, { placement: 'bare' }) },
  output: {},
})

export interface Envelope extends Omit<Values<typeof requestEnvelope>, 'infno'> {
  readonly infno: Infno
  /** The transaction's input as JSON, not yet read. */
  readonly input: Json
}

export interface EnvelopeRules {
  readonly reading: ReadingRules
  readonly limits: BodyLimits
  /** Channels that make signing in compulsory. */
  readonly signInRequired: boolean
}

export const defaultEnvelopeRules: EnvelopeRules = {
  reading: defaultRules,
  limits: defaultLimits,
  signInRequired: false,
}

type EnvelopeRefusal = MessageRefusalCode | FieldRefusalCode
const { refuse } = messageRefusals

/** Body → envelope with its input as JSON. `urlInfno` is the last path segment where a channel has one URL per number. */
export function openRequest(
  body: string | Uint8Array,
  urlInfno: string | undefined,
  rules: EnvelopeRules = defaultEnvelopeRules,
): Outcome<Envelope, EnvelopeRefusal> {
  const json = parseBody(body, rules.limits)
  return json.ok ? readEnvelope(json.value, urlInfno, rules) : json
}

export function readEnvelope(
  json: Json,
  urlInfno: string | undefined,
  rules: EnvelopeRules = defaultEnvelopeRules,
): Outcome<Envelope, EnvelopeRefusal> {
  const read = readInput(asTransaction, { envelope: json }, rules.reading)
  if (!read.ok) return read
  const { envelope } = read.value
  const number = knownNumber(envelope.infno, urlInfno)
  if (!number.ok) return number
  const infno = number.value
  if (rules.signInRequired && transactionOf(infno).needsSignIn && envelope.sign_no === '') {
    return refuse('sign_in_required', { infno })
  }
  const input = unwrappedInput(infno, json.input, rules.limits)
  return input.ok ? accepted({ ...envelope, infno, input: input.value }) : input
}

function knownNumber(infno: string, urlInfno: string | undefined): Outcome<Infno, MessageRefusalCode> {
  if (urlInfno !== undefined && urlInfno !== infno) {
    return refuse('infno_differs_from_url', { infno: shortened(infno), url: shortened(urlInfno) })
  }
  if (isInfno(infno)) return accepted(infno)
  const known = numbersNotOpen.get(infno)
  if (!known) return refuse('infno_unknown', { infno: shortened(infno) })
  const facts = { infno, title: known.title }
  if (known.scope === 'towards_provider') return refuse('infno_towards_provider', facts)
  return refuse(known.scope === 'local' ? 'infno_local' : 'infno_not_open', facts)
}

/** `input` is an object in almost every client and a JSON text in some. */
function unwrappedInput(infno: Infno, input: unknown, limits: BodyLimits): Outcome<Json, MessageRefusalCode> {
  if (isRecord(input)) return accepted(input)
  if (isEmpty(input)) return refuse('input_not_object', { infno, found: '空' })
  if (typeof input !== 'string') return refuse('input_not_object', { infno, found: kindOf(input) })
  const text = input.trim()
  if (looksEncrypted(text)) return refuse('input_encrypted', { infno })
  return parseObject(text, limits)
}

/** Base64 or hex of some length, as national-cipher channels send it. */
const looksEncrypted = (text: string): boolean => text.length >= 16 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)
