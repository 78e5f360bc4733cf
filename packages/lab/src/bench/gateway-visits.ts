// Visits for `bench gateway`: plain outpatient visits of twelve rows each, one message after another, as a client sends them.
import type { Infno, InputWritable, OutputValues } from '@yibao/contract'
import type { CityLoad, PersonRecord, ProviderRecord, SpellRecord } from '@yibao/contract/load'
import { dayOf, type Instant, lineAmount, type Quantity, sumFen } from '@yibao/kernel'
import { coverOn } from '../care/index.ts'
import { itemsOf } from '../care/items.ts'
import { Patients } from '../care/people.ts'
import type { CatalogueItem, ShippedCatalogue } from '../catalogue/index.ts'
import { departmentName } from '../hospital/desk.ts'
import { type SettlementAnswer, settledOf } from '../hospital/settled.ts'
import { CLIENT_STYLES, type ClientStyle } from '../hospital/style.ts'
import type { Transport } from '../hospital/transport.ts'
import { decodeAnswer, encodeRequest } from '../hospital/wire.ts'

export const ROWS = 12
/** A small clinic's prescription: cheap, unrestricted, of several fee classes. */
const ROW_ITEMS = [
  ...(['visitFee', 'bloodCount', 'crp', 'ecg', 'amlodipine', 'metformin', 'aspirin', 'atorvastatin'] as const),
  ...(['omeprazole', 'ibuprofen', 'loratadine', 'infusionSet'] as const),
]
const ONE = 10_000 as Quantity

export interface BenchVisit {
  readonly number: number
  readonly person: PersonRecord
  readonly spell: SpellRecord
  readonly provider: ProviderRecord
}

/** Sends the messages of bench visits. Numbers of messages never repeat within a run of the given label. */
export class VisitSender {
  readonly #transport: Transport
  readonly #at: Instant
  readonly #label: string
  readonly #area: string
  readonly #items: readonly CatalogueItem[]
  readonly #style: ClientStyle = CLIENT_STYLES[0] as ClientStyle
  #sent = 0

  constructor(transport: Transport, city: CityLoad, catalogue: ShippedCatalogue, at: Instant, label: string) {
    const items = itemsOf(catalogue)
    this.#transport = transport
    this.#at = at
    this.#label = label
    this.#area = city.areas[0]?.code ?? ''
    this.#items = ROW_ITEMS.map((name) => items[name])
  }

  async register({ number, person, spell, provider }: BenchVisit): Promise<string> {
    const [department] = provider.departments
    const output = await this.#send('2201', provider, {
      data: {
        psn_no: person.personNo,
        insutype: insuranceOf(spell),
        begntime: this.#at,
        ...identity(person, spell),
        ipt_otp_no: `B${this.#label}${number}`,
        dept_code: department?.code ?? '',
        dept_name: department?.name ?? '',
        caty: department?.code ?? '',
      },
    })
    return output.data.mdtrt_id
  }

  async inform({ person, provider }: BenchVisit, visitId: string): Promise<void> {
    const physician = physicianOf(provider)
    await this.#send('2203', provider, {
      mdtrtinfo: {
        mdtrt_id: visitId,
        psn_no: person.personNo,
        med_type: '11',
        begntime: this.#at,
        dise_codg: 'J06.900',
        dise_name: '急性上呼吸道感染',
      },
      diseinfo: [
        {
          diag_type: '1',
          diag_srt_no: 1,
          diag_code: 'J06.900',
          diag_name: '急性上呼吸道感染',
          diag_dept: departmentName(physician.department),
          dise_dor_no: physician.code,
          dise_dor_name: physician.name,
          diag_time: this.#at,
          vali_flag: '1',
        },
      ],
    })
  }

  async charge(visit: BenchVisit, visitId: string): Promise<void> {
    await this.#send('2204', visit.provider, { feedetail: this.#rows(visit, visitId) })
  }

  /** The trial; its amounts are what the settlement states. */
  async quote(visit: BenchVisit, visitId: string): Promise<InputWritable<'2207'>> {
    const payer = this.#payer(visit, visitId)
    const output = await this.#send('2206', visit.provider, { data: payer })
    const trial = settledOf(output.setlinfo as unknown as SettlementAnswer)
    return {
      data: {
        ...payer,
        fulamt_ownpay_amt: trial.fullFen,
        overlmt_selfpay: trial.overFen,
        preselfpay_amt: trial.preFen,
        inscp_scp_amt: trial.inScopeFen,
      },
    }
  }

  async settle({ provider }: BenchVisit, input: InputWritable<'2207'>): Promise<void> {
    await this.#send('2207', provider, input)
  }

  #payer({ number, person, spell }: BenchVisit, visitId: string) {
    return {
      psn_no: person.personNo,
      ...identity(person, spell),
      med_type: '11',
      medfee_sumamt: sumFen(this.#amounts()),
      psn_setlway: '01',
      mdtrt_id: visitId,
      chrg_bchno: `B${this.#label}${number}`,
      acct_used_flag: '0',
      insutype: insuranceOf(spell),
    }
  }

  #amounts() {
    return this.#items.map(({ prices }) => lineAmount(ONE, prices[1]))
  }

  #rows({ number, person, provider }: BenchVisit, visitId: string): InputWritable<'2204'>['feedetail'] {
    const physician = physicianOf(provider)
    return this.#items.map(({ entry, prices }, row) => ({
      feedetl_sn: `1${String(number).padStart(8, '0')}${String(row + 1).padStart(3, '0')}`,
      mdtrt_id: visitId,
      psn_no: person.personNo,
      chrg_bchno: `B${this.#label}${number}`,
      rx_circ_flag: '0',
      fee_ocur_time: this.#at,
      med_list_codg: entry.code,
      medins_list_codg: entry.code,
      det_item_fee_sumamt: lineAmount(ONE, prices[1]),
      cnt: ONE,
      pric: prices[1],
      bilg_dept_codg: physician.department,
      bilg_dept_name: departmentName(physician.department),
      bilg_dr_codg: physician.code,
      bilg_dr_name: physician.name,
      hosp_appr_flag: '0',
    }))
  }

  async #send<I extends Infno>(infno: I, provider: ProviderRecord, input: InputWritable<I>): Promise<OutputValues<I>> {
    this.#sent += 1
    const msgid = `${provider.code}${this.#label}${String(this.#sent).padStart(18 - this.#label.length, '0')}`
    const envelope = {
      infno,
      msgid,
      mdtrtarea_admvs: this.#area,
      insuplc_admdvs: '',
      opter: 'BENCH',
      opter_name: '基准测试',
      inf_time: this.#at,
      fixmedins_code: provider.code,
      fixmedins_name: provider.name,
      sign_no: '',
    }
    const delivery = await this.#transport.deliver(encodeRequest(this.#style, envelope, input))
    if (delivery.kind === 'fault') throw new Error(`${infno}: ${delivery.reason}`)
    const reply = decodeAnswer(infno, msgid, delivery.text)
    if (reply.kind !== 'accepted') {
      throw new Error(`${infno}: ${reply.kind === 'refused' ? reply.sentence : reply.reason}`)
    }
    return reply.output
  }
}

const insuranceOf = ({ scheme }: SpellRecord): string => (scheme === 'employee' ? '310' : '390')

const identity = ({ certificateNo, certificateKind, name }: PersonRecord, { scheme }: SpellRecord) => ({
  mdtrt_cert_type: '02',
  mdtrt_cert_no: certificateNo,
  psn_cert_type: certificateKind,
  certno: certificateNo,
  psn_type: scheme === 'employee' ? '11' : '15',
  psn_name: name,
})

function physicianOf(provider: ProviderRecord) {
  const physician = provider.staff.find(({ active, kind }) => active && kind === 'physician')
  if (!physician) throw new Error(`${provider.code} has no physician`)
  return physician
}

/** As many visits as asked for, over all insured persons in turn and all primary hospitals in turn. */
export function benchVisits(city: CityLoad, at: Instant, count: number, from: number): BenchVisit[] {
  const on = dayOf(at)
  const covered = new Patients(city, { chronic: 1, stay: 1 }).all.flatMap((patient) => {
    const spell = coverOn(patient, on)
    return spell ? [{ person: patient.person, spell }] : []
  })
  const areas = new Set(city.areas.map(({ code }) => code))
  const providers = city.providers.filter(({ level, area }) => level === 'level_1' && areas.has(area))
  if (covered.length === 0 || providers.length === 0) throw new Error(`Nobody can be treated on ${on} in this city`)
  return Array.from({ length: count }, (_, at): BenchVisit => {
    const number = from + at
    const who = covered[number % covered.length] as (typeof covered)[number]
    return { number, ...who, provider: providers[number % providers.length] as ProviderRecord }
  })
}
