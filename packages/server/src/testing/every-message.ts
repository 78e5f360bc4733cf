// One message of every number that the platform accepts as it stands, each with what must be there before it comes.
import type { Infno, InputWritable } from '@yibao/contract'
import { day, type Fen, type Instant } from '@yibao/kernel'
import { zipText } from '../modules/reconciliation/index.ts'
import { ordering } from './audit-messages.ts'
import type { TestClient } from './client.ts'
import { charge, feeRow, holder, informing, item, NOW, openVisit, quoting, settleBatch, settling } from './flows.ts'
import { AREA, COUNTY_HOSPITAL, DEPARTMENT, HOSPITAL, ITEMS, type Patient, PHARMACY, PHYSICIAN } from './small-city.ts'
import { admission, admit, buying, chargeStay, discharging, settlingStay } from './stay-flows.ts'

export interface ReadyMessage<I extends Infno = Infno> {
  readonly input: InputWritable<I>
  /** Who sends it, where it is not the city's hospital. */
  readonly provider?: string
}

type Maker<I extends Infno> = (client: TestClient, patient: Patient, serial: string) => Promise<ReadyMessage<I>>
type Makers = { readonly [I in Infno]: Maker<I> }

const at = (text: string) => text as Instant
const SPAN = { begntime: at('2026-06-01 00:00:00'), endtime: at('2026-06-30 23:59:59') }
const STATED = { stmt_begndate: day('2026-06-15'), stmt_enddate: day('2026-06-15') }
const REFUNDS = { refd_setl_flag: '0', fixmedins_refd_setl_flag: '0' }
const CHARGED = [item('plain', 300, 2), item('partly', 50)]
const TOTAL = 65_000 as Fen

const ready = <I extends Infno>(input: InputWritable<I>, provider?: string): ReadyMessage<I> => ({
  input,
  ...(provider === undefined ? {} : { provider }),
})

async function charged(client: TestClient, person: Patient): Promise<string> {
  const visit = await openVisit(client, person)
  await charge(client, person, visit, 'B1', CHARGED)
  return visit
}

async function settled(client: TestClient, person: Patient) {
  const visit = await openVisit(client, person)
  const { setlinfo } = await settleBatch(client, person, visit, 'B1', CHARGED, { account: '1' })
  return { visit, setl_id: setlinfo.setl_id }
}

/** A stay of five days with one row. */
async function stayed(client: TestClient, person: Patient, isOver = true): Promise<string> {
  const visit = await admit(client, person, { at: at('2026-06-01 09:00:00') })
  await chargeStay(client, person, visit, [item('bed', 650, 1, { at: at('2026-06-02 09:00:00'), serial: '901' })])
  if (isOver) await client.done('2402', discharging(person, visit, at('2026-06-06 09:00:00')))
  return visit
}

async function uploaded(client: TestClient, serial: string) {
  const filename = `stmt${serial}.txt.zip`
  const bytes = zipText('stmt.txt', '')
  const { data } = await client.done('9101', {
    fsUploadIn: { in: bytes, filename, fixmedins_code: HOSPITAL },
  } as never)
  return { file_qury_no: data.file_qury_no, filename, fixmedins_code: HOSPITAL }
}

const signedIn = async (client: TestClient) =>
  (await client.done('9001', { signIn: { opter_no: 'C001', mac: '00-00', ip: '10.0.0.1' } })).signinoutb.sign_no

const mapping = (serial: string) => ({
  fixmedins_hilist_id: `Y${serial}`,
  fixmedins_hilist_name: '院内药品',
  list_type: '101',
  med_list_codg: ITEMS.plain,
  begndate: day('2026-01-01'),
  enddate: day('2026-12-31'),
})

const referral = (person: Patient): InputWritable<'2501'> => ({
  refmedin: {
    psn_no: person.personNo,
    insutype: person.insutype,
    diag_code: 'K35.800',
    diag_name: '急性阑尾炎',
    reflin_medins_no: COUNTY_HOSPITAL,
    reflin_medins_name: '试验县医院',
    mdtrtarea_admdvs: '990101',
    refl_type: '1',
    refl_date: day('2026-06-02'),
    refl_rea: '病情需要',
    refl_opnn: '同意',
    begndate: day('2026-06-02'),
    enddate: day('2026-07-02'),
  },
})

const chronic = (person: Patient): InputWritable<'2503'> => ({
  data: {
    psn_no: person.personNo,
    insutype: person.insutype,
    opsp_dise_code: 'M01600',
    opsp_dise_name: '糖尿病',
    insu_optins: AREA,
    ide_fixmedins_no: HOSPITAL,
    ide_fixmedins_name: '试验市人民医院',
    hosp_ide_date: day('2026-06-10'),
    diag_dr_codg: PHYSICIAN,
    diag_dr_name: '李医生',
    begndate: day('2026-06-10'),
  },
})

const chosen = (person: Patient): InputWritable<'2505'> => ({
  data: {
    psn_no: person.personNo,
    biz_appy_type: '01',
    begndate: day('2026-01-01'),
    fix_srt_no: '1',
    fixmedins_code: HOSPITAL,
    fixmedins_name: '试验市人民医院',
  },
})

const own = (person: Patient, visit: string) => ({ psn_no: person.personNo, mdtrt_id: visit })
const page = { updt_time: day('2000-01-01'), page_num: 1, page_size: 20 }
const totals = { ...STATED, clr_type: '11', setl_optins: AREA, fixmedins_setl_cnt: 0, ...REFUNDS }
const noSums = { medfee_sumamt: 0 as Fen, fund_pay_sumamt: 0 as Fen }

const questions: Pick<
  Makers,
  '1101' | '1201' | '1312' | '1317' | '2001' | '5201' | '5205' | '5206' | '5301' | '5302' | '5303' | '5304'
> = {
  '1101': async (_, person) => {
    const { mdtrt_cert_type, mdtrt_cert_no, psn_cert_type, certno } = holder(person)
    return ready<'1101'>({ data: { mdtrt_cert_type, mdtrt_cert_no, psn_cert_type, certno, psn_name: person.name } })
  },
  '1201': async () => ready<'1201'>({ medinsinfo: { fixmedins_type: '1', fixmedins_code: HOSPITAL } }),
  '1312': async () => ready<'1312'>({ data: page }),
  '1317': async () => ready<'1317'>({ data: page }),
  '2001': async (_, { personNo, insutype }) =>
    ready<'2001'>({
      data: { psn_no: personNo, insutype, fixmedins_code: HOSPITAL, med_type: '11', begntime: NOW },
    } as never),
  '5201': async (_, { personNo }) => ready<'5201'>({ data: { psn_no: personNo, ...SPAN, med_type: '11' } }),
  '5205': async (_, { personNo }) => ready<'5205'>({ data: { psn_no: personNo, ...SPAN } }),
  '5206': async (_, { personNo }) => ready<'5206'>({ data: { psn_no: personNo } }),
  '5301': async (_, { personNo }) => ready<'5301'>({ data: { psn_no: personNo } }),
  '5302': async (_, { personNo }) => ready<'5302'>({ data: { psn_no: personNo, biz_appy_type: '01' } }),
  '5303': async (_, { personNo }) => ready<'5303'>({ data: { psn_no: personNo, ...SPAN } }),
  '5304': async (_, { personNo }) => ready<'5304'>({ data: { psn_no: personNo, begntime: SPAN.begntime } }),
}

const outpatient: Pick<
  Makers,
  '2201' | '2202' | '2203' | '2203A' | '2204' | '2205' | '2206' | '2207' | '2208' | '5202' | '5203' | '5204'
> = {
  '2201': async (_, person) =>
    ready<'2201'>({
      data: {
        psn_no: person.personNo,
        insutype: person.insutype,
        begntime: NOW,
        ...holder(person),
        psn_type: '11',
        psn_name: person.name,
        ipt_otp_no: 'MZ1',
        dept_code: DEPARTMENT,
        dept_name: '内科',
        caty: 'A03',
      },
    }),
  '2202': async (client, person) =>
    ready<'2202'>({ data: { ...own(person, await openVisit(client, person)), ipt_otp_no: 'MZ1' } }),
  '2203': async (client, person) => ready<'2203'>(informing(await openVisit(client, person), person)),
  '2203A': async (client, person) => {
    const visit = await openVisit(client, person, { provider: PHARMACY })
    return ready<'2203A'>(informing(visit, person) as InputWritable<'2203A'>, PHARMACY)
  },
  '2204': async (client, person) => {
    const visit = await openVisit(client, person)
    const rows = CHARGED.map((each) => ({
      ...feeRow(each),
      ...own(person, visit),
      chrg_bchno: 'B1',
      rx_circ_flag: '0',
    }))
    return ready<'2204'>({ feedetail: rows })
  },
  '2205': async (client, person) =>
    ready<'2205'>({ data: { ...own(person, await charged(client, person)), chrg_bchno: 'B1' } }),
  '2206': async (client, person) => ready<'2206'>(quoting(person, await charged(client, person), 'B1', TOTAL)),
  '2207': async (client, person) => ready<'2207'>(settling(person, await charged(client, person), 'B1', TOTAL, '1')),
  '2208': async (client, person) => {
    const { visit, setl_id } = await settled(client, person)
    return ready<'2208'>({ data: { ...own(person, visit), setl_id } })
  },
  '5202': async (client, person) => ready<'5202'>({ data: own(person, await openVisit(client, person)) }),
  '5203': async (client, person) => {
    const { visit, setl_id } = await settled(client, person)
    return ready<'5203'>({ data: { ...own(person, visit), setl_id } })
  },
  '5204': async (client, person) => {
    const { visit, setl_id } = await settled(client, person)
    return ready<'5204'>({ data: { ...own(person, visit), setl_id } })
  },
}

const stays: Pick<Makers, '2301' | '2302' | '2303' | '2304' | '2305' | '2401' | '2402' | '2403' | '2404' | '2405'> = {
  '2301': async (client, person) => {
    const visit = await admit(client, person, { at: at('2026-06-01 09:00:00') })
    const row = { ...feeRow(item('bed', 650, 1, { at: at('2026-06-02 09:00:00') })), ...own(person, visit) }
    return ready<'2301'>({ feedetail: [{ ...row, med_type: '21' }] })
  },
  '2302': async (client, person) =>
    ready<'2302'>({ data: [{ ...own(person, await stayed(client, person, false)), feedetl_sn: '901' }] }),
  '2303': async (client, person) => ready<'2303'>(settlingStay(person, await stayed(client, person), TOTAL)),
  '2304': async (client, person) => ready<'2304'>(settlingStay(person, await stayed(client, person), TOTAL)),
  '2305': async (client, person) => {
    const visit = await stayed(client, person)
    const { setlinfo } = await client.done('2304', settlingStay(person, visit, TOTAL))
    return ready<'2305'>({ data: { ...own(person, visit), setl_id: setlinfo.setl_id } })
  },
  '2401': async (_, person) => ready<'2401'>(admission(person, { at: at('2026-06-01 09:00:00') })),
  '2402': async (client, person) => {
    const visit = await stayed(client, person, false)
    return ready<'2402'>(discharging(person, visit, at('2026-06-06 09:00:00')))
  },
  '2403': async (client, person) => {
    const visit = await stayed(client, person, false)
    const { mdtrtinfo, diseinfo } = admission(person, { at: at('2026-06-01 09:00:00') })
    const { ipt_no, insutype: _, ...rest } = mdtrtinfo
    return ready<'2403'>({
      adminfo: { ...rest, mdtrt_id: visit, ipt_otp_no: ipt_no },
      diseinfo: diseinfo.map((row) => ({ ...row, mdtrt_id: visit })),
    })
  },
  '2404': async (client, person) =>
    ready<'2404'>({ data: own(person, await admit(client, person, { at: at('2026-06-01 09:00:00') })) }),
  '2405': async (client, person) => ready<'2405'>({ data: own(person, await stayed(client, person)) }),
}

const registers: Pick<
  Makers,
  '2501' | '2502' | '2503' | '2504' | '2505' | '2506' | '3301' | '3302' | '3401' | '9001' | '9002' | '9101' | '9102'
> = {
  '2501': async (_, person) => ready<'2501'>(referral(person)),
  '2502': async (client, person) => {
    const { result } = await client.done('2501', referral(person))
    return ready<'2502'>({ data: { trt_dcla_detl_sn: result.trt_dcla_detl_sn, psn_no: person.personNo } })
  },
  '2503': async (_, person) => ready<'2503'>(chronic(person)),
  '2504': async (client, person) => {
    const { trt_dcla_detl_sn } = (await client.done('2503', chronic(person))).result
    return ready<'2504'>({ data: { trt_dcla_detl_sn, psn_no: person.personNo, memo: '误报' } })
  },
  '2505': async (_, person) => ready<'2505'>(chosen(person)),
  '2506': async (client, person) => {
    const { trt_dcla_detl_sn } = (await client.done('2505', chosen(person))).result
    return ready<'2506'>({ data: { trt_dcla_detl_sn, psn_no: person.personNo, memo: '更换' } })
  },
  '3301': async (_, __, serial) => ready<'3301'>({ data: [mapping(serial)] }),
  '3302': async (client, _, serial) => {
    await client.done('3301', { data: [mapping(serial)] })
    const { fixmedins_hilist_id, list_type, med_list_codg } = mapping(serial)
    return ready<'3302'>({ data: { fixmedins_code: HOSPITAL, fixmedins_hilist_id, list_type, med_list_codg } })
  },
  '3401': async (_, __, serial) =>
    ready<'3401'>({
      deptinfo: {
        hosp_dept_codg: `Q${serial}`,
        caty: 'A04',
        hosp_dept_name: '外科',
        begntime: at('2026-06-01 00:00:00'),
        itro: '普通外科',
        dept_resper_name: '张主任',
        dept_resper_tel: '0000-1234567',
        dept_estbdat: at('2020-01-01 00:00:00'),
        aprv_bed_cnt: 30,
        poolarea_no: AREA,
        dr_psncnt: 10,
        phar_psncnt: 1,
        nurs_psncnt: 20,
        tecn_psncnt: 1,
      },
    }),
  '9001': async () => ready<'9001'>({ signIn: { opter_no: 'C001', mac: '00-00', ip: '10.0.0.1' } }),
  '9002': async (client) => ready<'9002'>({ signOut: { sign_no: await signedIn(client), opter_no: 'C001' } }),
  '9101': async (_, __, serial) =>
    ready<'9101'>({
      fsUploadIn: { in: zipText('a.txt', 'x\n'), filename: `f${serial}.zip`, fixmedins_code: HOSPITAL },
    } as never),
  '9102': async (client, _, serial) => ready<'9102'>({ fsDownloadIn: await uploaded(client, serial) }),
}

const purchase = (person: Patient, serial: string) =>
  buying(person, [{ ...item('plain', 10), packs: [{ code: `84${serial.padStart(18, '0')}` }] }])

/** A list as a trimmed client sends it: the rest is the settlement's. */
export const listing = (setl_id: string, visit: string): InputWritable<'4101'> => ({
  setlinfo: {
    mdtrt_id: visit,
    setl_id,
    medcasno: 'BL1',
    ntly: '156',
    prfs: '17',
    patn_rlts: '1',
    coner_addr: '人民路1号',
    coner_tel: '13900000000',
    dscg_caty: 'A03',
    dscg_way: '1',
    bill_code: 'PJ01',
    bill_no: setl_id.slice(0, 20),
    biz_sn: setl_id,
    setl_begn_date: day('2026-06-01'),
    setl_end_date: day('2026-06-06'),
    medins_fill_dept: '医保办',
    medins_fill_psn: '王填报',
  },
  opspdiseinfo: [],
  diseinfo: [
    { diag_type: '1', diag_code: 'K35.800', diag_name: '急性阑尾炎', adm_cond_type: '1', maindiag_flag: '1' },
    { diag_type: '1', diag_code: 'I10.x00', diag_name: '特发性高血压', adm_cond_type: '1', maindiag_flag: '0' },
  ],
  oprninfo: [
    {
      oprn_oprt_type: '1',
      oprn_oprt_name: '阑尾切除术',
      oprn_oprt_code: '47.0900',
      anst_way: '1',
      oper_dr_code: PHYSICIAN,
      anst_dr_code: PHYSICIAN,
      oprn_oprt_begntime: at('2026-06-02 09:00:00'),
    },
  ],
  icuinfo: [],
  payinfo: [],
  bldinfo: [],
  iteminfo: [],
})

/** A row in every node, so that each can be broken. */
const fullListing = (setl_id: string, visit: string, person: Patient): InputWritable<'4101'> => ({
  ...listing(setl_id, visit),
  opspdiseinfo: [{ diag_code: 'M01600', diag_name: '糖尿病', oprn_oprt_code: '', oprn_oprt_name: '换药' }],
  icuinfo: [
    {
      scs_cutd_ward_type: '1',
      scs_cutd_inpool_time: at('2026-06-02 12:00:00'),
      scs_cutd_exit_time: at('2026-06-03 12:00:00'),
      scs_cutd_sum_dura: '1/0/0',
    },
  ],
  payinfo: [{ fund_pay_type: '310100', fund_payamt: 10_000 as Fen }],
  bldinfo: [{ setl_List_bld_Id: 'X1', psn_no: person.personNo, mdtrt_id: visit, setl_id, bld_cat: '1', bld_amt: 2 }],
  iteminfo: [
    {
      med_chrgitm_type: '01',
      amt: TOTAL,
      claa_sumfee: TOTAL,
      clab_amt: 0 as Fen,
      fulamt_ownpay_amt: 0 as Fen,
      oth_amt: 0 as Fen,
    },
  ],
})

/** A stay of five days, discharged and settled. */
export async function settledStay(client: TestClient, person: Patient) {
  const visit = await stayed(client, person)
  const { setlinfo } = await client.done('2304', settlingStay(person, visit, TOTAL))
  return { visit, setl_id: setlinfo.setl_id }
}

const MONTH = { data: { setl_ym: '202606', page_num: 1, page_size: 20 } }

/** A listed stay, and what asks that it leave its group. */
async function listedStay(client: TestClient, person: Patient) {
  const { visit, setl_id } = await settledStay(client, person)
  await client.done('4101', listing(setl_id, visit))
  return setl_id
}
/** One row in each list, so that there is one to break. */
const REVIEWED = [{ appySpcasItemId: 'T1', medinsListName: '重症监护' }] as never
const reviewAsked = (setl_id: string) => ({
  data: { setl_id, exit_rea: '重症监护超过三十天', appy_exit_type: '1', drgAppySpcasItemDTOList: REVIEWED },
  fsiDrgAppySpcasItemEvtDTORet: REVIEWED,
})
const COUNTED = { data: { setl_mon: '202606', page_num: 1, page_size: 20 } }
const COUNTED_HERE = { data: { ...COUNTED.data, fixmedins_code: HOSPITAL } }

async function askedReview(client: TestClient, person: Patient) {
  const setl_id = await listedStay(client, person)
  const { data } = await client.done('3602', reviewAsked(setl_id))
  return { setl_id, appy_chk_setl_list_id: data.message.slice(-26) }
}

const specialCases: Pick<Makers, '3601' | '3602' | '3603' | '3604' | '3608' | '3609' | '3610' | '3611'> = {
  '3601': async () => ready<'3601'>({ data: { fixmedins_code: HOSPITAL, pageNum: 1, pageSize: 20 } }),
  '3602': async (client, person) => ready<'3602'>(reviewAsked(await listedStay(client, person))),
  '3603': async (client, person) => {
    const { appy_chk_setl_list_id } = await askedReview(client, person)
    return ready<'3603'>({
      data: { appy_chk_setl_list_id, vali_flag: '1', exit_rea: '使用新技术', drgAppySpcasItemDTOList: REVIEWED },
      fsiDrgAppySpcasItemEvtDTORet: REVIEWED,
    })
  },
  '3604': async (client, person) => {
    const { appy_chk_setl_list_id } = await askedReview(client, person)
    return ready<'3604'>({ data: { appy_chk_setl_list_id } })
  },
  '3608': async () => ready<'3608'>(COUNTED),
  '3609': async () => ready<'3609'>(COUNTED_HERE),
  '3610': async () => ready<'3610'>(COUNTED),
  '3611': async () => ready<'3611'>(COUNTED_HERE),
}

const HERE = { medinsName: '试验市人民医院', medinsCodg: HOSPITAL }
/** Of a case that is none: answered as not taken, row by row. */
const answers = {
  input: {
    ...HERE,
    remark: '有医嘱和病程',
    docs: [{ docId: 'D1', docSusptDTOS: [{ docSusptId: 'S1', applyFlag: '1', auditOpinion: '见病程' }] }],
  },
} as never
const appeals: Pick<Makers, '3701' | '3702' | '3703' | '3704'> = {
  '3701': async () =>
    ready<'3701'>({
      input: {
        ...{ ...HERE, startTime: day('2026-06-01'), endTime: day('2026-06-30') },
        ...{ currentPage: 1, pageSize: 20, stage: '1' },
      },
    }),
  '3702': async () => ready<'3702'>(answers),
  '3703': async () => ready<'3703'>(answers),
  '3704': async () =>
    ready<'3704'>({
      input: { fsiAppealFileDTOList: [{ name: '病程.txt', bytes: new TextEncoder().encode('病程记录') }] },
    } as never),
}

let monthsDeclared = 0
/** Each call another month that nobody declared before: a month is declared once. */
function declaring(): InputWritable<'3203'> {
  monthsDeclared += 1
  const [year, month] = [2025 - Math.floor(monthsDeclared / 12), String((monthsDeclared % 12) + 1).padStart(2, '0')]
  const none = 0 as Fen
  return {
    data: {
      ...{ clr_type: '11', setlym: `${year}${month}`, psntime: 0, medfee_sumamt: none, med_sumfee: none },
      ...{ fund_appy_sum: none, cash_payamt: none, acct_pay: none },
      ...{ begndate: day(`${year}-${month}-01`), enddate: day(`${year}-${month}-28`) },
    },
  }
}

const declarations: Pick<Makers, '3203' | '3204'> = {
  '3203': async () => ready<'3203'>(declaring()),
  '3204': async (client) => {
    const { result } = await client.done('3203', declaring())
    return ready<'3204'>({ data: { clr_appy_evt_id: result.clr_appy_evt_id } })
  },
}

const lists: Pick<Makers, '3605' | '3606' | '3607' | '4101'> = {
  '3605': async () => ready<'3605'>(MONTH),
  '3606': async () => ready<'3606'>(MONTH),
  '3607': async () => ready<'3607'>(MONTH),
  '4101': async (client, person) => {
    const { visit, setl_id } = await settledStay(client, person)
    return ready<'4101'>(fullListing(setl_id, visit, person))
  },
}

/** Payable by work-injury insurance alone, so that there is something to find. */
const WORK_INJURY_DRUG = 'XJ07BGR030B001010101119'

const audits: Pick<Makers, '3101' | '3102' | '3103'> = {
  '3101': async (_, person) => ready<'3101'>(ordering(person, [{ code: WORK_INJURY_DRUG }])),
  '3102': async (_, person) => ready<'3102'>(ordering(person, [{ code: WORK_INJURY_DRUG }])),
  '3103': async (client, person) => {
    const { result } = await client.done('3101', ordering(person, [{ code: WORK_INJURY_DRUG }]))
    const warns = [{ warn_rslt_id: result[0]!.jr_id, dspo_way: '2', dspo_way_rea: '' }]
    return ready<'3103'>({ data: { warn_type: '1', warns } })
  },
}

const others: Pick<Makers, '2101' | '2102' | '2103' | '2601' | '3201' | '3202'> = {
  '2101': async (_, person, serial) => ready<'2101'>(purchase(person, serial), PHARMACY),
  '2102': async (_, person, serial) => ready<'2102'>(purchase(person, serial), PHARMACY),
  '2103': async (client, person, serial) => {
    const { setlinfo } = await client.done('2102', purchase(person, serial), { provider: PHARMACY })
    return ready<'2103'>({ data: { ...own(person, setlinfo.mdtrt_id), setl_id: setlinfo.setl_id } }, PHARMACY)
  },
  '2601': async (client, person) => {
    const omsgid = client.msgid()
    await client.done('2207', settling(person, await charged(client, person), 'B1', TOTAL), { msgid: omsgid })
    return ready<'2601'>({ data: { psn_no: person.personNo, omsgid, oinfno: '2207' } })
  },
  '3201': async () => ready<'3201'>({ data: { ...totals, ...noSums, insutype: '310', acct_pay: 0 as Fen } }),
  '3202': async (client, _, serial) => {
    const { file_qury_no } = await uploaded(client, serial)
    return ready<'3202'>({ data: { ...totals, ...noSums, file_qury_no, cash_payamt: 0 as Fen } })
  },
}

/** Each call makes a fresh message; the person must have no stay that is open. */
export const everyMessage: Makers = {
  ...questions,
  ...outpatient,
  ...stays,
  ...registers,
  ...lists,
  ...specialCases,
  ...declarations,
  ...appeals,
  ...audits,
  ...others,
}
