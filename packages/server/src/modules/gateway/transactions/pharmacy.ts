// 2101, 2102, 2103: trial, settlement and cancellation of a purchase.
import type { InputValues } from '@yibao/contract'
import { type Outcome, refused } from '@yibao/kernel'
import type { Cancelled, Settled, ToBuy } from '../../settlement/index.ts'
import type { SentLine } from '../../visit/index.ts'
import { type Exchange, type Handler, idFrom, kept, messageOf, notes } from '../exchange.ts'
import { splitFields } from '../fee-answer.ts'
import { cancelledAnswer, settledAnswer } from '../settlement-answer.ts'
import { schemeOf } from '../words.ts'
import { statedIdentity } from './outpatient.ts'
import { agencyOf, choiceOf, present, withWarning } from './outpatient-settlement.ts'

type Row = InputValues<'2101'>['drugdetail'][number] | InputValues<'2102'>['drugdetail'][number]

const lineOf = (row: Row): SentLine => ({
  serial: row.feedetl_sn,
  item: row.med_list_codg,
  ownItem: row.medins_list_codg,
  at: row.fee_ocur_time,
  quantity: row.cnt,
  price: row.pric,
  amountFen: row.det_item_fee_sumamt,
  // A pharmacy has no approval of its own: the prescription stands for it.
  approval: row.rxno === '' ? 'not_needed' : 'approved',
  ordered: ['', '', row.bilg_dr_codg, row.bilg_dr_name],
  external: true,
  notes: notes({
    prescription: row.rxno,
    dose: row.sin_dos_dscr,
    frequency: row.used_frqu_dscr,
    days: row.prd_days,
    way: row.medc_way_dscr,
    herbalUse: row.tcmdrug_used_way,
  }),
})

const SPLIT_PACK = '1'

const packsOf = (rows: readonly Row[]) =>
  rows.flatMap((row, at) =>
    'durg_trac_info' in row
      ? row.durg_trac_info.map((pack) => ({
          row: at + 1,
          code: pack.drug_trac_codg,
          split: pack.trdn_flag === SPLIT_PACK,
        }))
      : [],
  )

function purchaseOf(
  { druginfo, drugdetail }: InputValues<'2101'> | InputValues<'2102'>,
  { provider }: Exchange,
): Outcome<ToBuy> {
  const scheme = schemeOf(druginfo.insutype)
  if (!scheme) return refused('scheme_not_open', { insutype: druginfo.insutype })
  if (provider.kind !== 'pharmacy') return refused('provider_kind', { code: provider.code, need: '定点零售药店' })
  return {
    ok: true,
    value: {
      personNo: druginfo.psn_no,
      provider: provider.code,
      scheme,
      category: druginfo.med_type,
      credentialKind: druginfo.mdtrt_cert_type,
      beganAt: druginfo.begntime,
      ...(druginfo.dise_codg === '' ? {} : { disease: druginfo.dise_codg }),
      ...(druginfo.dise_name === '' ? {} : { diseaseName: druginfo.dise_name }),
      lines: drugdetail.map(lineOf),
      packs: packsOf(drugdetail),
      stated: { totalFen: druginfo.medfee_sumamt },
      identity: statedIdentity(druginfo),
      choice: choiceOf(druginfo.acct_used_flag),
      notes: 'invono' in druginfo ? notes({ invoice: druginfo.invono }) : {},
    },
  }
}

const t2101: Handler<'2101'> = async (input, exchange, desks) => {
  const purchase = purchaseOf(input, exchange)
  if (!purchase.ok) return purchase
  const message = messageOf<'2101', Settled>(exchange, desks, (result) => {
    const answer = settledAnswer(result, agencyOf(desks))
    return withWarning(result, { ...answer, detlcutinfo: result.lines.map(splitFields) })
  })
  return kept(desks.settlements.quoteBuy(message, purchase.value))
}

const t2102: Handler<'2102'> = async (input, exchange, desks) => {
  const purchase = purchaseOf(input, exchange)
  if (!purchase.ok) return purchase
  const message = messageOf<'2102', Settled>(exchange, desks, (result) => {
    const answer = settledAnswer(result, agencyOf(desks))
    return withWarning(result, { ...answer, detlcutinfo: result.lines.map(splitFields) })
  })
  return kept(desks.settlements.buy(message, purchase.value))
}

const t2103: Handler<'2103'> = async ({ data }, exchange, desks) => {
  const visitId = idFrom(data.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const settlementId = idFrom(data.setl_id, 'settlement_unknown')
  if (!settlementId.ok) return settlementId
  const message = messageOf<'2103', Cancelled | null>(exchange, desks, (result) => ({
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

export const pharmacyHandlers = { '2101': t2101, '2102': t2102, '2103': t2103 }
