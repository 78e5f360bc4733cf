// A gateway for testing simulated hospitals without a platform: reads every message as strictly as the contract does, keeps
// message numbers and their answers, and lets StandInRules decide. It can be told to lose answers.
import {
  defaultEnvelopeRules,
  defaultRules,
  type Envelope,
  type Field,
  failureAnswer,
  type Infno,
  type InputValues,
  type Json,
  nationalLists,
  openRequest,
  readInput,
  readRecords,
  successAnswer,
  transactionOf,
  transactions,
  withLocalValues,
  writeOutput,
  writeRecords,
} from '@yibao/contract'
import type { CityLoad } from '@yibao/contract/load'
import { type Fen, fen } from '@yibao/kernel'
import type { Delivery, Transport } from '../hospital/transport.ts'
import { ONE_URL, PER_NUMBER_URL, type WireRequest } from '../hospital/wire.ts'
import { unzip, zipOf } from '../hospital/zip.ts'
import { amountsOf, Refusal, StandInRules } from './stand-in-rules.ts'

/** Local codes that a city adds to the national lists. */
const READING = { ...defaultRules, lists: withLocalValues(nationalLists, { med_type: { '9901': '门诊两病' } }) }
const STAMP = { inf_refmsgid: '', refmsg_time: '', respond_time: '' }
const CLEARING: Readonly<Record<string, string>> = { '2102': '41', '2207': '11', '2304': '21' }

type Input = Readonly<Record<string, Json>> & { readonly feedetail?: readonly Json[] }

export class StandInGateway {
  readonly rules: StandInRules
  /** Messages read without fault, by number. */
  readonly taken = new Map<Infno, number>()
  readonly refused: string[] = []
  readonly styles = new Set<string>()
  readonly #answers = new Map<string, { body: string; answer: string }>()
  readonly #files = new Map<string, Uint8Array>()

  constructor(city: CityLoad) {
    this.rules = new StandInRules(city)
  }

  /** `lose` says which deliveries get no answer although they were worked on. */
  transport(lose: (request: WireRequest, count: number) => boolean = () => false): Transport {
    let count = 0
    return {
      deliver: async (request): Promise<Delivery> => {
        count += 1
        const answer = this.answer(request)
        if (lose(request, count)) return { kind: 'fault', reason: 'UND_ERR_HEADERS_TIMEOUT' }
        return answer instanceof Uint8Array
          ? { kind: 'answered', text: '', bytes: answer }
          : { kind: 'answered', text: answer }
      },
      close: async () => undefined,
    }
  }

  answer({ path, body, contentType }: WireRequest): string | Uint8Array {
    const tail = path.startsWith(PER_NUMBER_URL) ? path.slice(PER_NUMBER_URL.length) : undefined
    if (tail === undefined && path !== ONE_URL) return this.#fail(`没有这个地址：${path}`)
    this.styles.add(`${tail === undefined ? 'one' : 'per_number'} ${contentType}`)
    const opened = openRequest(body, tail, { ...defaultEnvelopeRules, reading: READING })
    if (!opened.ok) return this.#fail(`${opened.code} ${JSON.stringify(opened.facts)}`)
    const envelope = opened.value
    const known = this.#answers.get(`${envelope.fixmedins_code} ${envelope.msgid}`)
    if (known) return known.body === body ? known.answer : this.#fail('报文ID重复而内容不同')
    try {
      return this.#work(envelope, body)
    } catch (error) {
      if (error instanceof Refusal) return this.#fail(error.message)
      throw error
    }
  }

  #work(envelope: Envelope, body: string): string | Uint8Array {
    const { infno } = envelope
    const input = readInput(transactionOf(infno), envelope.input, READING)
    if (!input.ok) throw new Refusal(`${infno} ${input.code} ${JSON.stringify(input.facts)}`)
    this.taken.set(infno, (this.taken.get(infno) ?? 0) + 1)
    if (infno === '9102') return this.#files.get(String((input.value as Input).fsDownloadIn?.file_qury_no)) ?? ''
    const output = this.#decide(envelope, input.value as Input)
    const answer = JSON.stringify(successAnswer(writeOutput(transactionOf(infno), filled(infno, output)), STAMP))
    if (transactionOf(infno).writes) this.#answers.set(`${envelope.fixmedins_code} ${envelope.msgid}`, { body, answer })
    return answer
  }

  #decide(envelope: Envelope, input: Input): Json {
    const { infno, msgid, inf_time: at, fixmedins_code: provider } = envelope
    const { rules } = this
    const data = (input.data ?? {}) as Record<string, string>
    switch (infno) {
      case '9001':
        return { signinoutb: { sign_no: rules.newId('Q'), sign_time: at } }
      case '1101':
        return this.#person(data)
      case '2001':
        return { trtinfo: [{ psn_no: data.psn_no, trt_enjymnt_flag: '1', begndate: at.slice(0, 10) }] }
      case '2201':
        return { data: { mdtrt_id: rules.register(String(data.psn_no), provider, false, msgid) } }
      case '2401': {
        const personNo = String(input.mdtrtinfo?.psn_no)
        return { result: { mdtrt_id: rules.register(personNo, provider, true, msgid) } }
      }
      case '2202':
      case '2404':
        rules.cancel(String(data.mdtrt_id))
        return {}
      case '2402':
      case '2405':
        rules.setDischarged(String(input.dscginfo?.mdtrt_id ?? data.mdtrt_id), infno === '2402')
        return {}
      case '2204':
      case '2301': {
        const rows = input.feedetail as unknown as InputValues<'2204'>['feedetail']
        rules.charge(String(rows[0]?.mdtrt_id), rows)
        return { result: rows.map(({ feedetl_sn }) => ({ feedetl_sn })) }
      }
      case '2205':
        rules.withdraw(String(data.mdtrt_id), ({ batch }) => batch === data.chrg_bchno)
        return {}
      case '2302': {
        const rows = input.data as unknown as InputValues<'2302'>['data']
        rules.withdraw(String(rows[0]?.mdtrt_id), ({ serial }) => rows.some(({ feedetl_sn }) => feedetl_sn === serial))
        return {}
      }
      case '2601':
        rules.reverse(String(data.omsgid))
        return {}
      case '2501':
        return { result: { trt_dcla_detl_sn: rules.newId('F') } }
      case '3201':
      case '3202':
      case '9101':
        return this.#reconcile(envelope, input)
      default:
        return this.#money(envelope, input)
    }
  }

  #person({ certno }: Record<string, string>): Json {
    const person = this.rules.person(String(certno))
    const { personNo, name, bornOn } = person
    const insuinfo = this.rules.spells(personNo).map(({ scheme, state, area }) => ({
      insutype: scheme === 'employee' ? '310' : '390',
      psn_type: scheme === 'employee' ? '11' : '15',
      psn_insu_stas: state === 'active' ? '1' : '2',
      insuplc_admdvs: area,
    }))
    return { baseinfo: { psn_no: personNo, certno, psn_name: name, brdy: bornOn, age: 30 }, insuinfo }
  }

  /** Trials, settlements, their undoing, and questions about them. */
  #money({ infno, msgid, inf_time: at, fixmedins_code: provider }: Envelope, input: Input): Json {
    const { rules } = this
    const data = { ...input.druginfo, ...input.data } as Record<string, string> & { readonly medfee_sumamt?: Fen }
    const visit = data.mdtrt_id ?? ''
    const total = data.medfee_sumamt ?? fen(0)
    if (infno === '2103' || infno === '2208' || infno === '2305') {
      const { original, mirror } = rules.undo(String(data.setl_id), msgid, at)
      const { psn_cash_pay, ...rest } = mirror.amounts
      const cash = infno === '2208' ? { pdn_cash_pay: psn_cash_pay } : { psn_cash_pay }
      return answerOf(visit, mirror.id, at, original.clearing, { ...rest, ...cash })
    }
    if (infno === '5203')
      return { setlinfo: { medfee_sumamt: rules.settlements.get(String(data.setl_id))?.amounts.medfee_sumamt } }
    if (infno === '2101') return answerOf('M', '', at, '41', amountsOf(total))
    if (!['2102', '2206', '2207', '2303', '2304'].includes(infno)) return {}
    const rows = infno === '2102' ? [] : rules.open(visit, data.chrg_bchno ?? '', total)
    const amounts = amountsOf(total)
    const clearing = CLEARING[infno] ?? ''
    if (infno === '2206' || infno === '2303') return answerOf(visit, '', at, '11', amounts)
    const of = {
      msgid,
      personNo: String(data.psn_no),
      visit,
      provider,
      at,
      insurance: String(data.insutype),
      clearing,
      amounts,
    }
    return answerOf(visit || rules.newId('M'), rules.settle(of, rows).id, at, clearing, amounts)
  }

  #reconcile({ infno, fixmedins_code: provider }: Envelope, input: Input): Json {
    if (infno === '9101') {
      const handle = this.rules.newId('fsi/')
      this.#files.set(handle, input.fsUploadIn?.in as Uint8Array)
      return { data: { file_qury_no: handle, ...input.fsUploadIn } }
    }
    const data = input.data as unknown as InputValues<'3201'>['data'] & { readonly file_qury_no?: string }
    const own = [...this.rules.settlements.values()].filter(
      (each) =>
        each.provider === provider && each.clearing === data.clr_type && each.at.slice(0, 10) === data.stmt_begndate,
    )
    if (infno === '3201') {
      const mine = own.filter(({ insurance }) => insurance === data.insutype)
      const total = mine.reduce((sum, { amounts }) => sum + amounts.medfee_sumamt, 0)
      const equal = total === data.medfee_sumamt && mine.length === data.fixmedins_setl_cnt
      return { stmtinfo: { stmt_rslt: equal ? '0' : '1' } }
    }
    const sent = Buffer.from(unzip(this.#files.get(String(data.file_qury_no)) ?? new Uint8Array()) ?? []).toString()
    const { upload = {}, result = {} } = transactions['3202'].files
    const rows = readRecords('3202', 'upload', upload, sent)
    const known = new Set(rows.ok ? rows.value.map(({ setl_id }) => setl_id) : [])
    const missing = own.filter(({ id }) => !known.has(id))
    const text = writeRecords(
      result,
      missing.map(({ personNo, msgid, amounts }) => ({
        psn_no: personNo,
        msgid,
        stmt_rslt: '1',
        refd_setl_flag: '0',
        medfee_sumamt: amounts.medfee_sumamt,
      })),
    )
    const handle = this.rules.newId('fsi/')
    this.#files.set(handle, zipOf('result.txt', Buffer.from(text)))
    return { fileinfo: { file_qury_no: handle, filename: 'result.txt.zip', dld_endtime: '2030-01-01 00:00:00' } }
  }

  #fail(sentence: string): string {
    this.refused.push(sentence)
    return JSON.stringify(failureAnswer(sentence.slice(0, 200), STAMP))
  }
}

const answerOf = (visit: string, id: string, at: string, clearing: string, amounts: object): Json => ({
  setlinfo: { mdtrt_id: visit, setl_id: id, setl_time: at, clr_type: clearing, ...amounts },
  setldetail: [{ fund_pay_type: '390100', fund_payamt: (amounts as { hifp_pay: Fen }).hifp_pay }],
})

/** What the rules say nothing about is filled with plain values, so that clients can read whole answers. */
function filled(infno: Infno, given: Json): Json {
  const nodes = Object.entries(transactionOf(infno).output).map(([name, node]) => {
    const content = given[name]
    const fill = (row: Json): Json => {
      const empty = Object.entries(node.fields).map(([field, of]) => [field, row[field] || plain(of)])
      return Object.fromEntries(empty)
    }
    if (node.many) return [name, ((content ?? []) as readonly Json[]).map(fill)]
    return [name, fill((content ?? {}) as Json)]
  })
  return Object.fromEntries(nodes)
}

function plain(field: Field): unknown {
  if (field.kind === 'code') return nationalLists[field.list ?? '']?.values.keys().next().value ?? '1'
  if (field.kind === 'day') return '2025-11-01'
  if (field.kind === 'moment') return '2025-11-01 08:00:00'
  return field.kind === 'text' || field.kind === 'serial' ? '1' : 0
}
