// What settling and cancelling have in common, of whatever kind of care: which visit, which scheme, what is answered.
import type { Infno, OutputWritable } from '@yibao/contract'
import { type Fen, type Outcome, refused, type Scheme } from '@yibao/kernel'
import type { AccountChoice, Cancelled, Settled, StatedAmounts, ToSettle } from '../../settlement/index.ts'
import { type Answered, type Desks, type Exchange, idFrom, kept, messageOf, type Reply } from '../exchange.ts'
import { warningOf } from '../settlement-answer.ts'
import { schemeOf } from '../words.ts'

const CHOICES: Readonly<Record<string, AccountChoice>> = { '1': 'own', '2': 'family' }
export const choiceOf = (flag: string): AccountChoice => CHOICES[flag] ?? 'none'

const BY_ITEM = '01'

/** What only the message itself can be wrong about. */
function checkPayment(psnSetlway: string, insutype: string): Outcome<Scheme> {
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

interface SettlingData {
  readonly psn_setlway: string
  readonly insutype: string
  readonly mdtrt_id: string
}

/** A trial, or the settlement itself, of the visit that the message names. */
export async function settled<I extends Infno>(
  run: 'settle' | 'quote',
  data: SettlingData,
  exchange: Exchange<I>,
  desks: Desks,
  parts: {
    readonly asked: (visitId: string, scheme: Scheme) => ToSettle
    readonly answer: (result: Settled) => OutputWritable<I>
  },
): Promise<Outcome<Reply<I>>> {
  const scheme = checkPayment(data.psn_setlway, data.insutype)
  if (!scheme.ok) return scheme
  const visitId = idFrom(data.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const message = messageOf<I, Settled>(
    exchange,
    desks,
    (result): Answered<I> => withWarning(result, parts.answer(result)),
  )
  return kept(desks.settlements[run](message, parts.asked(visitId.value, scheme.value)))
}

interface CancellingData {
  readonly psn_no: string
  readonly mdtrt_id: string
  readonly setl_id: string
}

export async function cancelled<I extends Infno>(
  data: CancellingData,
  exchange: Exchange<I>,
  desks: Desks,
  answer: (result: Cancelled) => OutputWritable<I>,
): Promise<Outcome<Reply<I>>> {
  const visitId = idFrom(data.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const settlementId = idFrom(data.setl_id, 'settlement_unknown')
  if (!settlementId.ok) return settlementId
  const message = messageOf<I, Cancelled | null>(exchange, desks, (result) => ({ output: answer(present(result)) }))
  const { psn_no: personNo } = data
  const input = { personNo, visitId: visitId.value, settlementId: settlementId.value, provider: exchange.provider.code }
  return kept(desks.settlements.cancel(message, input))
}

/** Only 冲正 may find nothing left to cancel. */
function present(result: Cancelled | null): Cancelled {
  if (!result) throw new Error('A cancellation without a mirror')
  return result
}
