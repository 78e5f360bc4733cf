// 结算信息 and 结算基金分项信息: a settlement, a trial or a mirror in the national form, checked against the money identities
// before it leaves.
import { checkMoneyIdentities, labelOf, nationalLists, type OutputWritable } from '@yibao/contract'
import { type Day, type Fen, type Settlement, type TierOutcome, yuanText } from '@yibao/kernel'
import { ageWithDecimal, type Person, spellOn } from '../person/index.ts'
import type { Cancelled, Settled, SettlementRecord } from '../settlement/index.ts'
import type { Visit } from '../visit/index.ts'
import { shownId } from './identifiers.ts'
import { fundTypeOf, genderOf, insutypeOf, personTypeOf } from './words.ts'

/** 按项目 */
const BY_ITEM = '1'

export type FundRows = OutputWritable<'2207'>['setldetail']

/** 清算经办机构: the agency of the pooling area. */
export interface Agency {
  readonly area: string
}

const sumOf = (tiers: readonly TierOutcome[], payers: readonly TierOutcome['payer'][]): Fen =>
  tiers.reduce((sum, tier) => (payers.includes(tier.payer) ? sum + tier.paid : sum), 0) as Fen

export function amountsOf(settlement: Settlement, accountAfterFen: number) {
  const { tiers } = settlement
  const pooled = sumOf(tiers, ['pooled'])
  return {
    medfee_sumamt: settlement.total,
    fulamt_ownpay_amt: settlement.full,
    overlmt_selfpay: settlement.over,
    preselfpay_amt: settlement.pre,
    inscp_scp_amt: settlement.inScope,
    act_pay_dedc: settlement.deductible,
    hifp_pay: pooled,
    pool_prop_selfpay: ratioOf(pooled, settlement.inScope),
    cvlserv_pay: sumOf(tiers, ['civil_servant']),
    hifes_pay: sumOf(tiers, ['supplement']),
    hifmi_pay: sumOf(tiers, ['serious_illness']),
    hifob_pay: sumOf(tiers, ['large_amount']),
    maf_pay: sumOf(tiers, ['assistance']),
    oth_pay: sumOf(tiers, ['other', 'commercial']),
    hifdm_pay: 0 as Fen,
    fund_pay_sumamt: settlement.fundPaid,
    psn_part_amt: settlement.personPaid,
    acct_pay: (settlement.accountPaid + settlement.mutualPaid) as Fen,
    acct_mulaid_pay: settlement.mutualPaid,
    psn_cash_pay: settlement.cash,
    hosp_part_amt: settlement.providerPaid,
    balc: accountAfterFen as Fen,
  }
}

/** A ratio in basis points; that of a mirror is that of what it mirrors. */
const ratioOf = (part: number, whole: number) =>
  (whole === 0 ? 0 : Math.round((part * 10_000) / whole)) as OutputWritable<'2207'>['setlinfo']['pool_prop_selfpay']

/** One row for each fund that paid; what limits had left before is known while the work is at hand. */
export function fundRowsOf(record: SettlementRecord, whole: Settlement | undefined): FundRows {
  const { settlement, frozen } = record
  const byType = Map.groupBy(
    settlement.tiers.filter(({ paid, payer }) => paid !== 0 && payer !== 'provider' && payer !== 'account'),
    ({ payer }) => fundTypeOf(payer, frozen.person.scheme),
  )
  return [...byType].map(([type, tiers]) => ({
    fund_pay_type: type,
    inscp_scp_amt: tiers[0]!.base,
    crt_payb_lmt_amt: roomOf(tiers, whole),
    fund_payamt: tiers.reduce((sum, { paid }) => sum + paid, 0) as Fen,
    fund_pay_type_name: labelOf(nationalLists, 'fund_pay_type', type),
    setl_proc_info: tiers.map(processOf).join(';'),
  }))
}

const processOf = ({ title, base, deductible, paid }: TierOutcome): string =>
  `${title}：基数${yuanText(base)}元，起付线${yuanText(deductible)}元，支付${yuanText(paid)}元`

/** The smallest room that a payment limit left to one of the tiers; a limit of none leaves no number. */
function roomOf(tiers: readonly TierOutcome[], whole: Settlement | undefined): Fen {
  const ids = new Set(tiers.map(({ id }) => id))
  const rooms = (whole?.work?.tiers ?? [])
    .filter(({ id }) => ids.has(id))
    .flatMap(({ work }) => (work?.limits ?? []).map(({ room }) => room))
    .filter(Number.isFinite)
  return (rooms.length === 0 ? 0 : Math.min(...rooms)) as Fen
}

/** The person as the answer repeats one, on the day of the visit. */
export function holderOf(person: Person, { beganOn, details }: Pick<Visit, 'beganOn' | 'details'>) {
  return { ...registerOf(person), ...standingOf(person, details.scheme, beganOn) }
}

export function registerOf(person: Person) {
  return {
    psn_no: person.personNo,
    psn_name: person.name,
    psn_cert_type: person.certificateKind,
    certno: person.certificateNo,
    gend: genderOf(person.sex),
    naty: person.ethnicity,
    brdy: person.bornOn,
  }
}

export function standingOf(person: Person, scheme: Visit['details']['scheme'], on: Day) {
  const spell = spellOn(person.dossier, scheme, on)
  const age = ageWithDecimal(person.bornOn, on)
  const status = spell?.status ?? (scheme === 'employee' ? 'active' : 'adult')
  return {
    age,
    insutype: insutypeOf(scheme),
    psn_type: personTypeOf(status, Math.floor(age)),
    cvlserv_flag: spell?.civilServant ? '1' : '0',
  }
}

/** Why the funds paid nothing, for the clerk's eye. */
export function warningOf({ frozen }: SettlementRecord): string | undefined {
  return frozen.denials.length === 0
    ? undefined
    : `本次费用医保基金不予支付：${frozen.denials.join('、')}`.slice(0, 200)
}

/** The answer of a settlement or a trial. A broken identity is a bug: nothing is written and nothing is answered. */
export function settledAnswer(result: Settled, { area }: Agency) {
  const { record, person, visit, computed } = result
  const amounts = amountsOf(record.settlement, record.accountAfterFen)
  const rows = fundRowsOf(record, computed.whole)
  hold(amounts, rows)
  return {
    setlinfo: {
      mdtrt_id: shownId(visit.visitId),
      setl_id: shownId(record.settlementId),
      ...holderOf(person, visit),
      setl_time: record.settledAt,
      mdtrt_cert_type: visit.details.credentialKind,
      med_type: visit.details.category,
      ...amounts,
      medins_setl_id: record.msgid,
      clr_optins: area,
      clr_way: BY_ITEM,
      clr_type: record.clearing,
    },
    setldetail: rows,
  }
}

/** The answer of a cancellation: the mirror, with an identifier of its own. */
export function cancelledAnswer({ record, person, visit }: Cancelled, { area }: Agency) {
  const amounts = amountsOf(record.settlement, record.accountAfterFen)
  const rows = fundRowsOf(record, undefined)
  hold(amounts, rows)
  return {
    setlinfo: {
      mdtrt_id: shownId(visit.visitId),
      setl_id: shownId(record.settlementId),
      ...holderOf(person, visit),
      setl_time: record.settledAt,
      mdtrt_cert_type: visit.details.credentialKind,
      med_type: visit.details.category,
      ...amounts,
      pdn_cash_pay: amounts.psn_cash_pay,
      medins_setl_id: record.msgid,
      clr_optins: area,
      clr_way: BY_ITEM,
      clr_type: record.clearing,
    },
    setldetail: rows,
  }
}

function hold(amounts: ReturnType<typeof amountsOf>, rows: FundRows): void {
  const [broken] = checkMoneyIdentities(amounts, rows as never)
  if (broken) throw new Error(`Money identity broken: ${broken.identity}, ${broken.stated} ≠ ${broken.computed}`)
}
