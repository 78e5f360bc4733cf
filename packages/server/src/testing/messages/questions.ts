// Questions: who somebody is, what a place is, what was done and is owed.
import { holder, NOW } from '../flows.ts'
import { HOSPITAL } from '../small-city.ts'
import { type Makers, page, ready, SPAN } from './making.ts'

export const questions: Pick<
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
