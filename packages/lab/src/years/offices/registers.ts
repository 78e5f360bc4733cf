// Registers of a generated city that no record of care gives: service points, outages, milestones, policies outside the list. All of
// them assumed, and each row says so. Projections are made by the kernel.
import { addDays, addMonths, type Day, projection } from '@yibao/kernel'
import type { OfficeRow } from '@yibao/lake'
import type { CityProfile } from '../../cities/index.ts'
import type { Random } from '../../random.ts'

const ASSUMED = { assumed: true, source: '生成器假定' } as const

export interface Span {
  readonly from: Day
  readonly to: Day
}

const within = <Row extends OfficeRow>(rows: readonly Row[], column: string, { to }: Span): Row[] =>
  rows.filter((row) => String(row[column]) <= to)

/** One joint window of tax and insurance for a county, a month after the other. */
export function servicePointRows({ counties }: CityProfile, span: Span): OfficeRow[] {
  const rows = counties.map(({ code, name }, at) => ({
    ...{ point_id: `P${code}`, kind: 'joint_window', county: code, title: `${name}社保费征缴联合窗口` },
    ...{ from_on: addMonths(span.from, at + 2), ...ASSUMED },
  }))
  return within(rows, 'from_on', span)
}

const OUTAGES_A_YEAR = 2
const OUTAGE_DAYS = 5

export function outageRows({ outside }: CityProfile, source: Random, span: Span): OfficeRow[] {
  const rows: OfficeRow[] = []
  for (let year = Number(span.from.slice(0, 4)); year <= Number(span.to.slice(0, 4)); year += 1)
    for (let nth = 0; nth < OUTAGES_A_YEAR; nth += 1) {
      const from = addDays(`${year}-01-01` as Day, source.int(0, 340))
      const { code } = source.pick(outside)
      rows.push({
        ...{
          outage_id: `O${year}-${nth + 1}`,
          area: code,
          from_on: from,
          until_on: addDays(from, source.int(0, OUTAGE_DAYS)),
        },
        ...{ reason: '对方平台切换', ...ASSUMED },
      })
    }
  return within(rows, 'from_on', span)
}

/** The platform of the state came to the provinces in 2021. */
export const milestoneRows = (span: Span): OfficeRow[] =>
  within(
    [
      {
        ...{ milestone: 'national_platform', title: '国家医保信息平台上线' },
        ...{ planned_on: '2021-12-31', done_on: '2021-11-30', ...ASSUMED },
      },
    ],
    'done_on',
    span,
  )

const OUTSIDE_POLICIES = [
  '体检费用补助',
  '非医保康复项目补助',
  '救助对象住院伙食补助',
  '单病种定额外补助',
  '中药制剂专项补助',
  '跨年度费用补报',
]
const FOUND_AFTER_DAYS = 100
const CLEARED_EVERY_DAYS = 75

export function outsidePolicyRows({ counties }: CityProfile, span: Span): OfficeRow[] {
  const rows = OUTSIDE_POLICIES.map((title, at): OfficeRow => {
    const found = addDays(span.from, FOUND_AFTER_DAYS + at * 3)
    const cleared = addDays(found, CLEARED_EVERY_DAYS * (at + 1))
    return {
      ...{ policy_no: `QD-${at + 1}`, title, county: counties[at % counties.length]!.code, found_on: found },
      ...{ cleared_on: cleared <= span.to ? cleared : undefined, ...ASSUMED },
    }
  })
  return within(rows, 'found_on', span)
}

const HORIZON_YEARS = 30
const MADE_ON = '-03-31'

/** Once a year, looking ahead from that year on. */
export function projectionRows(set: projection.ProjectionSet | undefined, span: Span): OfficeRow[] {
  if (!set) return []
  const { assumptions } = set
  const rows: OfficeRow[] = []
  for (let year = Number(span.from.slice(0, 4)) + 1; `${year}${MADE_ON}` <= span.to; year += 1) {
    const made = projection.project({ ...assumptions, startYear: year }, HORIZON_YEARS)
    const deficits = made.funds.flatMap(({ years }) => years.flatMap((each) => (each.balance < 0 ? [each.year] : [])))
    rows.push({
      ...{ projection_id: `${assumptions.id}-${year}`, title: assumptions.title, assumptions: assumptions.id },
      ...{ made_on: `${year}${MADE_ON}`, start_year: year, horizon_years: HORIZON_YEARS },
      deficit_year: deficits.length > 0 ? Math.min(...deficits) : undefined,
    })
  }
  return rows
}
