// 2101, 2102, 2103: trial, settlement and cancellation of a purchase.
import type { InputValues, OutputWritable } from '@yibao/contract'
import { type Outcome, refused } from '@yibao/kernel'
import type { Settled, ToBuy } from '../../settlement/index.ts'
import type { SentLine } from '../../visit/index.ts'
import { type Desks, type Exchange, type Handler, kept, messageOf, notes, type Reply } from '../exchange.ts'
import { splitFields } from '../fee-answer.ts'
import { cancelledAnswer, settledAnswer } from '../settlement-answer.ts'
import { schemeOf } from '../words.ts'
import { statedIdentity } from './outpatient.ts'
import { agencyOf, cancelled, choiceOf, withWarning } from './settling.ts'

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

async function bought<I extends '2101' | '2102'>(
  run: 'buy' | 'quoteBuy',
  input: InputValues<'2101'> | InputValues<'2102'>,
  exchange: Exchange<I>,
  desks: Desks,
): Promise<Outcome<Reply<I>>> {
  const purchase = purchaseOf(input, exchange)
  if (!purchase.ok) return purchase
  const message = messageOf<I, Settled>(exchange, desks, (result) => {
    const answer = settledAnswer(result, agencyOf(desks))
    const output = { ...answer, detlcutinfo: result.lines.map(splitFields) }
    return withWarning(result, output as OutputWritable<I>)
  })
  return kept(desks.settlements[run](message, purchase.value))
}

const t2101: Handler<'2101'> = (input, exchange, desks) => bought('quoteBuy', input, exchange, desks)
const t2102: Handler<'2102'> = (input, exchange, desks) => bought('buy', input, exchange, desks)
const t2103: Handler<'2103'> = ({ data }, exchange, desks) =>
  cancelled(data, exchange, desks, (result) => cancelledAnswer(result, agencyOf(desks)))

export const pharmacyHandlers = { '2101': t2101, '2102': t2102, '2103': t2103 }
