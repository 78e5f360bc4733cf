// The pure calculation of a month: stays priced, posted by provider, brought down to the cases, closed against the budgets.
import { type Fen, fractions, payment } from '@yibao/kernel'
import {
  type BudgetClosing,
  type Calculated,
  type CaseInput,
  FUND_OF,
  type Indexes,
  type InpatientVolume,
  type PaidCase,
  type RunInputs,
  type RunResult,
  type Sheet,
  type SheetLine,
} from './model.ts'
import { exactKept, paymentCaseOf } from './rules.ts'

const { EXACT_ONE, EXACT_ZERO, fenOf, scaledTo, times, yuanOf } = fractions

export interface Around {
  readonly rules: payment.PaymentRules
  readonly rulesYear: number
  readonly levelOf: (provider: string) => string
  readonly areaOf: (provider: string) => string
  /** Due by budget in the months of the year that are released already. */
  readonly releasedBefore: ReadonlyMap<string, number>
  readonly hash: (text: string) => string
}

export function calculateMonth(inputs: RunInputs, month: string, around: Around): Calculated {
  const { hash } = around
  const rules = withoutMonthlyCap(around.rules)
  const byId = new Map(inputs.cases.map((each) => [each.settlementId, each]))
  const cases = inputs.cases.map((each) => paymentCaseOf(each, around.levelOf(each.provider)))
  const tables = { groups: new Map(), providers: new Map() }
  const closed = payment.clearMonth({ rules, tables, cases }, month)
  const paid = closed.posted.postings.flatMap((posting) => caseResults(rules, posting, byId)).sort(byId_)
  const sheets = sheetsOf(rules, closed, paid, inputs.volumes, around)
  const result: RunResult = {
    values: valuesOf(closed.posted.postings),
    budgets: budgetsOf(rules, closed, paid, around.releasedBefore),
    indexes: indexesOf(closed.collected, paid, sumOfVolumes(inputs.volumes), () => true),
    issues: closed.issues,
    quotas: closed.collected.quotas,
    rulesYear: around.rulesYear,
    depositRateBp: depositBp(rules),
  }
  return {
    ...{ result, sheets, cases: paid },
    inputHash: hash(JSON.stringify(inputs)),
    resultHash: hash(JSON.stringify({ result, sheets, cases: paid })),
  }
}

/** The cap of reviews is one of the year and was kept when each was approved: a month alone says nothing about it. */
function withoutMonthlyCap(rules: payment.PaymentRules): payment.PaymentRules {
  const methods = [...rules.methods].map(([id, method]): [string, payment.MethodRules] => {
    if (method.kind !== 'points' || !method.review) return [id, method]
    return [id, { ...method, review: { ...method.review, cap: method.review.cap.with(EXACT_ONE) } }]
  })
  return { ...rules, methods: new Map(methods) }
}

export const depositBp = (rules: payment.PaymentRules | undefined): number =>
  rules ? Number(scaledTo(times(rules.month.deposit.value, fractions.exact(10_000)), 0)) : 0

const byId_ = (a: PaidCase, b: PaidCase): number => (a.settlementId < b.settlementId ? -1 : 1)

export function caseResults(
  rules: payment.PaymentRules,
  posting: payment.Posting,
  inputs: ReadonlyMap<string, CaseInput>,
): PaidCase[] {
  const [value, ratio] = [posting.value ?? EXACT_ZERO, posting.ratio ?? EXACT_ONE]
  return [...payment.caseAmounts(rules, posting)].map(([kept, dueFen]) => {
    const facts = inputs.get(kept.case.id)
    if (!facts) throw new Error(`No stay ${kept.case.id}`)
    const standard = kept.by === 'points' ? times(payment.unitsOf(kept.unitsScaled, rules), value) : kept.standard
    const optional = (each: fractions.Exact | undefined) => (each === undefined ? null : exactKept(each))
    return {
      ...{ settlementId: facts.settlementId, listId: facts.listId, personNo: facts.personNo },
      ...{ provider: facts.provider, area: facts.area, method: kept.method, budget: kept.line },
      ...{ insurance: facts.scheme, rule: kept.rule, code: facts.group?.code ?? '', name: facts.group?.name ?? '' },
      ...{ costFen: kept.case.costFen, bookedFen: kept.case.fundFen, dueFen, facts },
      figures: {
        weight: optional(kept.weight),
        coefficient: optional(kept.coefficient),
        multiple: optional(kept.multiple),
        units: exactKept(payment.unitsOf(kept.unitsScaled, rules)),
        standardFen: fenOf(standard, rules.rounding.mode),
        value: posting.value ? exactKept(posting.value) : '',
        ratio: exactKept(ratio),
        by: kept.by,
        patientFen: kept.case.patientFen,
        otherFen: kept.case.otherFen,
      },
    }
  })
}

export const valuesOf = (postings: readonly payment.Posting[]): RunResult['values'] =>
  postings.flatMap(runValue).filter(firstOfKind)

const runValue = ({ sums, value, ratio }: payment.Posting) =>
  value === undefined
    ? []
    : [
        {
          ...{ budget: sums.line, method: sums.method, insurance: sums.scheme },
          ...{ value: exactKept(value), ratio: exactKept(ratio ?? EXACT_ONE) },
        },
      ]

const firstOfKind = (each: RunResult['values'][number], at: number, all: RunResult['values']): boolean =>
  all.findIndex(
    (other) => other.budget === each.budget && other.method === each.method && other.insurance === each.insurance,
  ) === at

export const advancedOf = (rules: payment.PaymentRules, dueFen: number): number =>
  fenOf(times(yuanOf(dueFen as Fen), rules.month.advance_share.value), rules.rounding.mode)

export function sheetLine(rules: payment.PaymentRules, posting: payment.Posting): SheetLine {
  const { sums, value, ratio, fundFen, bookedFen } = posting
  return {
    ...{ budget: sums.line, method: sums.method, methodTitle: rules.methods.get(sums.method)?.title ?? sums.method },
    ...{ insurance: sums.scheme as SheetLine['insurance'], cases: sums.cases },
    units: exactKept(payment.unitsOf(sums.unitsScaled, rules)),
    value: value ? exactKept(value) : '',
    ratio: ratio ? exactKept(ratio) : '',
    ...{ costFen: Number(sums.allCostFen), bookedFen, dueFen: fundFen, advancedFen: advancedOf(rules, fundFen) },
  }
}

function sheetsOf(
  rules: payment.PaymentRules,
  closed: payment.MonthClosed,
  paid: readonly PaidCase[],
  volumes: readonly InpatientVolume[],
  { areaOf }: Around,
): Calculated['sheets'] {
  const byProvider = Map.groupBy(closed.posted.postings, ({ sums }) => sums.provider)
  const total = (lines: readonly SheetLine[], of: (line: SheetLine) => number) =>
    lines.reduce((sum, line) => sum + of(line), 0)
  return [...byProvider]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([provider, postings]) => {
      const lines = postings.map((posting) => sheetLine(rules, posting))
      const volume = sumOfVolumes(volumes.filter((each) => each.provider === provider))
      return {
        ...{ provider, area: areaOf(provider), cases: total(lines, ({ cases }) => cases) },
        costFen: total(lines, ({ costFen }) => costFen),
        bookedFen: total(lines, ({ bookedFen }) => bookedFen),
        dueFen: total(lines, ({ dueFen }) => dueFen),
        lines,
        indexes: indexesOf(closed.collected, paid, volume, (each) => each === provider),
        postings: differencesOf(lines),
        cleared: [],
      }
    })
}

export const sumOfVolumes = (volumes: readonly InpatientVolume[]) => ({
  stays: volumes.reduce((sum, { stays }) => sum + stays, 0),
  fundFen: volumes.reduce((sum, { fundFen }) => sum + fundFen, 0),
})

const e4 = (value: fractions.Exact | undefined): number | null =>
  value === undefined ? null : Number(scaledTo(value, 4))

/** Of the whole area, every provider is looked at as one. */
export function indexesOf(
  collected: payment.Collected,
  paid: readonly PaidCase[],
  volume: { readonly stays: number; readonly fundFen: number },
  isWanted: (provider: string) => boolean,
): Indexes {
  const isArea = isWanted('')
  const all = [...collected.sums.values()].map((sums) => (isArea ? { ...sums, provider: '' } : sums))
  const rows = payment.indexesOf(all).filter(({ provider }) => isWanted(provider))
  const main = [...rows].sort((a, b) => b.grouped - a.grouped)[0]
  const own = paid.filter(({ provider }) => isArea || isWanted(provider))
  const byUnits = own.filter(({ figures }) => figures.by === 'points')
  const total = (of: (row: payment.ProviderIndexes) => number) => rows.reduce((sum, row) => sum + of(row), 0)
  return {
    ...{ cases: total(({ cases }) => cases), grouped: total(({ grouped }) => grouped), groups: main?.groups ?? 0 },
    ...{ cmiE4: e4(main?.cmi), costIndexE4: e4(main?.costIndex), timeIndexE4: e4(main?.timeIndex) },
    ...{ low: total(({ low }) => low), high: total(({ high }) => high) },
    readmitted: total(({ readmitted }) => readmitted),
    ...{ stays: volume.stays, staysFundFen: volume.fundFen },
    byMethod: byUnits.length,
    byMethodFundFen: byUnits.reduce((sum, { bookedFen }) => sum + bookedFen, 0),
    daysTotal: [...collected.sums.values()]
      .filter(({ provider }) => isArea || isWanted(provider))
      .reduce((sum, { kept }) => sum + kept.reduce((days, each) => days + each.case.days, 0), 0),
  }
}

/** Σ paid + deposit + reserve + what was released before + what is left = the budget of the year, to the fen. */
function budgetsOf(
  rules: payment.PaymentRules,
  { posted }: payment.MonthClosed,
  paid: readonly PaidCase[],
  before: ReadonlyMap<string, number>,
): BudgetClosing[] {
  return rules.budgets.map((line) => {
    const own = posted.postings.filter(({ sums }) => sums.line === line.id)
    const advancedFen = own.reduce((sum, { fundFen }) => sum + advancedOf(rules, fundFen), 0)
    const depositFen = fenOf(times(yuanOf(advancedFen as Fen), rules.month.deposit.value), rules.rounding.mode)
    const budgetFen = fenOf(line.amount.value)
    const reserveFen = payment.reserveOf(line)
    const releasedFen = before.get(line.id) ?? 0
    const left = budgetFen - reserveFen - releasedFen - advancedFen
    const items: BudgetClosing['items'] = [
      { item: 'released_before', amountFen: releasedFen },
      { item: 'paid', amountFen: advancedFen - depositFen },
      { item: 'deposit', amountFen: depositFen },
      { item: 'reserve', amountFen: reserveFen },
      { item: left < 0 ? 'overrun' : 'unspent', amountFen: left },
    ]
    const ofCases = paid.reduce((sum, each) => (each.budget === line.id ? sum + each.dueFen : sum), 0)
    const ofSheets = own.reduce((sum, { fundFen }) => sum + fundFen, 0)
    const named = items.reduce((sum, { amountFen }) => sum + amountFen, 0)
    return {
      ...{ budget: line.id, title: line.title, budgetFen, items },
      unexplainedFen: budgetFen - named + (ofSheets - ofCases),
    }
  })
}

/** What the methods advance beyond what settlements booked by item, fund by fund. */
export function differencesOf(lines: readonly SheetLine[]): Sheet['postings'] {
  return (['employee', 'resident'] as const).flatMap((insurance) => {
    const own = lines.filter((line) => line.insurance === insurance)
    const amountFen = own.reduce((sum, line) => sum + line.advancedFen - line.bookedFen, 0)
    return amountFen === 0 ? [] : [{ fund: FUND_OF[insurance], amountFen }]
  })
}
