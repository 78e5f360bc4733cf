// Inpatient care: admitted, charged, discharged, settled, taken back.
import { feeRow, item } from '../flows.ts'
import { admission, admit, discharging, settlingStay } from '../stay-flows.ts'
import { at, type Makers, own, ready, stayed, TOTAL } from './making.ts'

export const stays: Pick<
  Makers,
  '2301' | '2302' | '2303' | '2304' | '2305' | '2401' | '2402' | '2403' | '2404' | '2405'
> = {
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
