// 3601–3604: special-case reviews asked, listed, changed, with the opinions on them; 3608–3611: counts of groups of a month.
import type { InputValues, OutputWritable } from '@yibao/contract'
import { accepted, dayOf, type Fen, type Instant, type Outcome, refused } from '@yibao/kernel'
import { type CaseReview, type NamedReview, type ReviewQuery, reviewsOf, type ToldReview } from '../../payment/index.ts'
import { findSettlement } from '../../settlement/index.ts'
import { answered, type Desks, type Exchange, type Handler, idFrom, kept, messageOf } from '../exchange.ts'
import { shownId, uuidOf } from '../identifiers.ts'
import { insutypeOf } from '../words.ts'
import { see } from './query.ts'

const PAGE_ROWS_MAX = 500
const VALID = '1'
const INVALID = '0'
const SAVED = '0'
/** 基本医疗保险统筹基金 of the list of fund payments, by scheme. */
const POOLED: Readonly<Record<string, string>> = { employee: '310100', resident: '390100' }

function pageFrom(page: number, size: number): Outcome<{ offset: number; limit: number }> {
  if (page < 1) return refused('list_page', { found: page, allowed: PAGE_ROWS_MAX })
  if (size < 1 || size > PAGE_ROWS_MAX) return refused('list_page', { found: size, allowed: PAGE_ROWS_MAX })
  return accepted({ offset: (page - 1) * size, limit: size })
}

const flag = (is: boolean): string => (is ? VALID : INVALID)
const isDecided = ({ state }: CaseReview): boolean => state === 'approved' || state === 'refused'

const t3601: Handler<'3601'> = async ({ data }, exchange, desks) => {
  const page = pageFrom(data.pageNum, data.pageSize)
  if (!page.ok) return page
  if (data.fixmedins_code !== exchange.provider.code)
    return refused('visit_other_provider', { visit: data.fixmedins_code.slice(0, 30) })
  const settlement = data.setl_id === '' ? undefined : idFrom(data.setl_id, 'settlement_unknown')
  if (settlement && !settlement.ok) return settlement
  const query: ReviewQuery = {
    ...{ provider: exchange.provider.code, withWithdrawn: data.vali_flag === INVALID, ...page.value },
    ...(settlement && { settlementId: settlement.value }),
    ...(data.psn_no !== '' && { personNo: data.psn_no }),
    ...(data.begndate && { from: data.begndate }),
    ...(data.enddate && { to: data.enddate }),
  }
  const { rows } = await reviewsOf(desks.reader, query)
  await see(exchange, desks, '-', 'special cases', rows.length)
  return answered<'3601'>({ data: rows.map((row) => reviewShown(row, exchange, desks)) })
}

function reviewShown(row: NamedReview, { provider }: Exchange, desks: Desks) {
  const { facts } = row
  return {
    appy_chk_setl_list_id: shownId(row.reviewId),
    setl_id: shownId(row.settlementId),
    psn_no: row.personNo,
    psn_name: row.personName ?? '',
    psn_cert_type: row.certificateKind,
    certno: row.certificateNo,
    insutype: insutypeOf(row.insurance as 'employee' | 'resident'),
    fixmedins_code: provider.code,
    fixmedins_name: provider.name,
    setl_time: row.settledAt as Instant,
    appy_exit_type: row.kind,
    // Required by the text; a stay has no prescription of its own.
    rx_drord_no: '0',
    drg_codg: facts.code,
    drg_name: facts.name === '' ? '未入组' : facts.name.slice(0, 100),
    exit_fund_payamt: facts.bookedFen as Fen,
    ...(row.methodFen !== null && { drg_fund_payamt: row.methodFen as Fen }),
    exit_rea: row.reason,
    drg_admdvs: desks.poolingArea,
    vali_flag: flag(row.state !== 'withdrawn'),
    rchk_flag: flag(isDecided(row)),
    memo: STATES[row.state],
    crte_time: dayOf(row.appliedAt as Instant),
    poolarea_no: desks.poolingArea,
  } satisfies OutputWritable<'3601'>['data'][number]
}

const STATES: Readonly<Record<CaseReview['state'], string>> = {
  applied: '待初审',
  opined: '待终审',
  approved: '已通过',
  refused: '未通过',
  withdrawn: '已撤销',
}

const savedAs = (exchange: Exchange<'3602'> | Exchange<'3603'>, desks: Desks) =>
  messageOf<'3602', ToldReview>(exchange as Exchange<'3602'>, desks, ({ reviewId }) => ({
    output: { data: { code: SAVED, message: `申请编号${shownId(reviewId)}`, type: '' } },
  }))

const t3602: Handler<'3602'> = async ({ data }, exchange, desks) => {
  const id = idFrom(data.setl_id, 'settlement_unknown')
  if (!id.ok) return id
  const stored = await findSettlement(desks.reader, id.value)
  if (!stored || stored.provider !== exchange.provider.code)
    return refused('settlement_unknown', { settlement: data.setl_id.slice(0, 30) })
  const input = {
    ...{ personNo: stored.personNo, provider: exchange.provider.code, settlementId: stored.settlementId },
    ...{ shown: shownId(stored.settlementId), kind: data.appy_exit_type, reason: data.exit_rea },
  }
  return kept(desks.payments.reviews.apply(savedAs(exchange, desks), input))
}

async function ownReview(
  data: InputValues<'3604'>['data'] | InputValues<'3603'>['data'],
  { provider }: Exchange,
  desks: Desks,
): Promise<Outcome<CaseReview>> {
  const id = uuidOf(data.appy_chk_setl_list_id)
  const found = id === undefined ? undefined : await desks.payments.reviews.find(id)
  return found?.provider === provider.code ? accepted(found) : refused('review_unknown', {})
}

const t3603: Handler<'3603'> = async ({ data }, exchange, desks) => {
  const review = await ownReview(data, exchange, desks)
  if (!review.ok) return review
  const message = savedAs(exchange, desks)
  const step = data.vali_flag === INVALID ? ('withdraw' as const) : ('change' as const)
  const change = {
    ...(data.exit_rea !== '' && { reason: data.exit_rea }),
    ...(data.appy_exit_type !== '' && { kind: data.appy_exit_type }),
  }
  const asked = { step, note: '', provider: exchange.provider.code, ...(step === 'change' && change) }
  return kept<'3603'>(desks.payments.reviews.step(message, review.value.reviewId, asked))
}

const t3604: Handler<'3604'> = async ({ data }, exchange, desks) => {
  const settlement = data.setl_id === '' ? undefined : idFrom(data.setl_id, 'settlement_unknown')
  if (settlement && !settlement.ok) return settlement
  const query = { provider: exchange.provider.code, withWithdrawn: true, offset: 0, limit: PAGE_ROWS_MAX }
  const { rows } = await reviewsOf(desks.reader, {
    ...query,
    ...(settlement && { settlementId: settlement.value }),
    ...(data.psn_no !== '' && { personNo: data.psn_no }),
  })
  const id = data.appy_chk_setl_list_id
  const wanted = id === '' ? rows : rows.filter(({ reviewId }) => reviewId === uuidOf(id))
  if (wanted.length === 0) return refused('review_unknown', {})
  await see(exchange, desks, '-', 'special case opinions', wanted.length)
  return answered<'3604'>({
    preSetl_invy_evt_list: wanted.map((row) => trialShown(row, desks)),
    appy_chk_opnn_evt_list: wanted.flatMap((row) => opinionsShown(row, desks)),
  })
}

/** Out of its group a case is paid as booked; in it, as the run of its month says. */
function trialShown(row: NamedReview, desks: Desks) {
  return {
    setl_id: shownId(row.settlementId),
    psn_no: row.personNo,
    fund_pay_type: POOLED[row.insurance] ?? '',
    fund_payamt: row.facts.bookedFen as Fen,
    exit_fund_payamt: row.facts.bookedFen as Fen,
    ...(row.methodFen !== null && { drg_fund_payamt: row.methodFen as Fen }),
    exit_rea: row.reason,
    appy_chk_setl_list_id: shownId(row.reviewId),
    vali_flag: flag(row.state !== 'withdrawn'),
    poolarea_no: desks.poolingArea,
  } satisfies OutputWritable<'3604'>['preSetl_invy_evt_list'][number]
}

function opinionsShown(row: NamedReview, desks: Desks) {
  return row.steps
    .filter(({ step }) => step === 'opine' || step === 'decide')
    .map(
      ({ step, approves, note, at }) =>
        ({
          appy_chk_setl_list_id: shownId(row.reviewId),
          setl_id: shownId(row.settlementId),
          psn_no: row.personNo,
          drg_dip_exit_opnn_type: step === 'opine' ? '1' : '2',
          opnn: `${step === 'opine' ? '初审' : '终审'}${approves ? '同意' : '不同意'}${note === '' ? '' : `：${note}`}`,
          opnn_time: dayOf(at as Instant),
          opnn_exit_type: approves ? 1 : 0,
          drg_admdvs: desks.poolingArea,
          vali_flag: VALID,
        }) satisfies OutputWritable<'3604'>['appy_chk_opnn_evt_list'][number],
    )
}

function monthFrom(month: string): Outcome<string> {
  if (/^\d{4}(0[1-9]|1[0-2])$/.test(month)) return accepted(month)
  return refused('list_month', { found: month.replace(/[^\p{L}\p{N}-]/gu, '□') })
}

interface Counting {
  readonly setl_mon: string
  readonly page_num: number
  readonly page_size: number
}

function countQuery(data: Counting): Outcome<{ month: string; offset: number; limit: number }> {
  const month = monthFrom(data.setl_mon)
  if (!month.ok) return month
  const page = pageFrom(data.page_num, data.page_size)
  return page.ok ? accepted({ month: month.value, ...page.value }) : page
}

const mean = (totalFen: number, cases: number): Fen => Math.round(totalFen / Math.max(1, cases)) as Fen

/** Every institution of the area; the others without code and name. */
async function ofArea(method: 'drg' | 'dip', data: Counting, { provider }: Exchange, desks: Desks) {
  const query = countQuery(data)
  if (!query.ok) return query
  const rows = await desks.settlementLists.providerCounts(method, query.value)
  return accepted({
    data: rows.map((row, at) => {
      const own = row.provider === provider.code
      const name = `机构${query.value.offset + at + 1}`
      return {
        setl_mon: query.value.month,
        fixmedins_code: own ? provider.code : `*${query.value.offset + at + 1}`,
        fixmedins_name: own ? provider.name : name,
        grp_sum: row.groups,
        medfee_sumamt: row.totalFen as Fen,
        setl_psntime: row.cases,
        ave_medfee_sumamt: mean(row.totalFen, row.cases),
        admdvs: desks.poolingArea,
      }
    }),
  })
}

async function ofProvider(
  method: 'drg' | 'dip',
  data: Counting & { readonly fixmedins_code: string; readonly dise_code: string },
  { provider }: Exchange,
  desks: Desks,
) {
  const query = countQuery(data)
  if (!query.ok) return query
  if (data.fixmedins_code !== provider.code)
    return refused('visit_other_provider', { visit: data.fixmedins_code.slice(0, 30) })
  const rows = await desks.settlementLists.groupCounts(method, {
    ...query.value,
    provider: provider.code,
    code: data.dise_code,
  })
  return accepted(
    rows.map((row) => ({
      ...row,
      common: {
        setl_mon: query.value.month,
        admdvs: desks.poolingArea,
        medfee_sumamt: row.totalFen as Fen,
        ave_medfee_sumamt: mean(row.totalFen, row.cases),
        setl_psntime: row.cases,
      },
    })),
  )
}

/** Required by the text where a group has no operation. */
const NONE = '-'

const t3608: Handler<'3608'> = async ({ data }, exchange, desks) => {
  const found = await ofArea('dip', data, exchange, desks)
  return found.ok ? answered<'3608'>(found.value) : found
}
const t3610: Handler<'3610'> = async ({ data }, exchange, desks) => {
  const found = await ofArea('drg', data, exchange, desks)
  return found.ok ? answered<'3610'>(found.value) : found
}

const t3609: Handler<'3609'> = async ({ data }, exchange, desks) => {
  const found = await ofProvider('dip', data, exchange, desks)
  if (!found.ok) return found
  return answered<'3609'>({
    data: found.value.map(({ common, code, name, diagnosis, procedures }) => ({
      ...common,
      dip_dise_grp_code: code,
      dip_dise_grp_name: name.slice(0, 500),
      ...{ grp_diag_code: diagnosis || NONE, grp_diag_name: diagnosis || NONE },
      ...{ oprn_grp_code: procedures.slice(0, 500) || NONE, oprn_grp_name: procedures.slice(0, 500) || NONE },
    })),
  })
}

const t3611: Handler<'3611'> = async ({ data }, exchange, desks) => {
  const found = await ofProvider('drg', data, exchange, desks)
  if (!found.ok) return found
  return answered<'3611'>({
    data: found.value.map(({ common, code, name }) => ({ ...common, drg_code: code, drg_name: name.slice(0, 100) })),
  })
}

export const specialCaseHandlers = {
  ...{ '3601': t3601, '3602': t3602, '3603': t3603, '3604': t3604 },
  ...{ '3608': t3608, '3609': t3609, '3610': t3610, '3611': t3611 },
}
