// Stored visits as an audit rule reads them. What the platform does not know stays absent: absent is unknown, never false.
import {
  type AuditEncounter,
  type AuditFacts,
  type AuditPerson,
  type AuditProcedure,
  type AuditProvider,
  type CareMode,
  type Catalogue,
  dayAt,
  type ItemKind,
  type Minute,
  type NetLine,
  parseMinute,
} from '@yibao/kernel'
import { NO_DOSSIER, type Person, spellsOn } from '../person/index.ts'
import type { Provider, ProviderRegister } from '../provider/index.ts'
import type { CategoryTable, FeeBatch, FeeLine, Visit } from '../visit/index.ts'
import type { Screening } from './model.ts'

export interface StoredVisit {
  readonly visit: Visit
  readonly batches: readonly FeeBatch[]
}

export interface FactSources {
  readonly providers: ProviderRegister
  readonly categories: CategoryTable
}

const CATALOGUE_OF: Readonly<Record<ItemKind, Catalogue>> = {
  western_drug: 'drug',
  chinese_drug: 'drug',
  preparation: 'drug',
  herbal: 'herb',
  service: 'service',
  consumable: 'consumable',
  other: 'service',
}

/** No facts but these are recorded of a visit, so that everything else stays unknown. */
export const PLAIN_VISIT = {
  isRescue: false,
  isLongTermPrescription: false,
  isPreAdmission: false,
  flags: {},
} as const

export const PLAIN_LINE = { isSplitPack: false, isOnNoCodeList: false, isDraft: false } as const

/** 医疗类别 as the rules' care mode. */
export function careModeOf(categories: CategoryTable, category: string, kind?: Visit['kind']): CareMode {
  const known = categories.find(category)
  if (known?.emergency && !known.kinds.includes('inpatient')) return 'emergency'
  return kind ?? known?.kinds[0] ?? 'outpatient'
}

/** Under a certified disease the fund pays by that disease's own list. */
export function benefitTypeOf(categories: CategoryTable, category: string): string | undefined {
  const setting = categories.find(category)?.setting
  return setting === 'by_certificate' || setting === 'special' ? 'OUTPATIENT_SPECIAL' : undefined
}

export const insuranceTypeOf = (categories: CategoryTable, category: string): 'basic' | 'maternity' =>
  categories.find(category)?.setting.startsWith('maternity') ? 'maternity' : 'basic'

export function providerFacts({ code, kind, levelNumber }: Provider): AuditProvider {
  return { id: code, type: kind, level: kind === 'pharmacy' ? 0 : levelNumber, suspended: [] }
}

/** The register's word on a person goes before what a message says. */
export function personFacts(
  person: Person,
  stated: AuditPerson | undefined,
  on: AuditEncounter['startOn'],
): AuditPerson {
  const [spell] = spellsOn(person.dossier ?? NO_DOSSIER, on)
  return {
    id: person.personNo,
    sex: person.sex,
    bornOn: person.bornOn,
    ...(person.diedOn && { diedOn: person.diedOn }),
    ...(spell && { scheme: spell.scheme }),
    pregnancies: stated?.pregnancies ?? [],
    lactations: stated?.lactations ?? [],
    removedOrgans: [],
    suspended: [],
  }
}

export interface SettledVisit {
  readonly at: Minute
  readonly visitId: string
  /** As the settlement list says, once there is one; before, nobody knows. */
  readonly procedures?: readonly AuditProcedure[]
}

/** What was settled with everything that had been charged by then; what came later is not held against it. */
export function factsBack(
  person: Person,
  history: readonly StoredVisit[],
  sources: FactSources,
  settled: SettledVisit,
): AuditFacts {
  const known = history.filter(({ visit }) => (parseMinute(visit.details.beganAt) ?? settled.at) <= settled.at)
  const { procedures } = settled
  const encounters = known.map(({ visit }, at): AuditEncounter => {
    const encounter = encounterOf(visit, sources, settled.at, at)
    return procedures && visit.visitId === settled.visitId ? { ...encounter, procedures } : encounter
  })
  const codes = new Set(encounters.map(({ providerId }) => providerId))
  const on = encounters.find(({ id }) => id === settled.visitId)?.startOn ?? dayAt(settled.at)
  return {
    persons: [personFacts(person, undefined, on)],
    providers: [...codes].flatMap((code) => sources.providers.find(code) ?? []).map(providerFacts),
    practitioners: [],
    encounters,
    lines: known.flatMap(linesOf).filter(({ at }) => at <= settled.at),
    records: [],
  }
}

/** A visit as rules read it, ready to be read again. */
export interface PastVisit {
  readonly encounter: AuditEncounter
  /** Nothing of it moves with the clock: no stay, or a stay that has ended. */
  readonly isOver: boolean
  readonly lines: readonly NetLine[]
}

/** Who lies in hospital still does so now. */
export function encounterNow({ encounter, isOver }: PastVisit, now: Minute): AuditEncounter {
  if (isOver) return encounter
  const end = Math.max(now, encounter.start) as Minute
  return { ...encounter, end, endOn: dayAt(end) }
}

export const pastOf = (stored: readonly StoredVisit[], sources: FactSources, now: Minute): PastVisit[] =>
  stored.map((each, at) => ({
    encounter: encounterOf(each.visit, sources, now, at),
    isOver: isOver(each.visit),
    lines: linesOf(each),
  }))

const isOver = ({ kind, details: { discharge } }: Visit): boolean =>
  kind !== 'inpatient' || (discharge !== undefined && parseMinute(discharge.at) !== undefined)

/** The order or bill with everything the platform has on the person; of the visit looked at the message alone counts. */
export function factsOf(
  screening: Screening,
  person: Person,
  past: readonly PastVisit[],
  sources: FactSources,
  now: Minute,
): AuditFacts {
  const own = new Set(screening.encounters.map(({ id }) => id))
  const earlier = past.filter(({ encounter }) => !own.has(encounter.id))
  const encounters = [...earlier.map((each) => encounterNow(each, now)), ...screening.encounters]
  const codes = new Set(encounters.map(({ providerId }) => providerId))
  const on = screening.encounters.at(-1)?.startOn ?? dayAt(now)
  return {
    persons: [personFacts(person, screening.person, on)],
    providers: [...codes].flatMap((code) => sources.providers.find(code) ?? []).map(providerFacts),
    practitioners: [],
    encounters,
    lines: [...earlier.flatMap(({ lines }) => lines), ...screening.lines],
    records: [],
  }
}

/** `now` is when a stay ends that has not ended. */
function encounterOf(visit: Visit, { categories }: FactSources, now: Minute, sequence: number): AuditEncounter {
  const { details } = visit
  const start = parseMinute(details.beganAt) ?? now
  const ended = details.discharge ? parseMinute(details.discharge.at) : undefined
  const end = ended ?? (visit.kind === 'inpatient' ? (Math.max(now, start) as Minute) : start)
  const benefitType = benefitTypeOf(categories, details.category)
  const diagnoses = details.discharge?.diagnoses ?? details.diagnoses
  return {
    ...PLAIN_VISIT,
    ...{ id: visit.visitId, personId: visit.personNo, providerId: visit.provider },
    careMode: careModeOf(categories, details.category, visit.kind),
    ...{ start, end, startOn: dayAt(start), endOn: dayAt(end), sequence },
    diagnoses: diagnoses.map(({ code, main }) => ({ code, isMain: main })),
    insuranceType: insuranceTypeOf(categories, details.category),
    ...(benefitType && { benefitType }),
    ...(details.disease && { diseaseCode: details.disease }),
  }
}

function linesOf({ visit, batches }: StoredVisit): NetLine[] {
  return batches.flatMap(({ lines, withdrawn }) =>
    lines.filter(({ serial }) => !withdrawn.includes(serial)).map((line, at) => lineOf(visit.visitId, line, at)),
  )
}

/** With what is left of it while nothing takes it back, so that a past that is kept ready need not be copied for each look. */
function lineOf(visitId: string, line: FeeLine, sequence: number): NetLine {
  const at = parseMinute(line.at) as Minute
  const reverses = line.notes?.reverses
  const days = Math.round(Number(line.notes?.days ?? 0))
  const [department, , doctor] = line.ordered
  return {
    ...PLAIN_LINE,
    ...{ id: `${visitId}/${line.serial}`, encounterId: visitId, at, on: dayAt(at), sequence },
    catalogue: CATALOGUE_OF[line.kind],
    ...{ code: line.item, name: '', quantity: line.quantity, unitPrice: line.price, amountFen: line.amountFen },
    ...{ netQuantity: line.quantity, netAmountFen: line.amountFen },
    toFund: line.deniedFor === undefined && line.itemClass !== 'c',
    department,
    prescriberId: doctor,
    ...(days > 0 && { supplyDays: days }),
    ...(line.notes?.prescription && {
      prescription: line.notes.prescription,
      ePrescription: { id: line.notes.prescription },
    }),
    ...(reverses !== undefined && { reversalOf: `${visitId}/${reverses}` }),
  }
}
