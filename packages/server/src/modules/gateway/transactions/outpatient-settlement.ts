// 2206, 2207, 2208: trial, settlement and cancellation of an outpatient batch.
import type { Scheme } from '@yibao/kernel'
import { type Handler, notes } from '../exchange.ts'
import { cancelledAnswer, settledAnswer } from '../settlement-answer.ts'
import { statedIdentity } from './outpatient.ts'
import { agencyOf, cancelled, choiceOf, settled, statedAmounts } from './settling.ts'

type SettleData = Parameters<Handler<'2206'>>[0]['data'] | Parameters<Handler<'2207'>>[0]['data']

const settlingOf = (data: SettleData, provider: string) => (visitId: string, scheme: Scheme) => ({
  personNo: data.psn_no,
  provider,
  visitId,
  scheme,
  category: data.med_type,
  batchNo: data.chrg_bchno,
  stated: statedAmounts(data),
  identity: statedIdentity(data),
  choice: choiceOf(data.acct_used_flag),
  notes: 'invono' in data ? notes({ invoice: data.invono }) : {},
})

const t2206: Handler<'2206'> = ({ data }, exchange, desks) =>
  settled('quote', data, exchange, desks, {
    asked: settlingOf(data, exchange.provider.code),
    answer: (result) => settledAnswer(result, agencyOf(desks)),
  })

const t2207: Handler<'2207'> = ({ data }, exchange, desks) =>
  settled('settle', data, exchange, desks, {
    asked: settlingOf(data, exchange.provider.code),
    answer: (result) => settledAnswer(result, agencyOf(desks)),
  })

const t2208: Handler<'2208'> = ({ data }, exchange, desks) =>
  cancelled(data, exchange, desks, (result) => cancelledAnswer(result, agencyOf(desks)))

export const outpatientSettlementHandlers = { '2206': t2206, '2207': t2207, '2208': t2208 }
