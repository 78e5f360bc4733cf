// Orders as messages for `bench audit-pre`: 3101 of one visit with the lines that are being typed, as a hospital's system sends them.
import type { InputWritable, OutputValues } from '@yibao/contract'
import type { CityLoad, ProviderRecord } from '@yibao/contract/load'
import { type Fen, type Instant, type Quantity, sumFen, type UnitPrice } from '@yibao/kernel'
import { CLIENT_STYLES, type ClientStyle } from '../hospital/style.ts'
import { httpTransport, type Transport } from '../hospital/transport.ts'
import { decodeAnswer, encodeRequest } from '../hospital/wire.ts'
import type { Random } from '../random.ts'
import { CODES, codeAt, dx } from './audit-points.ts'
import { ORDINARY_DIAGNOSIS } from './quiet-codes.ts'

type Encounter = InputWritable<'3101'>['data']['patient_dtos'][number]['fsi_encounter_dtos'][number]
type Order = Encounter['fsi_order_dtos'][number]

export interface OrderSenderOptions {
  readonly baseUrl: string
  readonly city: CityLoad
  readonly at: Instant
  readonly connections: number
  readonly random: Random
  readonly lines: number
  /** What ordinary orders are made of; a person usually takes twenty of them. */
  readonly quiet: readonly string[]
}

export type OrderKind =
  /** Seven lines of ten are what the person usually takes, one of a hundred is any code at all. */
  | 'ordinary'
  /** Any codes: nearly every line is found something of. */
  | 'found'

const TIMEOUT_MS = 60_000
const USUAL = 60
const USUAL_QUIET = 20

export class OrderSender {
  readonly #options: OrderSenderOptions
  readonly #transport: Transport
  readonly #provider: ProviderRecord
  readonly #style: ClientStyle = CLIENT_STYLES[0] as ClientStyle
  #sent = 0

  constructor(options: OrderSenderOptions) {
    const { baseUrl, connections, city } = options
    this.#options = options
    this.#transport = httpTransport({ baseUrl, connections, timeoutMs: TIMEOUT_MS })
    const areas = new Set(city.areas.map(({ code }) => code))
    const provider = city.providers.find(({ level, area }) => level === 'level_1' && areas.has(area))
    if (!provider) throw new Error('The city of the bench has no primary hospital')
    this.#provider = provider
  }

  close(): Promise<void> {
    return this.#transport.close()
  }

  /** One order of a person; `nth` is the person's place among those with a past. How many messages came back. */
  async order(personNo: string, nth: number, kind: OrderKind): Promise<number> {
    this.#sent += 1
    const { city, at } = this.#options
    const provider = this.#provider
    const msgid = `${provider.code}7${String(this.#sent).padStart(17, '0')}`
    const envelope = {
      infno: '3101' as const,
      ...{ msgid, mdtrtarea_admvs: city.areas[0]?.code ?? '', insuplc_admdvs: '', opter: 'BENCH' },
      ...{
        opter_name: '基准测试',
        inf_time: at,
        fixmedins_code: provider.code,
        fixmedins_name: provider.name,
        sign_no: '',
      },
    }
    const delivery = await this.#transport.deliver(
      encodeRequest(this.#style, envelope, this.#message(personNo, nth, kind)),
    )
    if (delivery.kind === 'fault') throw new Error(`3101: ${delivery.reason}`)
    const reply = decodeAnswer('3101', msgid, delivery.text)
    if (reply.kind !== 'accepted') throw new Error(`3101: ${reply.kind === 'refused' ? reply.sentence : reply.reason}`)
    return (reply.output as OutputValues<'3101'>).result.length
  }

  #message(personNo: string, nth: number, kind: OrderKind): InputWritable<'3101'> {
    const { at, random, lines, city } = this.#options
    const orders = Array.from({ length: lines }, (_, row) => this.#order(this.#code(nth, kind), row, kind))
    const visit = `MZ${this.#sent}`
    return {
      data: {
        patient_dtos: [
          {
            ...{
              patn_id: personNo,
              patn_name: '基准测试',
              gend: '1',
              brdy: at.slice(0, 10) as never,
              poolarea: city.areas[0]?.code ?? '',
            },
            ...{
              curr_mdtrt_id: visit,
              fsi_encounter_dtos: [
                this.#encounter(visit, orders, kind === 'ordinary' ? ORDINARY_DIAGNOSIS : dx(random)),
              ],
            },
          },
        ],
        ...{ rule_ids: '', trig_scen: '1' },
      },
    }
  }

  /** Seven of ten are what the person usually takes, as the past that was planted has it. */
  #code(nth: number, kind: OrderKind): string {
    const { random, quiet } = this.#options
    if (kind === 'ordinary' && !random.chance(0.01)) {
      const usual = (nth * 31 + random.int(0, USUAL_QUIET - 1) * 17) % quiet.length
      return quiet[random.chance(0.7) ? usual : random.int(0, quiet.length - 1)]!
    }
    const usual = (nth * 7919 + random.int(0, USUAL - 1) * 104_729) % CODES
    return codeAt(random.chance(0.7) ? usual : random.int(0, CODES - 1))
  }

  #order(code: string, row: number, kind: OrderKind): Order {
    const { random } = this.#options
    const yuan = random.int(1, kind === 'ordinary' ? 4 : 300)
    const fen = (yuan * 100) as Fen
    return {
      ...{
        rx_id: `RX${this.#sent}-${row}`,
        rxno: `CF${this.#sent}`,
        grpno: '',
        long_drord_flag: '0',
        hilist_type: '11',
      },
      ...{
        chrg_type: '09',
        drord_bhvr: '1',
        hilist_code: code,
        hilist_name: `药品${row}`,
        hilist_dosform: '',
        hilist_lv: '02',
      },
      ...{
        hilist_pric: fen,
        lv1_hosp_item_pric: undefined,
        lv2_hosp_item_pric: undefined,
        lv3_hosp_item_pric: undefined,
      },
      ...{
        hilist_memo: '',
        hosplist_code: 'OWN',
        hosplist_name: `药品${row}`,
        hosplist_dosform: '',
        cnt: 10_000 as Quantity,
      },
      ...{
        pric: (yuan * 1_000_000) as UnitPrice,
        sumamt: fen,
        ownpay_amt: 0 as Fen,
        selfpay_amt: 0 as Fen,
        spec: '1',
        spec_unt: '盒',
      },
      ...{
        drord_begn_date: this.#options.at,
        drord_stop_date: undefined,
        drord_dept_codg: 'A03',
        drord_dept_name: '内科',
      },
      ...{
        drord_dr_codg: 'D1',
        drord_dr_name: '医师',
        drord_dr_profttl: '234',
        curr_drord_flag: '1',
        extend_order_map: '{"o_prdDays":"7"}',
      },
    }
  }

  #encounter(visit: string, orders: readonly Order[], diagnosis: string): Encounter {
    const { at } = this.#options
    const { code, name, area } = this.#provider
    const total = sumFen(orders.map(({ sumamt }) => sumamt))
    return {
      ...{
        mdtrt_id: visit,
        medins_id: code,
        medins_name: name,
        medins_admdvs: area,
        medins_type: 'A1',
        medins_lv: '3',
      },
      ...{ wardarea_codg: '', wardno: '', bedno: '', adm_date: at, dscg_date: at, dscg_main_dise_codg: diagnosis },
      ...{
        dscg_main_dise_name: '诊断',
        dr_codg: 'D1',
        adm_dept_codg: 'A03',
        adm_dept_name: '内科',
        dscg_dept_codg: 'A03',
      },
      ...{ dscg_dept_name: '内科', med_mdtrt_type: '1', med_type: '11', fsi_order_dtos: orders, matn_stas: '0' },
      fsi_diagnose_dtos: [
        {
          ...{ dise_id: 'D1', inout_dise_type: '1', maindise_flag: '1', dias_srt_no: '1' },
          ...{ dise_codg: diagnosis, dise_name: '诊断', dise_date: at },
        },
      ],
      ...{
        medfee_sumamt: total,
        ownpay_amt: 0 as Fen,
        selfpay_amt: 0 as Fen,
        acct_payamt: undefined,
        ma_amt: undefined,
      },
      ...{ hifp_payamt: undefined, setl_totlnum: 0, insutype: '390', reim_flag: '2', out_setl_flag: '0' },
      ...{ fsi_operation_dtos: [], dise_no: '', dise_name: '', sinc_heal_lv: '', his_md_cnt: '' },
    }
  }
}
