// Compares what came out with what the city's documents publish: one row for each target.
import { type CityProfile, isAssumed, type Measure } from '../cities/index.ts'
import type { Observation } from './observation.ts'

/** Sums over all observations, so that millions of settlements need no list. */
interface Sum {
  count: number
  total: number
  inScope: number
  fund: number
  assistance: number
  assisted: number
  cash: number
}

type Part = 'all' | 'stay' | 'outside' | 'employee_stay' | 'resident_stay' | 'chronic'

const newSum = (): Sum => ({ count: 0, total: 0, inScope: 0, fund: 0, assistance: 0, assisted: 0, cash: 0 })

export interface CalibrationRow {
  readonly measure: Measure
  readonly title: string
  readonly source: string
  /** The aim itself is an assumption of this project. */
  readonly assumed: boolean
  readonly aimed: number
  /** Absent: nothing of the kind happened. */
  readonly cameOut?: number
  /** (came out − aimed) / aimed. */
  readonly deviation?: number
  readonly within: boolean
}

const STAYS_IN_CITY: ReadonlySet<string> = new Set(['inpatient', 'delivery', 'day_surgery'])
const STAYS: ReadonlySet<string> = new Set([...STAYS_IN_CITY, 'outside_stay'])
const OUTSIDE: ReadonlySet<string> = new Set(['outside_visit', 'outside_stay'])
const CERTIFIED: ReadonlySet<string> = new Set(['chronic', 'special'])

export class Calibration {
  readonly #parts: Readonly<Record<Part, Sum>> = {
    all: newSum(),
    stay: newSum(),
    outside: newSum(),
    employee_stay: newSum(),
    resident_stay: newSum(),
    chronic: newSum(),
  }
  #staysEverywhere = 0
  #staysAssisted = 0

  add(observation: Observation): void {
    const { kind, scheme } = observation
    for (const part of partsOf(kind, scheme)) addTo(this.#parts[part], observation)
    if (!STAYS.has(kind)) return
    this.#staysEverywhere += 1
    if (observation.assistanceFen > 0) this.#staysAssisted += 1
  }

  /** `insuredYears`: person-years of the time observed. */
  table(profile: CityProfile, insuredYears: number): CalibrationRow[] {
    return profile.targets.map(({ measure, title, aimed, tolerance }) => {
      const cameOut = this.#measure(measure, insuredYears)
      const deviation = cameOut === undefined ? undefined : (cameOut - aimed.value) / aimed.value
      const basis = aimed.basis
      return {
        measure,
        title,
        source: 'stated' in basis ? basis.stated : basis.assumed,
        assumed: isAssumed(aimed),
        aimed: aimed.value,
        ...(cameOut !== undefined && { cameOut, deviation }),
        within: deviation !== undefined && Math.abs(deviation) <= tolerance,
      }
    })
  }

  #measure(measure: Measure, insuredYears: number): number | undefined {
    const { all, stay, outside, employee_stay, resident_stay, chronic } = this.#parts
    const staysAssistedFen = employee_stay.assistance + resident_stay.assistance
    switch (measure) {
      case 'visits_per_person_year':
        return quotient(all.count, insuredYears)
      case 'stays_per_person_year':
        return quotient(this.#staysEverywhere, insuredYears)
      case 'stay_mean_yuan':
        return quotient(stay.total / 100, stay.count)
      case 'employee_in_scope_ratio':
        return quotient(employee_stay.fund, employee_stay.inScope)
      case 'resident_in_scope_ratio':
        return quotient(resident_stay.fund, resident_stay.inScope)
      case 'fund_per_visit_yuan':
        return quotient(all.fund / 100, all.count)
      case 'outside_share':
        return quotient(outside.count, all.count)
      case 'outside_mean_yuan':
        return quotient(outside.total / 100, outside.count)
      case 'chronic_assistance_per_10000':
        return quotient(chronic.assisted * 10_000, insuredYears)
      case 'chronic_assistance_mean_yuan':
        return quotient(chronic.assistance / 100, chronic.assisted)
      case 'stay_assistance_per_10000':
        return quotient(this.#staysAssisted * 10_000, insuredYears)
      case 'stay_assistance_mean_yuan':
        return quotient(staysAssistedFen / 100, this.#staysAssisted)
      case 'cash_share':
        return quotient(all.cash, all.total)
    }
  }
}

function partsOf(kind: string, scheme: string): Part[] {
  return [
    'all',
    ...(STAYS_IN_CITY.has(kind) ? (['stay'] as const) : []),
    ...(STAYS.has(kind) ? ([scheme === 'employee' ? 'employee_stay' : 'resident_stay'] as const) : []),
    ...(OUTSIDE.has(kind) ? (['outside'] as const) : []),
    ...(CERTIFIED.has(kind) ? (['chronic'] as const) : []),
  ]
}

function addTo(sum: Sum, { totalFen, inScopeFen, fundFen, assistanceFen, cashFen }: Observation): void {
  sum.count += 1
  sum.total += totalFen
  sum.inScope += inScopeFen
  sum.fund += fundFen
  sum.assistance += assistanceFen
  if (assistanceFen > 0) sum.assisted += 1
  sum.cash += cashFen
}

const quotient = (dividend: number, divisor: number): number | undefined =>
  divisor === 0 ? undefined : dividend / divisor

/** The table as text for a terminal or a page. */
export function calibrationText(rows: readonly CalibrationRow[]): string {
  const lines = rows.map(({ title, aimed, cameOut, deviation, within, assumed, source }) => {
    const cells = [
      title,
      shown(aimed),
      shown(cameOut),
      deviation === undefined ? '–' : `${deviation < 0 ? '' : '+'}${(deviation * 100).toFixed(1)}%`,
      within ? '合' : '偏',
      `${assumed ? '假定：' : ''}${source}`,
    ]
    return `| ${cells.join(' | ')} |`
  })
  return ['| 指标 | 目标 | 结果 | 偏差 | 判断 | 来源 |', '|---|---|---|---|---|---|', ...lines, ''].join('\n')
}

function shown(value: number | undefined): string {
  if (value === undefined) return '–'
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(4)
}
