// 转院备案: a hospital of the city refers a patient outside before the stay there begins.
import { addDays } from '@yibao/kernel'
import { type CareEvent, startsOn } from '../care/index.ts'
import { type Desk, identify } from './desk.ts'
import type { Talk } from './talk.ts'

const VALID_DAYS = 180
/** 转往省内异地, 转往省外异地. */
const KINDS = { in_province: '2', out_of_province: '3' } as const

export async function refer(
  talk: Talk,
  desk: Desk,
  event: CareEvent,
  place: 'in_province' | 'out_of_province',
): Promise<boolean> {
  const person = desk.person(event.personNo)
  const insured = await identify(talk, person, talk.now)
  if (!insured) return false
  const target = desk.provider(event.provider)
  const diagnosis = event.diagnoses[0] ?? ''
  const on = startsOn(event)
  const refmedin = {
    psn_no: insured.personNo,
    insutype: insured.insurance,
    tel: person.mobile,
    insu_optins: insured.insuredArea,
    diag_code: diagnosis,
    diag_name: desk.nameOf(diagnosis).slice(0, 100),
    reflin_medins_no: target.code,
    reflin_medins_name: target.name,
    mdtrtarea_admdvs: target.area,
    hosp_agre_refl_flag: '1',
    refl_type: KINDS[place],
    refl_date: on,
    refl_rea: '本市诊疗条件有限',
    refl_opnn: '同意转诊',
    begndate: on,
    enddate: addDays(on, VALID_DAYS),
  }
  const reply = await talk.change('2501', { refmedin }, (output) => ({ filing: output.result.trt_dcla_detl_sn }))
  return reply !== undefined
}
