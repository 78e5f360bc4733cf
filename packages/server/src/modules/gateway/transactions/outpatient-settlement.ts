// 2206, 2207, 2208: trial, settlement and cancellation of an outpatient batch.
import { type Fen, type Outcome, refused } from '@yibao/kernel'
import type { AccountChoice, Cancelled, Settled, StatedAmounts } from '../../settlement/index.ts'
import { type Answered, type Desks, type Handler, idFrom, kept, messageOf, notes } from '../exchange.ts'
import { cancelledAnswer, settledAnswer, warningOf } from '../settlement-answer.ts'
import { schemeOf } from '../words.ts'
import { statedIdentity } from './outpatient.ts'

const CHOICES: Readonly<Record<string, AccountChoice>> = { '1': 'own', '2': 'family' }
export const choiceOf = (flag: string): AccountChoice => CHOICES[flag] ?? 'none'

const BY_ITEM = '01'

/** What only the message itself can be wrong about. */
export function checkPayment(psnSetlway: string, insutype: string): Outcome<'employee' | 'resident'> {
  if (psnSetlway !== BY_ITEM) return refused('payment_way_not_open', { way: psnSetlway })
  const scheme = schemeOf(insutype)
  return scheme ? { ok: true, value: scheme } : refused('scheme_not_open', { insutype })
}

/** An empty number travels as 0, so four zeros beside a total state nothing. */
export function statedAmounts(data: {
  readonly medfee_sumamt: Fen
  readonly fulamt_ownpay_amt?: Fen | undefined
  readonly overlmt_selfpay?: Fen | undefined
  readonly preselfpay_amt?: Fen | undefined
  readonly inscp_scp_amt?: Fen | undefined
}): StatedAmounts {
  const { medfee_sumamt: totalFen, fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt } = data
  const parts = [fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt]
  if (parts.every((part) => part === undefined || part === 0)) return { totalFen }
  return {
    totalFen,
    ...(fulamt_ownpay_amt === undefined ? {} : { fullFen: fulamt_ownpay_amt }),
    ...(overlmt_selfpay === undefined ? {} : { overFen: overlmt_selfpay }),
    ...(preselfpay_amt === undefined ? {} : { preFen: preselfpay_amt }),
    ...(inscp_scp_amt === undefined ? {} : { inScopeFen: inscp_scp_amt }),
  }
}

export const agencyOf = ({ poolingArea }: Desks) => ({ area: poolingArea })

/** The answer of a settlement with the reason why funds paid nothing, if so. */
export function withWarning<Output>(result: Settled, output: Output): { output: Output; warning?: string } {
  const warning = warningOf(result.record)
  return warning === undefined ? { output } : { output, warning }
}

type SettleData = Parameters<Handler<'2206'>>[0]['data'] | Parameters<Handler<'2207'>>[0]['data']

function settlingOf(data: SettleData, provider: string, visitId: string, scheme: 'employee' | 'resident') {
  return {
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
  }
}

const t2206: Handler<'2206'> = async ({ data }, exchange, desks) => {
  const scheme = checkPayment(data.psn_setlway, data.insutype)
  if (!scheme.ok) return scheme
  const visitId = idFrom(data.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const message = messageOf<'2206', Settled>(
    exchange,
    desks,
    (result): Answered<'2206'> => withWarning(result, settledAnswer(result, agencyOf(desks))),
  )
  return kept(desks.settlements.quote(message, settlingOf(data, exchange.provider.code, visitId.value, scheme.value)))
}

const t2207: Handler<'2207'> = async ({ data }, exchange, desks) => {
  const scheme = checkPayment(data.psn_setlway, data.insutype)
  if (!scheme.ok) return scheme
  const visitId = idFrom(data.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const message = messageOf<'2207', Settled>(
    exchange,
    desks,
    (result): Answered<'2207'> => withWarning(result, settledAnswer(result, agencyOf(desks))),
  )
  return kept(desks.settlements.settle(message, settlingOf(data, exchange.provider.code, visitId.value, scheme.value)))
}

const t2208: Handler<'2208'> = async ({ data }, exchange, desks) => {
  const visitId = idFrom(data.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const settlementId = idFrom(data.setl_id, 'settlement_unknown')
  if (!settlementId.ok) return settlementId
  const message = messageOf<'2208', Cancelled | null>(exchange, desks, (result) => ({
    output: cancelledAnswer(present(result), agencyOf(desks)),
  }))
  return kept(
    desks.settlements.cancel(message, {
      personNo: data.psn_no,
      provider: exchange.provider.code,
      visitId: visitId.value,
      settlementId: settlementId.value,
    }),
  )
}

/** Only 冲正 may find nothing left to cancel. */
export function present(result: Cancelled | null): Cancelled {
  if (!result) throw new Error('A cancellation without a mirror')
  return result
}

export const outpatientSettlementHandlers = { '2206': t2206, '2207': t2207, '2208': t2208 }
