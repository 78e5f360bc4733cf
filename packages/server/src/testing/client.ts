// A hospital's side of the gateway for tests: typed input in, typed output out, over real HTTP.
import {
  type Infno,
  type InputWritable,
  type Json,
  type OutputValues,
  readOutput,
  transactionOf,
  writeInput,
} from '@yibao/contract'
import { AREA } from './small-city.ts'

export interface Reply<I extends Infno> {
  readonly ok: boolean
  readonly status: number
  readonly sentence: string
  readonly warning: string
  /** The body as it came. */
  readonly text: string
  readonly msgid: string
  /** Throws when the message was refused, or when its answer is not of the interface. */
  output(): OutputValues<I>
}

export interface SendOptions {
  readonly provider?: string
  readonly msgid?: string
  readonly envelope?: Json
  readonly per?: 'one' | 'number'
}

/** A message as it goes over the wire. */
export type WireMessage = Readonly<Record<string, unknown>> & {
  readonly msgid: string
  readonly input: Record<string, unknown>
}

export interface TestClient {
  message<I extends Infno>(infno: I, input: InputWritable<I>, options?: SendOptions): WireMessage
  send<I extends Infno>(infno: I, input: InputWritable<I>, options?: SendOptions): Promise<Reply<I>>
  /** The answer of a message that must be accepted. */
  done<I extends Infno>(infno: I, input: InputWritable<I>, options?: SendOptions): Promise<OutputValues<I>>
  raw(
    body: string | Uint8Array,
    path?: string,
    type?: string,
  ): Promise<{ status: number; text: string; type: string; bytes: Uint8Array }>
  msgid(): string
}

export const BASE = '/fsi/api/rsfComIfsService/callService'

let numbers = 0

export function testClient(url: string, provider: string, now: () => string = () => '2026-06-15 09:00:00'): TestClient {
  const prefix = Math.floor(process.hrtime()[1] % 90_000) + 10_000

  function msgid(): string {
    numbers += 1
    return `${provider}${prefix}${String(numbers).padStart(10, '0')}`.slice(0, 30)
  }

  async function raw(body: string | Uint8Array, path = BASE, type = 'application/json') {
    const response = await fetch(url + path, {
      method: 'POST',
      body: body as BodyInit,
      headers: { 'content-type': type },
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const kind = response.headers.get('content-type') ?? ''
    const text = kind.includes('octet-stream') ? '' : Buffer.from(bytes).toString('utf8')
    return { status: response.status, text, type: kind, bytes }
  }

  function message<I extends Infno>(infno: I, input: InputWritable<I>, options: SendOptions = {}): WireMessage {
    const sender = options.provider ?? provider
    return {
      infno,
      msgid: options.msgid ?? msgid(),
      mdtrtarea_admvs: AREA,
      insuplc_admdvs: AREA,
      recer_sys_code: 'YBXT',
      dev_no: '',
      dev_safe_info: '',
      cainfo: '',
      signtype: '',
      infver: 'V1.0',
      opter_type: '1',
      opter: 'C001',
      opter_name: '收费员',
      inf_time: now(),
      fixmedins_code: sender,
      fixmedins_name: '试验机构',
      sign_no: '',
      ...options.envelope,
      input: writeInput(transactionOf(infno), input as Json) as Record<string, unknown>,
    }
  }

  async function send<I extends Infno>(
    infno: I,
    input: InputWritable<I>,
    options: SendOptions = {},
  ): Promise<Reply<I>> {
    const wire = message(infno, input, options)
    const path = options.per === 'number' ? `/ebus/gdyb_api/prd/hsa/hgs/${infno}` : BASE
    const { status, text } = await raw(JSON.stringify(wire), path)
    return replyOf(infno, wire.msgid, status, text)
  }

  return {
    message,
    send,
    raw,
    msgid,
    done: async (infno, input, options) => (await send(infno, input, options)).output(),
  }
}

function replyOf<I extends Infno>(infno: I, msgid: string, status: number, text: string): Reply<I> {
  const answer = JSON.parse(text) as { infcode: unknown; err_msg: string; warn_msg?: string; output: unknown }
  const ok = String(answer.infcode) === '0'
  return {
    ok,
    status,
    sentence: answer.err_msg,
    warning: answer.warn_msg ?? '',
    text,
    msgid,
    output: () => {
      if (!ok) throw new Error(`${infno} refused: ${answer.err_msg}`)
      const read = readOutput(transactionOf(infno), answer.output)
      if (!read.ok) throw new Error(`${infno} answered outside its table: ${JSON.stringify(read.facts)}`)
      return read.value as OutputValues<I>
    },
  }
}
