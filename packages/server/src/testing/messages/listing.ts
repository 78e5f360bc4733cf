// Settlement lists: the one that is sent, and a month of those that are there.
import type { InputWritable } from '@yibao/contract'
import { day, type Fen } from '@yibao/kernel'
import { type Patient, PHYSICIAN } from '../small-city.ts'
import { at, type Makers, ready, settledStay, TOTAL } from './making.ts'

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

const MONTH = { data: { setl_ym: '202606', page_num: 1, page_size: 20 } }

export const lists: Pick<Makers, '3605' | '3606' | '3607' | '4101'> = {
  '3605': async () => ready<'3605'>(MONTH),
  '3606': async () => ready<'3606'>(MONTH),
  '3607': async () => ready<'3607'>(MONTH),
  '4101': async (client, person) => {
    const { visit, setl_id } = await settledStay(client, person)
    return ready<'4101'>(fullListing(setl_id, visit, person))
  },
}
