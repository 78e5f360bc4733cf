// Outpatient care: registered, charged, settled, taken back, asked about.
import type { InputWritable } from '@yibao/contract'
import { feeRow, holder, informing, NOW, openVisit, quoting, settling } from '../flows.ts'
import { DEPARTMENT, PHARMACY } from '../small-city.ts'
import { CHARGED, charged, type Makers, own, ready, settled, TOTAL } from './making.ts'

export const outpatient: Pick<
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
