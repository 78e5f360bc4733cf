// The response envelope: success with an output, failure with one sentence. Times and numbers come from the caller.
import type { Instant } from '@yibao/kernel'

export interface AnswerStamp {
  readonly inf_refmsgid: string
  readonly refmsg_time: string
  readonly respond_time: string
}

/** How a channel wants the envelope: clients differ in whether 0 is a number and whether success carries words. */
export interface AnswerForm {
  readonly infcodeForm: 'number' | 'text'
  readonly successMessage: string
}

export interface Answer extends AnswerStamp {
  readonly infcode: number | string
  readonly err_msg: string
  readonly warn_msg?: string
  readonly output: unknown
}

export const defaultAnswerForm: AnswerForm = { infcodeForm: 'number', successMessage: '' }

const SUCCESS = 0
const FAILURE = -1

export function successAnswer(
  output: unknown,
  stamp: AnswerStamp,
  form: AnswerForm = defaultAnswerForm,
  warning?: string,
): Answer {
  const answer = envelope(SUCCESS, form.successMessage, output, stamp, form)
  return warning === undefined ? answer : { ...answer, warn_msg: warning }
}

/** HTTP status stays 200: clients take any other for a fault of transport, and then repeat or reverse. */
export function failureAnswer(sentence: string, stamp: AnswerStamp, form: AnswerForm = defaultAnswerForm): Answer {
  return envelope(FAILURE, sentence, {}, stamp, form)
}

function envelope(code: number, message: string, output: unknown, stamp: AnswerStamp, form: AnswerForm): Answer {
  return {
    infcode: form.infcodeForm === 'text' ? String(code) : code,
    inf_refmsgid: stamp.inf_refmsgid,
    refmsg_time: stamp.refmsg_time,
    respond_time: stamp.respond_time,
    err_msg: message,
    output,
  }
}

/** 接收方报文ID: area code(6) + yyyyMMddHHmmss + sequence(10). */
export function receiverMessageId(area: string, at: Instant, sequence: number): string {
  return `${area.slice(0, 6).padEnd(6, '0')}${digitsOf(at)}${String(sequence % 10_000_000_000).padStart(10, '0')}`
}

/** yyyyMMddHHmmssSSS, as both times of the response envelope are written. */
export const compactTime = (at: Instant, millisecond: number): string =>
  `${digitsOf(at)}${String(millisecond).padStart(3, '0')}`

const digitsOf = (at: Instant): string => at.replace(/\D/g, '')
