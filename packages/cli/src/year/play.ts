// A synthetic year from its first day to its closing: the city is made and loaded, its hospitals send a year of care over HTTP, money
// is collected and paid every month, months close behind it, and in January the year is closed and everything is verified.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CityLoad } from '@yibao/contract/load'
import { addDays, addMonths, type Day, fen, type Instant } from '@yibao/kernel'
import { generateCity, memory as newMemory, planCare, runMonth } from '@yibao/lab'
import { createLog, type RunningServer, startServer, systemClock } from '@yibao/server'
import { demoClock } from '../serve/demo-clock.ts'
import { advanceCell, momentCell } from '../serve/moment-cell.ts'
import { cityPolicyPath, shippedCatalogue } from '../shipped.ts'
import { inherited, quietHolder } from './accounts.ts'
import { monthsOf } from './collect.ts'
import { Collection, type CollectionFigures } from './collection.ts'
import { checkedStep, FinanceOffice, YearRefused } from './finance.ts'

export { YearRefused } from './finance.ts'

export interface YearPlan {
  readonly city: string
  readonly people: number
  readonly year: number
  readonly seed: number
  readonly folder: string
  /** A database of one's own instead of the embedded one in the folder. */
  readonly databaseUrl?: string
  readonly onMonth?: (month: MonthPlayed) => void
  /** Ends the year where it is: the database is a process of its own and must not stay behind. */
  readonly stopping?: AbortSignal
}

export interface MonthPlayed {
  readonly month: string
  readonly collectedFen: number
  readonly settlements: number
  readonly clearedFen: number
  readonly providers: number
}

export interface YearPlayed {
  readonly months: readonly MonthPlayed[]
  readonly server: RunningServer
  readonly broken: number
  readonly unexpected: number
  readonly collection: CollectionFigures
  /** Paid to an heir out of an account. */
  readonly inheritedFen: number
  /** 个人账户年度计息. */
  readonly interest: { readonly accounts: number; readonly amountFen: number; readonly rateBp: number }
  /** One settlement of the year, to be proven. */
  readonly oneSettlement: string | undefined
}

/** Assumed: what banks pay on the fiscal account, a year. */
const INTEREST_BP = 150
const CLOSING_DAY = 12

export async function playYear(plan: YearPlan): Promise<YearPlayed> {
  const { folder, year, people, seed } = plan
  mkdirSync(folder, { recursive: true })
  const months = monthsOf(year)
  const openedOn = months[0]!
  const catalogue = await shippedCatalogue()
  const city = withReserves(generateCity({ pack: plan.city, people, seed, openedOn, months: 24, catalogue }))
  const events = [...planCare({ city, months: 12, seed })]
  const cell = momentCell()
  advanceCell(cell, `${openedOn} 00:00:00` as Instant)
  const server = await startServer({
    policyPath: cityPolicyPath(plan.city),
    dataFolder: join(folder, 'data'),
    ...(plan.databaseUrl !== undefined && { databaseUrl: plan.databaseUrl }),
    log: createLog({ level: 'error' }),
    clock: demoClock(cell),
    sessionClock: systemClock(),
    background: false,
    demo: true,
  })
  try {
    await server.city.load(city)
    const advance = (on: Day, time = '09:00:00') => advanceCell(cell, `${on} ${time}` as Instant)
    const exchange = join(folder, 'exchange')
    const collection = new Collection({ server, folder: exchange, seed, checked: checkedStep, advance })
    const finance = new FinanceOffice(server, city, collection)
    const memory = newMemory()
    const played: MonthPlayed[] = []
    let [broken, unexpected, inheritedFen] = [0, 0, 0]
    let before: Omit<MonthPlayed, 'clearedFen' | 'providers'> | undefined
    /** On the twelfth of the month after: paid, and the month closed behind it; December is closed with the year. */
    const cleared = async (row: NonNullable<typeof before>): Promise<void> => {
      const on = addDays(addMonths(`${row.month}-01` as Day, 1), CLOSING_DAY - 1)
      advance(on)
      const { paidFen, providers } = await finance.clear(row.month, on)
      if (!row.month.endsWith('-12')) await closed(server, row.month)
      played.push({ ...row, clearedFen: paidFen, providers })
      plan.onMonth?.(played.at(-1)!)
    }
    for (const month of months) {
      const name = month.slice(0, 7)
      const collectedFen = await finance.collect(month)
      if (before) await cleared(before)
      const last = addDays(addMonths(month, 1), -1)
      const { tally } = await runMonth({
        ...{ city, catalogue, memory, through: last, baseUrl: server.url, reconcile: false, ...signalOf(plan) },
        events: events.filter(({ at }) => at.slice(0, 10) <= last),
        clock: { advanceTo: (at) => advanceCell(cell, at) },
      })
      refuseInterrupted(plan)
      broken += tally.broken
      unexpected += tally.unexpectedRefusals
      advance(last, '18:00:00')
      if (name.endsWith('-06')) inheritedFen = await inheritance(server, city, events, finance, last)
      if (Number(name.slice(5)) % 3 === 0) await finance.interest(last, INTEREST_BP)
      before = { month: name, collectedFen, settlements: tally.settled }
    }
    if (before) await cleared(before)
    const interest = checkedStep('计息', await server.city.desks.contributions.interest(String(year), ACTOR)).value
    await closedYear(server, year)
    const one = [...memory.acknowledged].find(({ facts }) => 'settlementId' in facts)?.facts.settlementId
    return {
      ...{ months: played, server, broken, unexpected, collection: collection.figures, inheritedFen, interest },
      oneSettlement: one === undefined ? undefined : String(one),
    }
  } catch (error) {
    await server.close()
    throw error
  }
}

const signalOf = ({ stopping }: YearPlan): { readonly signal?: AbortSignal } => (stopping ? { signal: stopping } : {})

function refuseInterrupted({ stopping, folder }: YearPlan): void {
  if (stopping?.aborted)
    throw new YearRefused(
      `已中断，${folder} 中的年度不完整，请另指一个新文件夹重做（interrupted: the year is not whole）`,
    )
}

/** A city of few people has years of few and of many stays: it opens with more in hand than a month's demonstration needs. */
const RESERVE_FACTOR = 6
const withReserves = (city: CityLoad): CityLoad => ({
  ...city,
  funds: city.funds.map((each) => ({ ...each, amountFen: fen(each.amountFen * RESERVE_FACTOR) })),
})

const ACTOR = { id: 'finance', channel: 'year' }

type Events = ReturnType<typeof planCare> extends Iterable<infer Event> ? readonly Event[] : never

/** Of somebody who is in no hospital's plan, so that no care is refused to the dead. */
async function inheritance(
  server: RunningServer,
  city: CityLoad,
  events: Events,
  finance: FinanceOffice,
  on: Day,
): Promise<number> {
  const personNo = quietHolder(city, new Set(events.map((event) => event.personNo)))
  if (personNo === undefined) return 0
  return inherited(server, checkedStep, personNo, on, (amountFen, area) =>
    finance.plan(`JC-BK-${on}`, on, 'employee_basic', area, amountFen),
  )
}

async function closed({ ledger }: RunningServer, period: string): Promise<void> {
  await ledger.seal()
  const outcome = await ledger.closePeriod(period, ACTOR)
  if (!outcome.ok) throw new YearRefused(`${period}: ${outcome.code} ${JSON.stringify(outcome.facts)}`)
}

async function closedYear({ ledger }: RunningServer, year: number): Promise<void> {
  const outcome = await ledger.closeYear(year, ACTOR)
  if (!outcome.ok) throw new YearRefused(`${year}: ${outcome.code} ${JSON.stringify(outcome.facts)}`)
}
