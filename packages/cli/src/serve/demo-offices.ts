// When the month of a demonstration has been played, the offices behind the counters have a day, too: contributions are assessed, paid
// at a simulated tax office and credited, a budget is entered and approved, some findings go through their reviews.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, type Day } from '@yibao/kernel'
import { readHandOver, simulateCollection } from '@yibao/lab'
import { listCases, type RunningServer } from '@yibao/server'

type Desks = RunningServer['city']['desks']

const by = (id: string) => ({ id, channel: 'demo' })

const told = <T>(who: string, msgid: string) => ({
  key: { sender: 'system', msgid: `demo ${msgid}` },
  actor: by(who),
  request: { msgid },
  answer: (result: T) => result as never,
})

/** Safe to do again: charges and receipts are taken once by their numbers, steps by those of their messages. */
export async function dayOfOffices(server: RunningServer, openedOn: Day): Promise<void> {
  const today = server.platform.clock.today()
  await collect(server.city.desks, today)
  await budget(server, openedOn, today)
  await reviews(server)
}

/** 用款计划: half of what each fund has at the treasury comes to the account from which providers are paid. */
export async function moneyAtHand({ ledger, platform }: RunningServer): Promise<void> {
  const on = platform.clock.today()
  const fiscal = Map.groupBy(
    (await ledger.balances({})).filter(({ account }) => account === '1003'),
    ({ fund }) => fund,
  )
  const events = [...fiscal].flatMap(([fund, rows]) => {
    const held = rows.reduce((sum, { debitFen, creditFen }) => sum + debitFen - creditFen, 0)
    const amountFen = Math.floor(held / 2)
    return amountFen > 0 ? [{ kind: 'use_plan_paid', id: `demo ${fund}`, on, fund, amountFen } as Booked] : []
  })
  if (events.length > 0) await ledger.book('demo 用款计划', events, by('finance'))
}

type Booked = Parameters<RunningServer['ledger']['book']>[1][number]

const WRONG_SHARE = 0.005
const SEED = 1

async function collect({ contributions }: Desks, today: Day): Promise<void> {
  const window = by('window')
  await contributions.assess(today.slice(0, 7), window)
  await contributions.assess(today.slice(0, 4), window)
  const sent = await contributions.handOver(window)
  if (!sent.ok) return // no rules of contributions for this city
  const charges = sent.value.flatMap(({ text }) => readHandOver(text))
  const { files } = simulateCollection(charges, {
    seed: SEED,
    from: addDays(today, -3),
    days: 2,
    wrongShare: WRONG_SHARE,
  })
  const folder = mkdtempSync(join(tmpdir(), 'yibao-demo-'))
  try {
    for (const [at, { kind, text }] of files.entries()) {
      const path = join(folder, `${at}.csv`)
      writeFileSync(path, text)
      if (kind === 'receipts') await contributions.takeReceipts(path, window)
      else await contributions.takeArrivals(path, window)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  await contributions.reconcile(today.slice(0, 7), by('finance'))
}

const FUNDS = [
  { fund: 'employee_basic', title: '职工基本医疗保险' },
  { fund: 'resident_basic', title: '城乡居民基本医疗保险' },
] as const
const DAYS_OF_YEAR = 365
const WAN_FEN = 1_000_000

/** What the books of the month say, stretched to a year: an example, and titled so. */
async function budget({ city, ledger }: RunningServer, openedOn: Day, today: Day): Promise<void> {
  const year = Number(today.slice(0, 4))
  const books = await ledger.balances({})
  const net = (fund: string, account: string): number =>
    Math.abs(
      books
        .filter((row) => row.fund === fund && row.account === account)
        .reduce((sum, { debitFen, creditFen }) => sum + debitFen - creditFen, 0),
    )
  const days = Math.max(1, (Date.parse(today) - Date.parse(openedOn)) / 86_400_000)
  const round = (amount: number): number => Math.max(1, Math.round(amount / WAN_FEN)) * WAN_FEN
  const lines = FUNDS.flatMap(({ fund, title }) => [
    {
      ...{ line: `${fund}-income`, parent: null, fund, title: `${title}保费收入（示例）`, accounts: '4001' },
      amountFen: round(net(fund, 'A402') * (fund === 'employee_basic' ? 12 : 1)),
    },
    {
      ...{ line: `${fund}-expense`, parent: null, fund, title: `${title}待遇支出（示例）`, accounts: '5001' },
      amountFen: round((net(fund, 'A501') * DAYS_OF_YEAR) / days),
    },
  ])
  const entered = await city.desks.watch.enterBudget(told('finance', `budget ${year}`), { year, lines })
  if (entered.ok) await city.desks.watch.approveBudget(told('leader', `budget ${year} approved`), year)
}

const REVIEWED = 36
/** Out of so many: one is rejected at once, one is overturned on appeal, the others are confirmed and deducted. */
const ROUND = 6

async function reviews({ city, platform }: RunningServer): Promise<void> {
  const desk = city.desks.auditCases
  const cases = await listCases(
    platform.reader,
    { state: 'first_review', severity: 'definite' },
    { sort: 'amount', offset: 0, limit: REVIEWED },
  )
  for (const [at, { findingId, personNo, settlementId }] of cases.entries()) {
    const step = async (name: Parameters<typeof desk.step>[1]['step'], who: string, reason = '') => {
      const input = { findingId, personNo, step: name, note: '已核对病历与清单', reason, evidence: [] }
      await desk.step(told(who, `${name} ${findingId}`), input)
    }
    if (at % ROUND === 0) {
      await step('reject_first', 'supervision', 'clinically_justified')
      continue
    }
    await step('confirm_first', 'supervision')
    await step('confirm_second', 'benefits')
    const isAppealed = at % ROUND === 1
    await step(isAppealed ? 'appeal' : 'accept', 'provider')
    if (isAppealed) await step('overturn', 'leader', 'mapping_error')
    else {
      await step('uphold', 'leader')
      await desk.deduct(settlementId, personNo)
    }
  }
}
