// Orders for the audit as a hospital's system sends them: 3101 while the doctor types, 3102 before the bill is paid.
import type { InputWritable } from '@yibao/contract'
import { day, type Fen, type Instant, type Quantity, type UnitPrice } from '@yibao/kernel'
import { NOW } from './flows.ts'
import { AREA, DEPARTMENT, HOSPITAL, type Patient, PHYSICIAN } from './small-city.ts'

type Patients = InputWritable<'3101'>['data']['patient_dtos'][number]
type Encounter = Patients['fsi_encounter_dtos'][number]
type Order = Encounter['fsi_order_dtos'][number]

export interface Ordered {
  readonly code: string
  readonly name?: string
  readonly yuan?: number
  readonly count?: number
  readonly at?: Instant
  /** Written before: not what the doctor types now. */
  readonly isEarlier?: boolean
  readonly ownPaid?: boolean
}

let orders = 0

function orderRow({ code, name = '试验项目', yuan = 100, count = 1, at = NOW, ...rest }: Ordered): Order {
  orders += 1
  const sumamt = Math.round(yuan * count * 100) as Fen
  const isDrug = code.startsWith('X')
  return {
    rx_id: `RX${orders}`,
    rxno: 'CF1',
    grpno: '',
    long_drord_flag: '0',
    hilist_type: isDrug ? '11' : '0',
    chrg_type: isDrug ? '09' : '05',
    drord_bhvr: '1',
    hilist_code: code,
    hilist_name: name,
    hilist_dosform: '',
    hilist_lv: '02',
    hilist_pric: Math.round(yuan * 100) as Fen,
    lv1_hosp_item_pric: undefined,
    lv2_hosp_item_pric: undefined,
    lv3_hosp_item_pric: undefined,
    hilist_memo: '',
    hosplist_code: 'OWN1',
    hosplist_name: name,
    hosplist_dosform: '',
    cnt: (count * 10_000) as Quantity,
    pric: Math.round(yuan * 1_000_000) as UnitPrice,
    sumamt,
    ownpay_amt: (rest.ownPaid ? sumamt : 0) as Fen,
    selfpay_amt: 0 as Fen,
    spec: '1',
    spec_unt: '次',
    drord_begn_date: at,
    drord_stop_date: undefined,
    drord_dept_codg: DEPARTMENT,
    drord_dept_name: '内科',
    drord_dr_codg: PHYSICIAN,
    drord_dr_name: '李医生',
    drord_dr_profttl: '234',
    curr_drord_flag: rest.isEarlier ? '0' : '1',
    extend_order_map: '',
  }
}

export interface OrderOptions {
  readonly visit?: string
  readonly at?: Instant
  readonly medType?: string
  readonly diagnosis?: string
  readonly provider?: string
  readonly rules?: string
}

/** One visit with the orders of its doctor. */
export function ordering(
  patient: Patient,
  ordered: readonly Ordered[],
  {
    visit = 'MZ001',
    at = NOW,
    medType = '11',
    diagnosis = 'I10.x00',
    provider = HOSPITAL,
    rules = '',
  }: OrderOptions = {},
): InputWritable<'3101'> {
  const rows = ordered.map((each) => orderRow({ at, ...each }))
  const total = rows.reduce((sum, { sumamt }) => sum + sumamt, 0) as Fen
  return {
    data: {
      patient_dtos: [
        {
          patn_id: patient.personNo,
          patn_name: patient.name,
          gend: '1',
          brdy: day('1980-01-01'),
          poolarea: AREA,
          curr_mdtrt_id: visit,
          fsi_encounter_dtos: [encounterRow({ visit, at, medType, diagnosis, provider }, rows, total)],
        },
      ],
      rule_ids: rules,
      trig_scen: '1',
    },
  }
}

function encounterRow(
  { visit, at, medType, diagnosis, provider }: Required<Omit<OrderOptions, 'rules'>>,
  rows: readonly Order[],
  total: Fen,
): Encounter {
  return {
    mdtrt_id: visit,
    medins_id: provider,
    medins_name: '试验机构',
    medins_admdvs: AREA,
    medins_type: 'A1',
    medins_lv: '3',
    wardarea_codg: '',
    wardno: '',
    bedno: '',
    adm_date: at,
    dscg_date: at,
    dscg_main_dise_codg: diagnosis,
    dscg_main_dise_name: '高血压',
    fsi_diagnose_dtos: [
      {
        dise_id: 'D1',
        inout_dise_type: '1',
        maindise_flag: '1',
        dias_srt_no: '1',
        dise_codg: diagnosis,
        dise_name: '高血压',
        dise_date: at,
      },
    ],
    dr_codg: PHYSICIAN,
    adm_dept_codg: DEPARTMENT,
    adm_dept_name: '内科',
    dscg_dept_codg: DEPARTMENT,
    dscg_dept_name: '内科',
    med_mdtrt_type: '1',
    med_type: medType,
    fsi_order_dtos: rows,
    matn_stas: '0',
    medfee_sumamt: total,
    ownpay_amt: 0 as Fen,
    selfpay_amt: 0 as Fen,
    acct_payamt: undefined,
    ma_amt: undefined,
    hifp_payamt: undefined,
    setl_totlnum: 0,
    insutype: '310',
    reim_flag: '2',
    out_setl_flag: '0',
    // A row in every list, so that each can be broken.
    fsi_operation_dtos: [
      {
        setl_list_oprn_id: 'OP1',
        oprn_code: '99.2900',
        oprn_name: '注射',
        main_oprn_flag: '1',
        oprn_date: at,
        anst_way: '',
        oper_dr_name: '李医生',
        oper_dr_code: PHYSICIAN,
        anst_dr_name: '',
        anst_dr_code: '',
      },
    ],
    dise_no: '',
    dise_name: '',
    sinc_heal_lv: '',
    his_md_cnt: '',
  }
}
