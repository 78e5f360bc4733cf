// 2303, 2304, 2305: trial, settlement (in between or at the end) and cancellation of a stay.
import type { Fen } from '@yibao/kernel'
import type { Cancelled, Settled } from '../../settlement/index.ts'
import { type Handler, idFrom, kept, messageOf, notes } from '../exchange.ts'
import { cancelledAnswer, settledAnswer } from '../settlement-answer.ts'
import { statedIdentity } from './outpatient.ts'
import { agencyOf, checkPayment, choiceOf, present, statedAmounts, withWarning } from './outpatient-settlement.ts'

const INTERIM = '1'

type StayData = Parameters<Handler<'2303'>>[0]['data'] | Parameters<Handler<'2304'>>[0]['data']

function settlingOf(data: StayData, provider: string, visitId: string, scheme: 'employee' | 'resident') {
  return {
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
  }
}

const t2303: Handler<'2303'> = async ({ data }, exchange, desks) => {
  const scheme = checkPayment(data.psn_setlway, data.insutype)
  if (!scheme.ok) return scheme
  const visitId = idFrom(data.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const message = messageOf<'2303', Settled>(exchange, desks, (result) =>
    withWarning(result, settledAnswer(result, agencyOf(desks))),
  )
  return kept(desks.settlements.quote(message, settlingOf(data, exchange.provider.code, visitId.value, scheme.value)))
}

const t2304: Handler<'2304'> = async ({ data }, exchange, desks) => {
  const scheme = checkPayment(data.psn_setlway, data.insutype)
  if (!scheme.ok) return scheme
  const visitId = idFrom(data.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const message = messageOf<'2304', Settled>(exchange, desks, (result) =>
    withWarning(result, settledAnswer(result, agencyOf(desks))),
  )
  return kept(desks.settlements.settle(message, settlingOf(data, exchange.provider.code, visitId.value, scheme.value)))
}

const t2305: Handler<'2305'> = async ({ data }, exchange, desks) => {
  const visitId = idFrom(data.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const settlementId = idFrom(data.setl_id, 'settlement_unknown')
  if (!settlementId.ok) return settlementId
  const message = messageOf<'2305', Cancelled | null>(exchange, desks, (result) => {
    const cancelled = present(result)
    const { setlinfo, setldetail } = cancelledAnswer(cancelled, agencyOf(desks))
    const { original, person, visit } = cancelled
    const extra = {
      insu_admdvs: person.area,
      begndate: visit.beganOn,
      enddate: original.frozen.visit.dischargedOn,
      mdtrt_cert_no: person.certificateNo,
      crt_dedc: Math.abs(original.settlement.deductible) as Fen,
      invono: original.notes.invoice ?? '',
    }
    return { output: { setlinfo: { ...setlinfo, ...extra }, setldetail } }
  })
  return kept(
    desks.settlements.cancel(message, {
      personNo: data.psn_no,
      provider: exchange.provider.code,
      visitId: visitId.value,
      settlementId: settlementId.value,
    }),
  )
}

export const staySettlementHandlers = { '2303': t2303, '2304': t2304, '2305': t2305 }
