// What is filed and kept: referrals, chronic diseases, chosen places, catalogues, departments, sessions, files.
import type { InputWritable } from '@yibao/contract'
import { day } from '@yibao/kernel'
import { zipText } from '../../modules/reconciliation/index.ts'
import { AREA, COUNTY_HOSPITAL, HOSPITAL, ITEMS, type Patient, PHYSICIAN } from '../small-city.ts'
import { at, type Makers, ready, signedIn, uploaded } from './making.ts'

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

export const registers: Pick<
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
