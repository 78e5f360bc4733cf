// 3201, 3202: a provider's totals and rows beside the platform's.
import { type OutputWritable, readRecords, statementFiles, writeRecords } from '@yibao/contract'
import { type Day, type Fen, instant, type Outcome, refused, yuanText } from '@yibao/kernel'
import {
  type ComparedRow,
  checkStatementDates,
  compareRows,
  FILE_TEXT_BYTES_MAX,
  type KeptFile,
  type KnownSettlement,
  type SentRow,
  type StatementQuery,
  type StatementSums,
  textOf,
  zipText,
} from '../../reconciliation/index.ts'
import { answered, type Desks, type Handler, kept, messageOf } from '../exchange.ts'
import { shownId, uuidOf } from '../identifiers.ts'
import { schemeOf } from '../words.ts'

const EQUAL = '0'
const UNEQUAL = '1'
const REFUND = '1'

interface Span {
  readonly stmt_begndate: Day
  readonly stmt_enddate: Day
  readonly clr_type: string
  readonly refd_setl_flag: string
  readonly fixmedins_refd_setl_flag: string
}

/** Refunds count where either flag says that the provider counted them. */
const queryOf = (data: Span, provider: string, scheme?: string): StatementQuery => ({
  provider,
  ...(scheme === undefined ? {} : { scheme }),
  clearing: data.clr_type,
  from: data.stmt_begndate,
  to: data.stmt_enddate,
  withRefunds: data.fixmedins_refd_setl_flag === REFUND || data.refd_setl_flag === REFUND,
})

const t3201: Handler<'3201'> = async ({ data }, { provider }, desks) => {
  const scheme = schemeOf(data.insutype)
  if (!scheme) return refused('scheme_not_open', { insutype: data.insutype })
  const wrong = checkStatementDates(data.stmt_begndate, data.stmt_enddate)
  if (wrong) return wrong
  const sums = await desks.reconciliation.sums(queryOf(data, provider.code, scheme))
  const differences = differencesOf(sums, data)
  const stmtinfo: OutputWritable<'3201'>['stmtinfo'] = {
    setl_optins: data.setl_optins,
    stmt_rslt: differences.length === 0 ? EQUAL : UNEQUAL,
    stmt_rslt_dscr: differences.length === 0 ? '对账一致' : differences.join(';').slice(0, 200),
  }
  return answered<'3201'>({ stmtinfo })
}

interface StatedSums {
  readonly medfee_sumamt: Fen
  readonly fund_pay_sumamt: Fen
  readonly acct_pay?: Fen
  readonly cash_payamt?: Fen
  readonly fixmedins_setl_cnt: number
}

function differencesOf(own: StatementSums, stated: StatedSums): string[] {
  const pairs: readonly (readonly [string, number | undefined, number])[] = [
    ['医疗费总额', stated.medfee_sumamt, own.totalFen],
    ['基金支付总额', stated.fund_pay_sumamt, own.fundFen],
    ['个人账户支出', stated.acct_pay, own.accountFen],
    ['现金支付金额', stated.cash_payamt, own.cashFen],
  ]
  const amounts = pairs
    .filter(([, sent, ours]) => sent !== undefined && sent !== ours)
    .map(([what, sent, ours]) => `${what}机构${yuanText(sent as Fen)}中心${yuanText(ours as Fen)}`)
  const count = stated.fixmedins_setl_cnt === own.count ? [] : [`笔数机构${stated.fixmedins_setl_cnt}中心${own.count}`]
  return [...count, ...amounts]
}

const { upload, result } = statementFiles

const t3202: Handler<'3202'> = async ({ data }, exchange, desks) => {
  const { provider } = exchange
  const wrong = checkStatementDates(data.stmt_begndate, data.stmt_enddate)
  if (wrong) return wrong
  const sent = await uploadedRows(desks, provider.code, data.file_qury_no)
  if (!sent.ok) return sent
  const ours = await desks.reconciliation.rows(queryOf(data, provider.code))
  const compared = compareRows(ours, sent.value)
  const known = await knownAlone(desks, provider.code, compared)
  const text = writeRecords(
    result,
    compared.map((row) => resultRow(row, known)),
  )
  const name = `${provider.code}${data.stmt_begndate.replaceAll('-', '')}.txt`
  const message = messageOf<'3202', KeptFile>(exchange, desks, ({ fileNo, name: filename, expiresAt }) => ({
    output: { fileinfo: { file_qury_no: fileNo, filename, dld_endtime: instant(expiresAt) } },
  }))
  return kept(
    desks.reconciliation.keep(message, {
      provider: provider.code,
      name: `${name}.zip`,
      bytes: zipText(name, text),
      madeBy: 'platform',
    }),
  )
}

async function uploadedRows({ reconciliation }: Desks, provider: string, fileNo: string): Promise<Outcome<SentRow[]>> {
  const file = await reconciliation.fetch(provider, fileNo)
  if (!file.ok) return file
  const text = textOf(file.value.bytes, { textBytesMax: FILE_TEXT_BYTES_MAX })
  if (!text.ok) return text
  const rows = readRecords('3202', 'upload', upload, text.value)
  if (!rows.ok) return rows
  const sent = rows.value.map((row) => ({
    // An identifier that is none of ours stays as it is: it will be found nowhere.
    settlementId: uuidOf(row.setl_id) ?? row.setl_id,
    visitId: uuidOf(row.mdtrt_id) ?? row.mdtrt_id,
    personNo: row.psn_no,
    isRefund: row.refd_setl_flag === REFUND,
    totalFen: row.medfee_sumamt,
    fundFen: row.fund_pay_sumamt,
    accountFen: row.acct_pay,
  }))
  return { ok: true, value: sent }
}

/** An identifier of ours, among those that a provider may have written. */
const uuidIn = (id: string): string | undefined => (id.includes('-') && id.length === 36 ? id : undefined)
const shownOr = (id: string): string => (uuidIn(id) === undefined ? id : shownId(id))

/** Rows that only the provider has may still name a settlement: of another day or kind, sent twice, or undone. */
async function knownAlone({ reconciliation }: Desks, provider: string, compared: readonly ComparedRow[]) {
  const alone = compared.flatMap(({ ours, sent }) => (ours ? [] : (uuidIn(sent!.settlementId) ?? [])))
  const known = await reconciliation.known(provider, [...new Set(alone)])
  return new Map(known.map((each) => [each.settlementId, each]))
}

/** The column must not be empty. */
const NOT_KNOWN_HERE = '无'
const UNDONE = '该结算已冲正，中心不计'

function resultRow({ ours, sent, difference }: ComparedRow, known: ReadonlyMap<string, KnownSettlement>) {
  const row = sent ?? ours!
  const own = ours ?? known.get(row.settlementId)
  return {
    psn_no: row.personNo,
    // A row that only the platform has comes without the identifiers that the provider never got.
    mdtrt_id: sent ? shownOr(sent.visitId) : '',
    setl_id: sent ? shownOr(sent.settlementId) : '',
    msgid: own?.msgid ?? NOT_KNOWN_HERE,
    stmt_rslt: difference === '' ? EQUAL : UNEQUAL,
    refd_setl_flag: row.isRefund ? '1' : '0',
    memo: own && 'isUndone' in own && own.isUndone ? UNDONE : difference,
    medfee_sumamt: row.totalFen as Fen,
    fund_pay_sumamt: row.fundFen as Fen,
    acct_pay: row.accountFen as Fen,
  }
}

export const reconciliationHandlers = { '3201': t3201, '3202': t3202 }
