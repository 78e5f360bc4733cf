// Funds and the ledger as the console shows them: balances, the entries behind each, one journal with its seal.
import type { EntryPage, EntryQuery, EntryRow, FundsView, FundView, JournalView } from '@yibao/contract/rest'
import { type Account, accountOf, type BookLayer, FUNDS, type Outcome, refused } from '@yibao/kernel'
import { epochMsOfId } from '../../../platform/index.ts'
import { shownId } from '../../gateway/index.ts'
import type { BalanceRow } from '../../ledger/index.ts'
import type { Asker } from '../asker.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn, settlementPath } from '../settlement/found.ts'
import { fundTitle } from '../words.ts'
import { type EntryFilter, type EntryListed, type EntrySums, findJournal, listEntries, sumEntries } from './store.ts'

/** Of one accounting month, or of all. */
export async function fundsView(
  { ledger, platform }: ConsoleParts,
  asker: Asker,
  period: string | undefined,
): Promise<FundsView> {
  const rows = await asker.read((reader) => ledger.balances({}, reader, ['layer', 'period', 'fund', 'account']))
  const shown = rows.filter((row) => period === undefined || row.period === period)
  const byFund = Map.groupBy(shown, ({ fund }) => fund)
  return {
    asOf: platform.clock.now(),
    periods: [...new Set(rows.map((row) => row.period))].sort().reverse(),
    funds: [...byFund.keys()].sort(inFundOrder).map((fund) => fundOf(fund, byFund.get(fund) ?? [])),
  }
}

const placeOf = (fund: string): number => (FUNDS as readonly string[]).indexOf(fund)
const inFundOrder = (a: string, b: string): number => placeOf(a) - placeOf(b)

function fundOf(fund: string, rows: readonly BalanceRow[]): FundView {
  const byAccount = Map.groupBy(rows, ({ layer, account }) => `${layer} ${account}`)
  const accounts = [...byAccount].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => accountRow(own))
  return { fund, ...fundTitle(fund), accounts }
}

function accountRow(rows: readonly BalanceRow[]): FundView['accounts'][number] {
  const { layer, account } = rows[0]!
  const sum = (of: (row: BalanceRow) => number): number => rows.reduce((total, row) => total + of(row), 0)
  const [debitFen, creditFen] = [sum((row) => row.debitFen), sum((row) => row.creditFen)]
  const { zh, en, kind } = chartAccount(account)
  const isDebit = kind === 'asset' || kind === 'expense'
  return {
    ...{ layer, account, title: zh, titleEn: en, kind, debitFen, creditFen },
    balanceFen: isDebit ? debitFen - creditFen : creditFen - debitFen,
    entries: sum((row) => row.entries),
  }
}

/** An account that left the chart still shows its number. */
const chartAccount = (code: string): Account => accountOf(code) ?? { code, zh: code, en: code, kind: 'asset' }

export async function entryPage(parts: ConsoleParts, asker: Asker, query: EntryQuery): Promise<EntryPage> {
  const { page, size, offset } = pageOf(query)
  const filter = filterOf(query)
  if (!filter) return { rows: [], total: 0, page, size, sums: { debitFen: 0, creditFen: 0 } }
  const { listed, sums } = await asker.read(async (reader) => ({
    listed: await listEntries(reader, filter, { offset, size }),
    sums: filter.cause ? await sumEntries(reader, filter) : await keptSums(parts, filter, reader),
  }))
  const { entries, debitFen, creditFen } = sums
  return { rows: listed.map(entryRow), total: entries, page, size, sums: { debitFen, creditFen } }
}

/** `undefined`: it asks for the entries of a cause that cannot be one. */
function filterOf({ fund, account, layer, period, provider, cause }: EntryQuery): EntryFilter | undefined {
  const id = cause === undefined ? undefined : identifierIn(cause)
  if (cause !== undefined && id === undefined) return undefined
  return {
    ...(fund && { fund }),
    ...(account && { account }),
    ...(layer && { layer }),
    ...(period && { period }),
    ...(provider && { provider }),
    ...(id && { cause: { id, madeMs: epochMsOfId(id) } }),
  }
}

/** What the balances already hold is not added up again. */
async function keptSums(
  { ledger }: ConsoleParts,
  { fund, account, layer, period, provider }: EntryFilter,
  reader: Parameters<Parameters<Asker['read']>[0]>[0],
): Promise<EntrySums> {
  const filter = {
    ...(fund && { fund }),
    ...(account && { account }),
    ...(layer && { layer: layer as BookLayer }),
    ...(period && { fromPeriod: period, toPeriod: period }),
    ...(provider && { provider }),
  }
  const [sums] = await ledger.balances(filter, reader, [])
  return sums ?? { entries: 0, debitFen: 0, creditFen: 0 }
}

const PAGES: Readonly<Record<string, string>> = {
  claim_paid: '/payouts',
  inheritance_paid: '/payouts',
  clawed_back: '/recoveries',
  recovered: '/recoveries',
}

const causePath = (kind: string, id: string): string =>
  kind === 'settlement' ? settlementPath(id) : (PAGES[kind] ?? '')

function entryRow({ causeId, causeKind, ...row }: EntryListed): EntryRow {
  const { journalId, postedOn, layer, fund, account, side, amountFen, provider, reverses } = row
  return {
    ...{ journalId, postedOn, layer, fund, account, side, amountFen, provider, causeKind, reverses },
    accountTitle: chartAccount(account).zh,
    causeId: shownCause(causeId),
    path: causePath(causeKind, causeId),
  }
}

/** As it is shown everywhere else. */
function shownCause(causeId: string): string {
  const id = identifierIn(causeId)
  return id === undefined ? causeId : shownId(id)
}

export async function journalView(parts: ConsoleParts, asker: Asker, id: string): Promise<Outcome<JournalView>> {
  const journalId = identifierIn(id)
  const journal = journalId && (await asker.read((reader) => findJournal(reader, journalId)))
  if (!journal) return refused('not_found', { what: `凭证 ${id.slice(0, 40)}` })
  const seal = await parts.ledger.sealOf(journal.journalId)
  const { causeId, causeKind, lines, ...rest } = journal
  return {
    ok: true,
    value: {
      ...rest,
      causeKind,
      causeId: shownCause(causeId),
      path: causePath(causeKind, causeId),
      lines: lines.map(({ fund, account, side, amountFen, provider = '' }) => ({
        ...{ fund, account, side, amountFen, provider },
        fundTitle: fundTitle(fund).title,
        accountTitle: chartAccount(account).zh,
      })),
      seal: seal
        ? {
            ...{ block: seal.block, hash: seal.hash, root: seal.root, holds: seal.holds },
            proof: seal.path.map(({ siblingIsLeft, hash }) => `${siblingIsLeft ? '←' : '→'} ${hash}`),
          }
        : null,
    },
  }
}
