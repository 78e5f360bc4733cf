// From a balance down to its cause: every figure opens its entries, every entry its journal, every journal what it was for.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  type EntryPage,
  entryPage,
  type FundsView,
  fundsView,
  type JournalView,
  journalView,
  type VerifyProgress,
  type VerifyView,
  verifyView,
} from '@yibao/contract/rest'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import {
  HOSPITAL,
  item,
  openVisit,
  patient,
  seatedClient,
  settleBatch,
  startTestServer,
} from '../../../testing/index.ts'
import type { LedgerReport } from '../../ledger/index.ts'
import { Verification } from './verification.ts'

const server = await startTestServer()
after(server.close)
const { client } = server
const bills: string[] = []
for (const [at, kind] of (['employee', 'resident', 'poor'] as const).entries()) {
  const person = patient(kind, 0)
  const visit = await openVisit(client, person)
  const items = [item('plain', 900 + at * 100), item('outside', 20)]
  const account = kind === 'employee' ? '1' : '0'
  const { setlinfo } = await settleBatch(client, person, visit, 'B1', items, { account })
  bills.push(setlinfo.setl_id)
}
const finance = await seatedClient(server, { role: 'finance' })

async function read<T>(path: string, schema: TSchema): Promise<T> {
  const { status, body, text } = await finance.get<T>(path)
  assert.equal(status, 200, text)
  assert.deepEqual([...Value.Errors(schema, body)], [])
  return body
}
const addressOf = (fund: string, { layer, account }: { layer: string; account: string }) =>
  `/entries?fund=${fund}&layer=${layer}&account=${account}`

test('a balance is the sum of the entries that it opens, sealed, not sealed, or half of them', async () => {
  const check = async (): Promise<void> => {
    const { funds, periods } = await read<FundsView>('/funds', fundsView)
    assert.deepEqual(periods, ['2026-06'])
    assert.ok(funds.length >= 2)
    for (const { fund, accounts } of funds) {
      for (const row of accounts) {
        const page = await read<EntryPage>(`${addressOf(fund, row)}&size=200`, entryPage)
        assert.equal(page.total, row.entries)
        assert.deepEqual(page.sums, { debitFen: row.debitFen, creditFen: row.creditFen })
        const sum = (side: string) =>
          page.rows.reduce((all, each) => all + (each.side === side ? each.amountFen : 0), 0)
        assert.deepEqual({ debitFen: sum('debit'), creditFen: sum('credit') }, page.sums)
        const isDebit = row.kind === 'asset' || row.kind === 'expense'
        assert.equal(row.balanceFen, isDebit ? row.debitFen - row.creditFen : row.creditFen - row.debitFen)
      }
    }
  }
  await check()
  await server.ledger.seal()
  await check()
  const person = patient('resident', 0)
  await settleBatch(client, person, await openVisit(client, person), 'B1', [item('plain', 700)])
  await check()
})

test('a period shows its own postings and nothing of another', async () => {
  const all = await read<FundsView>('/funds', fundsView)
  const month = await read<FundsView>('/funds?period=2026-06', fundsView)
  assert.deepEqual(month.funds, all.funds)
  const other = await read<FundsView>('/funds?period=2026-05', fundsView)
  assert.deepEqual([other.funds, other.periods], [[], all.periods])
})

test('entries lead to their journal and to their cause', async () => {
  const [bill] = bills
  const page = await read<EntryPage>(`/entries?cause=${bill}`, entryPage)
  assert.ok(page.total >= 2)
  assert.equal(page.sums.debitFen, page.sums.creditFen)
  for (const row of page.rows) {
    assert.equal(row.path, `/settlements/${bill}`)
    assert.equal(row.causeId, bill)
    assert.equal(row.provider, HOSPITAL)
    const journal = await read<JournalView>(`/journals/${row.journalId}`, journalView)
    assert.equal(journal.path, row.path)
    assert.equal(journal.lines.length, page.total)
    const sum = (side: string) =>
      journal.lines.reduce((all, line) => all + (line.side === side ? line.amountFen : 0), 0)
    assert.equal(sum('debit'), sum('credit'))
  }
  assert.equal((await read<EntryPage>('/entries?cause=nothing', entryPage)).total, 0)
})

test('pages follow each other and hold every entry once', async () => {
  const all = await read<EntryPage>('/entries?size=200', entryPage)
  const seen: string[] = []
  for (let page = 1; seen.length < all.total; page += 1) {
    const { rows } = await read<EntryPage>(`/entries?size=3&page=${page}`, entryPage)
    assert.ok(rows.length > 0)
    seen.push(...rows.map((row) => JSON.stringify(row)))
  }
  assert.deepEqual(
    seen,
    all.rows.map((row) => JSON.stringify(row)),
  )
})

test('an institution finds its entries by its code, and another one none', async () => {
  const own = await read<EntryPage>(`/entries?provider=${HOSPITAL}`, entryPage)
  assert.ok(own.total > 0)
  assert.ok(own.rows.every(({ provider }) => provider === HOSPITAL))
  assert.equal((await read<EntryPage>('/entries?provider=H99999999999', entryPage)).total, 0)
})

test('a journal waits for its block, then carries its proof, and the proof fails where a byte was changed', async () => {
  const person = patient('employee', 0)
  const { setlinfo } = await settleBatch(client, person, await openVisit(client, person), 'B9', [item('plain', 950)])
  const [entry] = (await read<EntryPage>(`/entries?cause=${setlinfo.setl_id}`, entryPage)).rows
  const path = `/journals/${entry?.journalId}`
  assert.equal((await read<JournalView>(path, journalView)).seal, null)
  await server.ledger.seal()
  const { seal } = await read<JournalView>(path, journalView)
  assert.equal(seal?.holds, true)
  assert.match(seal?.hash ?? '', /^[0-9a-f]{64}$/)
  await server.platform.maintenance.query(`update journal set posted_on = posted_on - 1 where journal_id = $1`, [
    entry?.journalId,
  ])
  assert.equal((await read<JournalView>(path, journalView)).seal?.holds, false)
  const { body } = await finance.post<VerifyView>('/ledger/verify')
  assert.equal(body.chain, false)
  assert.match(body.firstFault ?? '', new RegExp(entry?.journalId ?? '?'))
  await server.platform.maintenance.query(`update journal set posted_on = posted_on + 1 where journal_id = $1`, [
    entry?.journalId,
  ])
})

test('an unknown journal is told in a sentence', async () => {
  const { status, body } = await finance.get<{ message: string }>('/journals/01JDBX0Z0000000000000000C3')
  assert.equal(status, 404)
  assert.match(body.message, /没有找到 凭证/)
})

const REPORT: LedgerReport = {
  ...{ balanced: true, chain: true, bridge: true, firstFault: null, journals: 9, unsealed: 1 },
  head: { no: 2, hash: 'a' },
}

test('a long verification is one for all who ask, tells how far it is, and is not repeated for its result', async () => {
  let finish: (report: LedgerReport) => void = () => undefined
  let runs = 0
  const verification = new Verification(
    {
      sealed: async () => 8,
      verify: (options) => {
        runs += 1
        options?.onStep?.({ stage: 'journals', checked: 4 })
        return new Promise((resolve) => {
          finish = resolve
        })
      },
    },
    { patienceMs: 20 },
  )
  const [first, second] = (await Promise.all([verification.ask(), verification.ask()])) as VerifyProgress[]
  assert.deepEqual(first, { running: true, stage: 'journals', checked: 4, of: 8 })
  assert.deepEqual(second, first)
  finish(REPORT)
  const result = await verification.ask()
  assert.ok(Value.Check(verifyView, result))
  assert.equal(result.blocks, 2)
  assert.equal(runs, 1)
})
