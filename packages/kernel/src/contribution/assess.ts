// 核定: who owes which contribution for a month or a year, payer by payer, with a line for every person it is for.
import type { Status } from '../benefits/bill.ts'
import { type Fen, fen, sumFen } from '../money/fen.ts'
import { share } from '../money/share.ts'
import { addMonths, type Day, day } from '../time/day.ts'
import { type ContributionRules, OWN_PAYER } from './config/read.ts'
import { employeeMonths } from './employee.ts'
import { bestStack } from './payer-stack.ts'

export const EMPLOYEE_FUND = 'employee_basic'
export const RESIDENT_FUND = 'resident_basic'
/** 失业保险基金代缴 (社会保险法第四十八条). */
export const UNEMPLOYMENT_PAYER = 'unemployment'

/** A person enrolled as an employee over a month; one entry for each job. */
export interface EmployeeInMonth {
  readonly personNo: string
  readonly area: string
  readonly status: Status
  readonly employerNo: string | undefined
  readonly wageFen: Fen
}

export interface ResidentInYear {
  readonly personNo: string
  readonly area: string
  readonly status: Status
  readonly categories: readonly string[]
}

export interface ChargeLine {
  readonly personNo: string
  readonly area: string
  readonly baseFen: Fen
  readonly amountFen: Fen
  /** Of the amount: into the personal account when the charge has come in. */
  readonly accountFen: Fen
}

export type PayerKind = 'employer' | 'person' | 'body'

export interface Assessed {
  readonly payerKind: PayerKind
  /** Number of the employer or person; id of a body that pays for others. */
  readonly payer: string
  readonly area: string
  readonly fund: string
  /** 2026-11 or 2027. */
  readonly period: string
  readonly dueOn: Day
  readonly amountFen: Fen
  readonly lines: readonly ChargeLine[]
}

interface Owed extends Omit<Assessed, 'amountFen' | 'lines'> {
  readonly line: ChargeLine
}

/** What stands on one charge together: one payer, one fund, one period, and of bodies one area. */
function gathered(owed: readonly Owed[]): Assessed[] {
  const groups = Map.groupBy(owed, ({ payerKind, payer, area, fund }) =>
    [payerKind, payer, payerKind === 'body' ? area : '', fund].join(' '),
  )
  return [...groups.values()].flatMap((group) => {
    const [{ line: _, ...head }] = group as [Owed, ...Owed[]]
    const lines = group.map(({ line }) => line)
    const amountFen = sumFen(lines.map((each) => each.amountFen))
    return amountFen > 0 ? [{ ...head, amountFen, lines }] : []
  })
}

/** Due on a day of the month after. */
const dueOfMonth = (period: string, dueDay: number): Day =>
  day(`${addMonths(day(`${period}-01`), 1).slice(0, 7)}-${String(dueDay).padStart(2, '0')}`)

/** A month of employees: retired people owe nothing; several jobs of one person share one ceiling. */
export function assessEmployees(
  people: readonly EmployeeInMonth[],
  rules: ContributionRules,
  period: string,
): Assessed[] {
  const { employee } = rules
  const dueOn = dueOfMonth(period, employee.dueDay)
  const head = { fund: EMPLOYEE_FUND, period, dueOn } as const
  const jobs = people.filter(({ status, employerNo }) => status === 'active' && employerNo !== undefined)
  const employed = [...Map.groupBy(jobs, ({ personNo }) => personNo).values()].flatMap((own) => {
    const months = employeeMonths(
      own.map(({ wageFen }) => wageFen),
      employee,
      employee,
    )
    return own.map((job, at): Owed => {
      const { baseFen, employerFen, personFen } = months[at]!
      const accountFen = share(personFen, employee.accountShareBp)
      const line = {
        personNo: job.personNo,
        area: job.area,
        baseFen,
        amountFen: fen(employerFen + personFen),
        accountFen,
      }
      return { ...head, payerKind: 'employer', payer: job.employerNo ?? '', area: job.area, line }
    })
  })
  const others = people.flatMap(({ status, personNo, area }): Owed[] => {
    if (status !== 'flexible' && status !== 'unemployed') return []
    const isOwn = status === 'flexible'
    const baseFen = isOwn ? employee.flexibleBaseFen : employee.unemployedBaseFen
    const line = { personNo, area, baseFen, amountFen: share(baseFen, employee.flexibleBp), accountFen: fen(0) }
    return [{ ...head, payerKind: isOwn ? 'person' : 'body', payer: isOwn ? personNo : UNEMPLOYMENT_PAYER, area, line }]
  })
  return gathered([...employed, ...others])
}

/** A year of residents: the standard by status, paid by the stack that asks least of the person. Σ payers = standard. */
export function assessResidents(people: readonly ResidentInYear[], rules: ContributionRules, year: number): Assessed[] {
  const { standards, stacks, due } = rules.resident
  const head = { fund: RESIDENT_FUND, period: String(year), dueOn: day(`${year}-${due}`) } as const
  const owed = people.flatMap(({ personNo, area, status, categories }): Owed[] => {
    const standard = standards.get(status)
    if (standard === undefined) return []
    const held = stacks.filter(({ category }) => categories.includes(category))
    const shares = bestStack(standard, held, OWN_PAYER)?.shares ?? [{ payer: OWN_PAYER, amountFen: standard }]
    return shares
      .filter(({ amountFen }) => amountFen > 0)
      .map(({ payer, amountFen }) => ({
        ...head,
        ...(payer === OWN_PAYER
          ? { payerKind: 'person' as const, payer: personNo }
          : { payerKind: 'body' as const, payer }),
        area,
        line: { personNo, area, baseFen: standard, amountFen, accountFen: fen(0) },
      }))
  })
  return gathered(owed)
}

/** The number of a charge says what it is for; a later charge of the same payer and period counts on. */
export function chargeNoOf(
  { period, payerKind, payer, area }: Pick<Assessed, 'period' | 'payerKind' | 'payer' | 'area'>,
  nth: number,
): string {
  const whose = payerKind === 'body' ? `${payer}-${area}` : payer
  return `C${period.replace('-', '')}-${whose}${nth > 1 ? `-${nth}` : ''}`
}
