// Reads one contribution configuration into plain rules, and says what is wrong with it: file, line, found, expected.

import type { Scheme, Status } from '../../benefits/bill.ts'
import { NATIONAL_NEWBORN, type NewbornRule } from '../../enrolment/newborn.ts'
import { type Exact, scaledTo } from '../../money/exact.ts'
import { type Fen, fen } from '../../money/fen.ts'
import { type BasisPoints, basisPoints } from '../../money/share.ts'
import { citeAll } from '../../payment/config/cite.ts'
import type { Cited } from '../../payment/config/values.ts'
import { type Fault, FaultList } from '../../policy/text/faults.ts'
import { locate } from '../../policy/text/located.ts'
import type { BaseLimits, ContributionRates } from '../employee.ts'
import { checkStack, type PayerStack, type StackPart } from '../payer-stack.ts'
import { BREAKS, type BreakKind } from '../reconcile.ts'
import { type BreakOwner, type ContributionFile, contributionFileShape } from './file.ts'

export interface EmployeeRules extends BaseLimits, ContributionRates {
  readonly flexibleBp: BasisPoints
  readonly flexibleBaseFen: Fen
  readonly unemployedBaseFen: Fen
  /** 个人缴费划入个人账户的比例. */
  readonly accountShareBp: BasisPoints
  /** 增减员 declared up to this day take effect in the same month. */
  readonly declareDay: number
  readonly dueDay: number
  readonly lateFeeDailyBp: BasisPoints
  readonly bridgeMonths: number
  /** 个人账户年利率, as published for the year. */
  readonly accountInterestBp?: BasisPoints
}

export interface CategoryStack extends PayerStack {
  readonly category: string
  /** What the sums stand on, in words; empty: nothing but the remainder. */
  readonly basis: string
}

export interface ResidentRules {
  /** Days of the year, as 10-01: from the year before the benefit year. */
  readonly window: { readonly from: string; readonly until: string }
  readonly due: string
  readonly standards: ReadonlyMap<Status, Fen>
  /** What each standard stands on, in words. */
  readonly standardBasis: ReadonlyMap<Status, string>
  readonly stacks: readonly CategoryStack[]
  readonly newborn: NewbornRule
}

export interface ContributionRules {
  readonly id: string
  readonly title: string
  readonly area: string | undefined
  readonly year: number
  readonly schemes: readonly Scheme[]
  readonly employee: EmployeeRules
  readonly resident: ResidentRules
  /** Titles by id; `person` pays for themselves. */
  readonly payers: ReadonlyMap<string, string>
  readonly owners: Readonly<Record<BreakKind, BreakOwner>>
}

export interface ContributionBuilt {
  /** Absent when a fault refuses the file. */
  readonly rules?: ContributionRules
  readonly faults: readonly Fault[]
  readonly values: { readonly total: number; readonly assumed: number }
}

/** The payer of what nobody else pays. */
export const OWN_PAYER = 'person'

/** A contribution configuration says so in its first key. */
export const isContributionText = (text: string): boolean => /^contribution:/m.test(text)

export function readContribution(path: string, text: string): ContributionBuilt {
  const faults = new FaultList()
  const node = locate(path, text, faults)
  const file = node && contributionFileShape.read(node, faults)
  if (!file || faults.refuses) return { faults: faults.faults, values: { total: 0, assumed: 0 } }
  const values = citeAll(file, faults)
  const rules = rulesOf(file, faults)
  return { ...(!faults.refuses && { rules }), faults: faults.faults, values }
}

function rulesOf(file: ContributionFile, faults: FaultList): ContributionRules {
  checkOwners(file, faults)
  return {
    id: file.contribution,
    title: file.title,
    area: file.area,
    year: file.year,
    schemes: file.schemes ?? ['employee', 'resident'],
    employee: employeeOf(file, faults),
    resident: residentOf(file, faults),
    payers: new Map([...file.payers].map(([id, { title }]) => [id, title])),
    owners: Object.fromEntries(file.owners) as unknown as ContributionRules['owners'],
  }
}

function employeeOf({ employee }: ContributionFile, faults: FaultList): EmployeeRules {
  const [money, rate] = [moneyIn(faults), rateIn(faults)]
  const rules = {
    floorFen: money(employee.base_floor),
    ceilingFen: money(employee.base_ceiling),
    employerBp: rate(employee.employer),
    personBp: rate(employee.person),
    flexibleBp: rate(employee.flexible),
    flexibleBaseFen: money(employee.flexible_base),
    unemployedBaseFen: money(employee.unemployed_base),
    accountShareBp: rate(employee.account_share),
    declareDay: employee.declare_day.value,
    dueDay: employee.due_day.value,
    lateFeeDailyBp: rate(employee.late_fee_daily),
    bridgeMonths: employee.bridge_months.value,
    ...(employee.account_interest && { accountInterestBp: rate(employee.account_interest) }),
  }
  if (rules.floorFen > rules.ceilingFen)
    faults.add(
      employee.base_ceiling.at,
      'wrong_value',
      employee.base_ceiling.text,
      `不低于下限 not below ${employee.base_floor.text}`,
    )
  if (rules.accountShareBp > 10_000)
    faults.add(employee.account_share.at, 'wrong_value', employee.account_share.text, '不超过 100% at most 100%')
  return rules
}

function residentOf(file: ContributionFile, faults: FaultList): ResidentRules {
  const { resident } = file
  const money = moneyIn(faults)
  const standards = new Map<Status, Fen>()
  const standardBasis = new Map<Status, string>()
  for (const { status, amount, at } of resident.standards) {
    for (const each of status) {
      if (standards.has(each)) faults.add(at, 'several_values', each, '每种身份一个标准 one standard for each status')
      standards.set(each, money(amount))
      standardBasis.set(each, basisText(amount))
    }
  }
  return {
    window: { from: resident.window.from.value, until: resident.window.until.value },
    due: resident.due.value,
    newborn: newbornOf(resident.newborn),
    ...{ standards, standardBasis },
    stacks: (resident.stacks ?? []).map((each) => stackOf(each, file, faults)),
  }
}

/** What a city leaves unsaid is as for the nation. */
const newbornOf = (own: ContributionFile['resident']['newborn']): NewbornRule => ({
  enrolDays: own?.enrol_days.value ?? NATIONAL_NEWBORN.enrolDays,
  freeDays: own?.free_days?.value ?? NATIONAL_NEWBORN.freeDays,
  lastQuarter: own?.last_quarter ?? NATIONAL_NEWBORN.lastQuarter,
})

type StackText = NonNullable<ContributionFile['resident']['stacks']>[number]

function stackOf(
  { id, category, parts, at }: StackText,
  { payers }: ContributionFile,
  faults: FaultList,
): CategoryStack {
  const sums = parts.flatMap(({ amount, share }) => amount ?? share ?? [])
  const basis = [...new Set(sums.map(basisText))].join('；')
  const stack: CategoryStack = { id, category, parts: parts.map((part) => partOf(part, faults)), basis }
  for (const { payer, at: place } of parts) {
    if (payer !== OWN_PAYER && !payers.has(payer))
      faults.add(place, 'unknown_word', payer, `one of ${[OWN_PAYER, ...payers.keys()].join(', ')}`)
  }
  const checked = checkStack(stack)
  if (!checked.ok)
    faults.add(at, checked.code, id, '最后一方且仅最后一方不写金额 the last payer alone takes the remainder')
  return stack
}

/** The document and clause of a value, or that it is assumed, as a screen may show it. */
function basisText({ citation }: Cited<unknown>): string {
  if (!citation) return ''
  const { title, number, clause, note, assumed } = citation
  const said = title ? `《${title}》${number ?? ''}${clause ?? ''}` : (note ?? '')
  return assumed ? `假定值：${said}` : said
}

function partOf({ payer, amount, share, at }: StackText['parts'][number], faults: FaultList): StackPart {
  if (amount && share) faults.add(at, 'several_values', payer, 'amount 或 share 之一 one of the two')
  if (amount) return { payer, kind: 'amount', amountFen: moneyIn(faults)(amount) }
  return share ? { payer, kind: 'share', rateBp: rateIn(faults)(share) } : { payer, kind: 'remainder' }
}

/** Every kind of break has an owner, and none is named that does not exist. */
function checkOwners({ owners, at }: ContributionFile, faults: FaultList): void {
  for (const kind of BREAKS) if (!owners.has(kind)) faults.add(at, 'missing_value', `owners.${kind}`, '责任方 an owner')
  for (const kind of owners.keys()) {
    if (!(BREAKS as readonly string[]).includes(kind))
      faults.add(at, 'unknown_word', kind, `one of ${BREAKS.join(', ')}`)
  }
}

const HUNDRED = 2
const BASIS_POINT_PLACES = 4

/** Money of a configuration is in whole fen. */
const moneyIn =
  (faults: FaultList) =>
  ({ value, at, text }: Cited<Exact>): Fen => {
    const amount = wholeAt(value, HUNDRED)
    if (amount === undefined) faults.add(at, 'wrong_value', text, '到分为止 whole fen')
    return fen(amount ?? 0)
  }

const rateIn =
  (faults: FaultList) =>
  ({ value, at, text }: Cited<Exact>): BasisPoints => {
    const rate = wholeAt(value, BASIS_POINT_PLACES)
    if (rate === undefined) faults.add(at, 'wrong_value', text, '到万分之一为止 whole basis points')
    return basisPoints(rate ?? 0)
  }

function wholeAt(value: Exact, places: number): number | undefined {
  const scaled = scaledTo(value, places)
  const isExact = scaled * value.d === value.n * 10n ** BigInt(places)
  return isExact && scaled <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(scaled) : undefined
}
