// 2303, 2304, 2305: trial, settlement (in between or at the end) and cancellation of a stay.
import type { Fen, Scheme } from '@yibao/kernel'
import { type Handler, notes } from '../exchange.ts'
import { cancelledAnswer, settledAnswer } from '../settlement-answer.ts'
import { statedIdentity } from './outpatient.ts'
import { agencyOf, cancelled, choiceOf, settled, statedAmounts } from './settling.ts'

const INTERIM = '1'

type StayData = Parameters<Handler<'2303'>>[0]['data'] | Parameters<Handler<'2304'>>[0]['data']

const settlingOf = (data: StayData, provider: string) => (visitId: string, scheme: Scheme) => ({
  personNo: data.psn_no,
  provider,
  visitId,
  scheme,
  batchNo: '',
  stay: {
    interim: data.mid_setl_flag === INTERIM,
    ...(data.dscgTime === undefined ? {} : { dischargedOn: data.dscgTime }),
  },
  stated: statedAmounts(data),
  identity: statedIdentity(data),
  choice: choiceOf(data.acct_used_flag),
  notes: 'invono' in data ? notes({ invoice: data.invono }) : {},
})

const t2303: Handler<'2303'> = ({ data }, exchange, desks) =>
  settled('quote', data, exchange, desks, {
    asked: settlingOf(data, exchange.provider.code),
    answer: (result) => settledAnswer(result, agencyOf(desks)),
  })

const t2304: Handler<'2304'> = ({ data }, exchange, desks) =>
  settled('settle', data, exchange, desks, {
    asked: settlingOf(data, exchange.provider.code),
    answer: (result) => settledAnswer(result, agencyOf(desks)),
  })

const t2305: Handler<'2305'> = ({ data }, exchange, desks) =>
  cancelled(data, exchange, desks, (result) => {
    const { setlinfo, setldetail } = cancelledAnswer(result, agencyOf(desks))
    const { original, person, visit } = result
    const extra = {
      insu_admdvs: person.area,
      begndate: visit.beganOn,
      enddate: original.frozen.visit.dischargedOn,
      mdtrt_cert_no: person.certificateNo,
      crt_dedc: Math.abs(original.settlement.deductible) as Fen,
      invono: original.notes.invoice ?? '',
    }
    return { setlinfo: { ...setlinfo, ...extra }, setldetail }
  })

export const staySettlementHandlers = { '2303': t2303, '2304': t2304, '2305': t2305 }
