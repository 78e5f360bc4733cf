// Stays under the city's payment rules: grouped by the teaching scheme, priced and brought down to cases by the kernel, at the value
// with which the year begins. The rules are those of one year and are taken for all, which the lake's page says.
import { join } from 'node:path'
import { type Fen, fractions, Grouper, payment } from '@yibao/kernel'
import { type LakeSlice, type OfficeRow, type PaymentStay, paymentStaysOf } from '@yibao/lake'
import { listedFor, loadScheme, productSchemes } from '@yibao/policy'
import { rulesFor } from '../offices/packages.ts'
import type { OfficeFrame } from '../offices/plan.ts'

const SCHEME = 'drg-teaching'
const WEIGHT_PLACES = 10n ** 8n
const LONG_STAY_DAYS = 60
/** What is tested in the last days before an operation at the same hospital belongs to the stay. */
const CARE =
  "place = 'local' AND setting IN ('inpatient', 'day_surgery', 'outpatient') AND level IN ('level_2', 'level_3')"
const STAYS = "place = 'local' AND setting IN ('inpatient', 'day_surgery')"

export async function caseRows(
  run: OfficeFrame & { readonly folder: string },
  slices: readonly LakeSlice[],
  persons: number,
): Promise<OfficeRow[]> {
  const rules = rulesFor(run.profile.area)
  if (!rules) return []
  const stays = await paymentStaysOf(run.folder, slices, `person < ${persons} AND (${STAYS} OR ${CARE})`)
  const grouper = new Grouper(loadScheme(join(productSchemes, SCHEME)).compiled)
  const chinese = listedFor(run.profile.id, 'tcm_advantage').map(({ member }) => member)
  const cases = asPreAdmission(stays.map((stay) => caseOf(stay, grouper, chinese)))
  const mains = new Map(stays.map(({ record }) => [record.recordId, record.diagnoses[0] ?? '']))
  const years = [...new Set(cases.map(({ settledOn }) => settledOn.slice(0, 4)))].sort()
  return years.flatMap((year) => rowsOf({ ...rules, year: Number(year) }, cases, mains))
}

function caseOf({ each, record }: PaymentStay, grouper: Grouper, chinese: readonly string[]): payment.PaymentCase {
  const isStay = each.setting !== 'outpatient'
  const { status, drg, weightE8 } = isStay ? grouper.group(record) : { status: '', drg: undefined, weightE8: undefined }
  const main = record.diagnoses[0] ?? ''
  const isGrouped = status === 'grouped' && drg !== undefined
  return {
    ...each,
    group: isGrouped ? drg : '',
    status: isGrouped ? 'grouped' : 'ungrouped',
    weight: weightE8 === undefined ? undefined : fractions.exact(BigInt(weightE8), WEIGHT_PLACES),
    tags: isStay ? tagsOf(each, main, chinese) : each.tags,
  }
}

function tagsOf({ tags, days, setting }: payment.PaymentCase, main: string, chinese: readonly string[]): string[] {
  return [
    ...tags,
    ...(main.startsWith('F') ? ['mental'] : []),
    ...(days > LONG_STAY_DAYS ? ['long_stay'] : []),
    ...(tags.includes('tcm') && chinese.some((code) => main.startsWith(code)) ? ['tcm_advantage'] : []),
    ...(setting === 'day_surgery' ? ['day_surgery'] : []),
  ]
}

/** Outpatient visits that may be part of a stay; those that are not stay out of it, as all outpatient care does here. */
const asPreAdmission = (cases: readonly payment.PaymentCase[]): payment.PaymentCase[] =>
  cases.map((each) => (each.setting === 'outpatient' ? { ...each, setting: payment.PRE_ADMISSION } : each))

function rowsOf(
  rules: payment.PaymentRules,
  cases: readonly payment.PaymentCase[],
  mains: ReadonlyMap<string, string>,
): OfficeRow[] {
  const before = new Map(cases.map(({ id, costFen }) => [id, costFen]))
  const prepared = payment
    .prepared({ rules, cases, tables: NO_TABLES })
    .filter(({ setting }) => setting !== payment.PRE_ADMISSION)
  const collected = payment.collect(rules, NO_TABLES, prepared, payment.yearPeriod(rules.year))
  const { postings } = payment.post(rules, NO_TABLES, collected, [], 'start')
  return postings
    .flatMap((posting) => [...payment.caseAmounts(rules, posting)])
    .filter(([{ case: each }]) => each.settledOn.startsWith(String(rules.year)))
    .map(([kept, dueFen]) => rowOf(kept, dueFen, before.get(kept.case.id)!, mains.get(kept.case.id) ?? ''))
    .sort((a, b) => (`${a.settled_on} ${a.id}` < `${b.settled_on} ${b.id}` ? -1 : 1))
}

const NO_TABLES: payment.PaymentTables = { groups: new Map(), providers: new Map() }
const CATEGORY = 3

function rowOf(kept: payment.Kept, dueFen: Fen, alone: Fen, main: string): OfficeRow {
  const { case: each, method, line, rule } = kept
  const tags = each.costFen === alone ? each.tags : [...each.tags, payment.PRE_ADMISSION]
  return {
    ...{ id: each.id, settled_on: each.settledOn, person_no: each.person, provider: each.provider },
    ...{ county: each.county, scheme: each.scheme, method, budget: line, rule },
    ...{ code: rule === 'bed_day' ? main.slice(0, CATEGORY) : each.group, tags: tags.join(' ') || undefined },
    bed_days: rule === 'bed_day' ? each.days - each.leaveDays : undefined,
    ...{ cost_fen: each.costFen, booked_fen: each.fundFen, due_fen: dueFen },
  }
}
