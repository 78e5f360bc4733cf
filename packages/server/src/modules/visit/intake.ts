// Taking in fee lines: each is checked against itself, the provider's register and the catalogue of its own day.
import {
  type Approval,
  addDays,
  ageOn,
  type CatalogueEntry,
  type Day,
  dayOf,
  type Fen,
  type Instant,
  type ItemKind,
  lineAmount,
  type Outcome,
  priceCeiling,
  type Quantity,
  type RestrictionFacts,
  refused,
  restrictionDenial,
  type UnitPrice,
  yuanText,
} from '@yibao/kernel'
import type { CatalogueRegister } from '../catalogue/index.ts'
import type { Person } from '../person/index.ts'
import { knowsDepartment, knowsStaff, type Provider, STAFF_UNPAID, staffDenial } from '../provider/index.ts'
import type { VisitCategory } from './categories.ts'
import type { FeeLine, Visit } from './model.ts'

/** A fee line as a provider sends it. */
export interface SentLine {
  readonly serial: string
  readonly item: string
  readonly ownItem: string
  readonly at: Instant
  readonly quantity: Quantity
  readonly price: UnitPrice
  readonly amountFen: Fen
  readonly approval: Approval
  /** For a returned item: the line it takes back. */
  readonly reverses?: string
  readonly ordered: FeeLine['ordered']
  /** 外购处方: whoever ordered works elsewhere and is not on this provider's register. */
  readonly external?: boolean
  readonly notes?: Readonly<Record<string, string>>
}

/** Checks before an admission are part of the stay. */
const DAYS_BEFORE_VISIT = 7
/** A sender's clock may be ahead of ours. */
const DAYS_AHEAD = 1

export interface Intake {
  readonly visit: Pick<Visit, 'kind' | 'beganOn' | 'details'>
  readonly person: Pick<Person, 'sex' | 'bornOn'>
  readonly provider: Provider
  readonly category: VisitCategory | undefined
  readonly catalogue: CatalogueRegister
  readonly today: Day
}

export function takeLines(intake: Intake, sent: readonly SentLine[]): Outcome<FeeLine[]> {
  const serials = new Set<string>()
  const lines: FeeLine[] = []
  const facts = factsOf(intake)
  for (const [at, line] of sent.entries()) {
    const row = at + 1
    if (serials.has(line.serial)) return refused('line_serial_twice', { row, serial: line.serial })
    serials.add(line.serial)
    const refusal = checkLine(intake, line, row)
    if (refusal) return refusal
    lines.push(takeLine(intake, line, facts))
  }
  return { ok: true, value: lines }
}

function checkLine({ visit, provider, today }: Intake, line: SentLine, row: number) {
  const amount = lineAmount(line.quantity, line.price)
  if (amount !== line.amountFen) {
    const facts = { row, stated: yuanText(line.amountFen), computed: yuanText(amount) }
    return refused('line_amount_differs', facts)
  }
  const on = dayOf(line.at)
  const [first, last] = [addDays(visit.beganOn, -DAYS_BEFORE_VISIT), addDays(today, DAYS_AHEAD)]
  if (on < first || on > last) return refused('line_day_outside', { row, on, first, last })
  if (line.external) return undefined
  const [department, , doctor] = line.ordered
  if (department !== '' && !knowsDepartment(provider, department)) {
    return refused('department_unknown', { row, code: department })
  }
  if (doctor !== '' && !knowsStaff(provider, doctor)) return refused('staff_unknown', { row, code: doctor })
  return undefined
}

function factsOf({ visit, person, provider, category }: Intake): RestrictionFacts {
  const { details, kind } = visit
  return {
    sex: person.sex,
    age: Math.max(0, ageOn(person.bornOn, visit.beganOn)),
    level: provider.levelNumber,
    stay: kind === 'inpatient',
    emergency: category?.emergency === true,
    maternity: category?.setting === 'maternity_outpatient' || category?.setting === 'maternity_inpatient',
    diagnoses: details.diagnoses.map(({ code }) => code),
  }
}

function takeLine({ provider, catalogue }: Intake, sent: SentLine, facts: RestrictionFacts): FeeLine {
  const { approval, reverses, notes, external = false, ...line } = sent
  const entry = catalogue.find(line.item, dayOf(line.at))
  const kept = {
    ...notes,
    ...(reverses ? { reverses } : {}),
    ...(approval === 'not_needed' ? {} : { approval }),
    ...(external ? { external: '1' } : {}),
  }
  const common = { ...line, ...(Object.keys(kept).length > 0 ? { notes: kept } : {}) }
  if (!entry) {
    const outside = { itemClass: 'c', kind: 'other', feeClass: '14', tags: [], restricted: false } as const
    return { ...common, ...outside, deniedFor: '不在医保目录或当日未生效' }
  }
  const ceiling = priceCeiling(entry, provider.levelNumber)
  const deniedFor = restrictionDenial(entry, approval, facts) ?? staffDenial(provider, line.ordered[2])
  return {
    ...common,
    itemClass: entry.paymentClass,
    kind: kindOf(entry),
    feeClass: entry.feeClass,
    tags: entry.tags,
    restricted: entry.restriction !== undefined,
    ...(ceiling === undefined ? {} : { ceiling }),
    ...(entry.selfPayRateBp === undefined ? {} : { rateBp: entry.selfPayRateBp }),
    ...(deniedFor === undefined ? {} : { deniedFor }),
  }
}

/** What a correction says of one line; what it does not name stays. */
export interface LineChange {
  readonly item?: string
  readonly quantity?: Quantity
  readonly price?: UnitPrice
  readonly approval?: Approval
  /** The whole line is the person's, with this reason; null: no reason but what the catalogue says. */
  readonly deniedFor?: string | null
}

/** A line as it should have been: the catalogue and the restrictions of its own day, with the corrected facts of the visit. */
export function takeAgain(intake: Intake, line: FeeLine, change: LineChange = {}): FeeLine {
  const { item = line.item, quantity = line.quantity, price = line.price } = change
  const { approval: noted = 'not_needed', external, reverses, ...notes } = line.notes ?? {}
  const sent: SentLine = {
    serial: line.serial,
    ownItem: line.ownItem,
    at: line.at,
    ordered: line.ordered,
    item,
    quantity,
    price,
    amountFen: lineAmount(quantity, price),
    approval: change.approval ?? (noted as Approval),
    notes,
    ...(reverses === undefined ? {} : { reverses }),
    ...(external === undefined ? {} : { external: true }),
  }
  const { deniedFor: found, ...taken } = takeLine(intake, sent, factsOf(intake))
  if (change.deniedFor) return { ...taken, deniedFor: change.deniedFor, notes: { ...taken.notes, judged: '1' } }
  const { judged, ...left } = taken.notes ?? {}
  const bare: FeeLine = { ...taken, ...(taken.notes && { notes: left }) }
  const deniedFor = change.deniedFor === null ? undefined : keptDenial(line, found, judged !== undefined)
  return deniedFor === undefined ? bare : { ...taken, deniedFor }
}

/** An officer's judgement stands; a physician's standing is that of the day on which the line came, not of today. */
function keptDenial(line: FeeLine, found: string | undefined, isJudged: boolean): string | undefined {
  if (isJudged) return line.deniedFor
  const byStaff = found === STAFF_UNPAID || (found === undefined && line.deniedFor === STAFF_UNPAID)
  return byStaff ? line.deniedFor : found
}

const KINDS: Readonly<Record<CatalogueEntry['listType'], ItemKind>> = {
  drug: 'western_drug',
  herbal_piece: 'herbal',
  hospital_preparation: 'preparation',
  ethnic_drug: 'western_drug',
  other_drug: 'western_drug',
  herbal_granule: 'herbal',
  service: 'service',
  consumable: 'consumable',
}

/** 中成药费: the drug list holds western and Chinese patent medicine together. */
const PATENT_MEDICINE = '11'

const kindOf = ({ listType, feeClass }: CatalogueEntry): ItemKind =>
  KINDS[listType] === 'western_drug' && feeClass === PATENT_MEDICINE ? 'chinese_drug' : KINDS[listType]
