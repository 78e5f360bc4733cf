// The years beside what the city's account publishes: each total and share, how far it is off, and how far chance alone may
// have moved it at this size.
import { CARE_KINDS, type CareKind, type CityYears, isAssumed, type YearMeasure } from '../cities/index.ts'
import { type CareSums, SCHEMES, type Scheme, sumOf, type YearTotals } from './totals.ts'

export interface DeviationRow {
  readonly measure: YearMeasure
  readonly title: string
  readonly source: string
  readonly assumed: boolean
  /** What is published; for a total, of the whole city. */
  readonly published: number
  /** What is aimed at: a total is cut to the size that was made and to the part of the years. */
  readonly aimed: number
  readonly cameOut: number
  /** (came out − aimed) ÷ aimed. */
  readonly deviation: number
  /** One standard error of the deviation, from the spread of what was made; nothing where nothing is drawn. */
  readonly samplingError: number
  readonly within: boolean
}

const STAYS: readonly CareKind[] = ['inpatient', 'day_surgery', 'delivery', 'outside_stay']
const CITY_STAYS: readonly CareKind[] = ['inpatient']
const OUTSIDE: readonly CareKind[] = ['outside_visit', 'outside_stay']
const FEN = 100
const MONTHS = 12
const BY_THE_YEAR: ReadonlySet<YearMeasure> = new Set(['person_years', 'income_yuan'])
/** What chance may do in nineteen of twenty cases. */
const ERRORS = 2

interface Value {
  readonly value: number
  /** Relative standard error. */
  readonly error: number
}

/** `scale`: people made ÷ people of the account; the years made of all its years come on top. */
export function deviationRows(
  plan: CityYears,
  totals: readonly YearTotals[],
  scale: number,
  months: number,
): DeviationRow[] {
  const share = (scale * months) / (plan.years.length * MONTHS)
  // Who is enrolled, and what is raised for them, is settled for whole calendar years.
  const yearsShare = (scale * totals.length) / plan.years.length
  return plan.targets.flatMap((target): DeviationRow[] => {
    const found = measured(target.measure, plan, totals)
    if (!found) return []
    const { basis, value: published } = target.aimed
    const aimed = target.isTotal ? published * (BY_THE_YEAR.has(target.measure) ? yearsShare : share) : published
    const deviation = (found.value - aimed) / aimed
    return [
      {
        measure: target.measure,
        title: target.title,
        source: 'stated' in basis ? basis.stated : basis.assumed,
        assumed: isAssumed(target.aimed),
        published,
        aimed,
        cameOut: found.value,
        deviation,
        samplingError: found.error,
        within: Math.abs(deviation) <= target.tolerance,
      },
    ]
  })
}

/** A figure of the last year is there only once the last year is. */
function measured(measure: YearMeasure, plan: CityYears, totals: readonly YearTotals[]): Value | undefined {
  const first = totals[0]
  const last = totals.length === plan.years.length ? totals.at(-1) : undefined
  const [firstShape, lastShape] = [plan.years[0]!, plan.years.at(-1)!]
  switch (measure) {
    case 'person_years':
      return { value: total(totals, ({ personYears }) => personYears), error: 0 }
    case 'income_yuan':
      return { value: total(totals, ({ incomeFen }) => incomeFen) / FEN, error: 0 }
    case 'events':
      return counted(sumOf(totals, SCHEMES, CARE_KINDS))
    case 'fund_yuan':
      return summed(sumOf(totals, SCHEMES, CARE_KINDS), 'fund')
    case 'outside_events':
      return counted(sumOf(totals, SCHEMES, OUTSIDE))
    case 'outside_yuan':
      return summed(sumOf(totals, SCHEMES, OUTSIDE), 'total')
    case 'stay_mean_first':
      return first && mean(sumOf([first], SCHEMES, CITY_STAYS))
    case 'stay_mean_last':
      return last && mean(sumOf([last], SCHEMES, CITY_STAYS))
    case 'employee_ratio_first':
    case 'resident_ratio_first':
      return first && ratio(sumOf([first], [schemeOf(measure)], STAYS))
    case 'employee_ratio_last':
    case 'resident_ratio_last':
      return last && ratio(sumOf([last], [schemeOf(measure)], STAYS))
    case 'base_first':
      return { value: firstShape.baseYuan.value, error: 0 }
    case 'base_last':
      return last && { value: lastShape.baseYuan.value, error: 0 }
    case 'resident_standard_first':
      return { value: firstShape.residentYuan.value, error: 0 }
    case 'resident_standard_last':
      return last && { value: lastShape.residentYuan.value, error: 0 }
  }
}

const schemeOf = (measure: YearMeasure): Scheme => (measure.startsWith('employee') ? 'employee' : 'resident')
const total = (all: readonly YearTotals[], pick: (each: YearTotals) => number): number =>
  all.reduce((sum, each) => sum + pick(each), 0)

const counted = ({ events }: CareSums): Value => ({ value: events, error: 1 / Math.sqrt(Math.max(1, events)) })

/** A sum of many independent amounts: the root of the sum of their squares. */
function summed(sums: CareSums, what: 'fund' | 'total'): Value {
  const value = (what === 'fund' ? sums.fundFen : sums.totalFen) / FEN
  const squares = what === 'fund' ? sums.fundSquares : sums.totalSquares
  return { value, error: value > 0 ? Math.sqrt(squares) / value : 0 }
}

function mean({ events, totalFen, totalSquares }: CareSums): Value | undefined {
  if (events === 0) return undefined
  const value = totalFen / FEN / events
  const variance = Math.max(0, totalSquares / events - value * value)
  return { value, error: Math.sqrt(variance / events) / value }
}

/** Σ paid ÷ Σ in scope, its error from the residuals of each case. */
function ratio({ insuredFen, inScopeFen, insuredSquares, scopeSquares, insuredScope }: CareSums): Value | undefined {
  if (inScopeFen === 0) return undefined
  const value = insuredFen / inScopeFen
  const residual = Math.max(0, insuredSquares - 2 * value * insuredScope + value * value * scopeSquares)
  return { value, error: Math.sqrt(residual) / (inScopeFen / FEN) / value }
}

const shown = (value: number): string =>
  Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-US') : value.toFixed(4)
const percent = (value: number): string => `${(value * 100).toFixed(2)}%`

function verdict({ within, deviation, samplingError }: DeviationRow): string {
  if (within) return '合 within'
  return Math.abs(deviation) <= ERRORS * samplingError ? '抽样误差内 within chance' : '偏 off'
}

export function deviationText(rows: readonly DeviationRow[]): string {
  return [
    '| 指标 measure | 公布 published | 按比例目标 aimed | 结果 came out | 偏差 deviation | 抽样误差 sampling error | 判断 |',
    '|---|---:|---:|---:|---:|---:|---|',
    ...rows.map(
      (row) =>
        `| ${row.title} | ${shown(row.published)} | ${shown(row.aimed)} | ${shown(row.cameOut)} | ${row.deviation < 0 ? '' : '+'}${percent(row.deviation)} | ±${percent(row.samplingError)} | ${verdict(row)} |`,
    ),
    '',
  ].join('\n')
}
