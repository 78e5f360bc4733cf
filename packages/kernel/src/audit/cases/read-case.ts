// An audit case from its text: facts, knowledge and what is expected; every fault names the field and what is allowed.
import type { FaultList } from '../../policy/text/faults.ts'
import { type MapNode, shown, type TextNode } from '../../policy/text/located.ts'
import { listOrOne, object, optional, type Shape, type TypeOf, text } from '../../policy/text/shape.ts'
import type { Severity } from '../card/card.ts'
import { dayAt, type Minute } from '../facts/minute.ts'
import type { AuditEncounter, AuditFacts, AuditLine, AuditPerson, AuditRecord, Practitioner } from '../facts/model.ts'
import { type RawPoint, readRawPoint } from '../knowledge/point.ts'
import { decimal } from '../knowledge/shapes.ts'
import {
  type EncounterText,
  encounterShape,
  flagsOf,
  knownPart,
  type LineText,
  lineShape,
  type PersonText,
  type PractitionerText,
  personShape,
  practitionerShape,
  providerShape,
  tolerant,
} from './case-shapes.ts'
import { readRecord } from './record-shapes.ts'

export interface ExpectedFinding {
  readonly rule: string
  readonly lines?: readonly string[] | undefined
  readonly encounters?: readonly string[] | undefined
  readonly persons?: readonly string[] | undefined
  readonly providers?: readonly string[] | undefined
  readonly practitioners?: readonly string[] | undefined
  readonly purchasers?: readonly string[] | undefined
  readonly codes?: readonly string[] | undefined
  readonly severity?: Severity
  readonly excessQty?: number | undefined
  readonly excessAmount?: number | undefined
}

export interface AuditCase {
  readonly id: string
  readonly title: string
  /** At which the outcome must be reached; all when the case does not say. */
  readonly stages: readonly string[]
  readonly facts: AuditFacts
  readonly knowledge: readonly RawPoint[]
  readonly expect?: {
    readonly fire: readonly ExpectedFinding[]
    readonly notFire: readonly ExpectedFinding[]
    readonly mayFire: readonly string[]
  }
}

const SECTIONS = ['persons', 'providers', 'practitioners', 'encounters', 'lines', 'records', 'knowledge']
const CASE_KEYS = ['id', 'title', 'note', 'source', 'asOf', 'stages', 'expect', ...SECTIONS]

/** Undefined when a fault refuses it. */
export function readAuditCase(node: TextNode, faults: FaultList): AuditCase | undefined {
  if (node.kind !== 'map') {
    faults.add(node.at, 'wrong_value', shown(node), `a case: ${CASE_KEYS.slice(0, 3).join(', ')} …`)
    return undefined
  }
  const known = knownPart(node, CASE_KEYS, faults)
  const word = (key: string) => {
    const child = known.entries.get(key)
    return child?.kind === 'scalar' && child.text !== '' ? child.text : undefined
  }
  const id = word('id')
  if (!id) faults.add(node.at, 'missing_key', 'a case without id', 'id: a name for the case')
  const facts = readFacts(known, faults)
  const knowledge = section(known, 'knowledge', faults).flatMap(
    (child, index) => readRawPoint(child, { id: `${id ?? 'case'}-kp${index + 1}` }, faults) ?? [],
  )
  const stagesNode = known.entries.get('stages')
  const stages = stagesNode ? (listOrOne(text()).read(stagesNode, faults) ?? []) : []
  const expectNode = known.entries.get('expect')
  const expect = expectNode && readExpectation(expectNode, faults)
  if (faults.refuses || !id) return undefined
  return { id, title: word('title') ?? id, stages, facts, knowledge, ...(expect && { expect }) }
}

function section(node: MapNode, name: string, faults: FaultList): readonly TextNode[] {
  const child = node.entries.get(name)
  if (!child) return []
  if (child.kind === 'list') return child.items
  faults.add(child.at, 'wrong_value', shown(child), 'a list')
  return []
}

function readFacts(node: MapNode, faults: FaultList): AuditFacts {
  const each = <T, R>(name: string, shape: Shape<T>, make: (value: T, index: number, child: TextNode) => R): R[] =>
    section(node, name, faults).flatMap((child, index) => {
      const value = shape.read(child, faults)
      return value === undefined ? [] : [make(value, index, child)]
    })
  const persons = each('persons', personShape, personOf)
  const providers = each('providers', providerShape, ({ id, type, level, approvedBeds, capabilities, suspended }) => ({
    id,
    ...defined({ type, level, approvedBeds, capabilities }),
    suspended: (suspended ?? []).flatMap(rangeOf),
  }))
  const practitioners = each('practitioners', practitionerShape, practitionerOf)
  const encounters = section(node, 'encounters', faults).flatMap((child, index) => {
    const value = readEncounter(child, faults)
    return value ? [encounterOf(value, index, child)] : []
  })
  const lines = each('lines', lineShape, lineOf)
  const records = section(node, 'records', faults).flatMap((child): AuditRecord[] => {
    const record = readRecord(child, faults)
    return record ? [record] : []
  })
  const facts = { persons, providers, practitioners, encounters, lines, records }
  // A visit that could not be read would make every one of its lines a fault of its own.
  if (!faults.refuses) checkReferences(node, facts, faults)
  return facts
}

/** Yes-or-no facts that a visit states beside the known ones may be asked for by a branch of an indication. */
function readEncounter(node: TextNode, faults: FaultList): EncounterText | undefined {
  if (node.kind !== 'map') return encounterShape.read(node, faults)
  const known = Object.keys(encounterShape.schema.properties as object)
  const ownFlags = Object.keys(flagsOf(node, known))
  const entries = new Map([...node.entries].filter(([key]) => !ownFlags.includes(key)))
  const proxy = entries.get('proxy')
  if (proxy?.kind === 'map') entries.set('proxy', { kind: 'scalar', at: proxy.at, value: true, text: 'true' })
  return encounterShape.read(knownPart({ ...node, entries }, known, faults), faults)
}

/** An entry for each value that is there. */
const defined = <T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never

const rangeOf = (
  range: { start: AuditPerson['bornOn'] & string; end?: AuditPerson['bornOn'] | undefined } | undefined,
) => (range ? [{ from: range.start, ...defined({ to: range.end }) }] : [])

const personOf = (value: PersonText): AuditPerson => ({
  id: value.id,
  ...(value.sex && { sex: value.sex === 'M' ? ('male' as const) : ('female' as const) }),
  ...defined({ bornOn: value.birthDate, diedOn: value.deathDate, scheme: value.scheme }),
  pregnancies: rangeOf(value.pregnancy),
  lactations: rangeOf(value.lactation),
  removedOrgans: value.removedOrgans ?? [],
  suspended: (value.suspended ?? []).flatMap(rangeOf),
})

const practitionerOf = (value: PractitionerText): Practitioner => ({
  id: value.id,
  ...defined({ providerId: value.providerId, antibioticRight: value.antibioticRight }),
  suspended: (value.suspended ?? []).flatMap(rangeOf),
})

const INSURANCE = { BASIC: 'basic', MATERNITY: 'maternity', WORK_INJURY: 'work_injury' } as const

function encounterOf(value: EncounterText, sequence: number, node: TextNode): AuditEncounter {
  const end = (value.end ?? value.start) as Minute
  const { benefitType, diseaseCode, episode, transferFrom, purchaserId, invoice, channel } = value
  const exception = value.exception === 'false' ? undefined : value.exception
  return {
    ...{ id: value.id, personId: value.personId, providerId: value.providerId, careMode: value.careMode },
    ...{ start: value.start, end, startOn: dayAt(value.start), endOn: dayAt(end) },
    ...(value.diagnoses && {
      diagnoses: value.diagnoses.map(({ code, role }) => ({ code, isMain: role === 'main' })),
    }),
    ...(value.procedures && {
      procedures: value.procedures.map(({ code, occurredAt }) => ({ code, ...defined({ at: occurredAt }) })),
    }),
    ...(value.insuranceType && { insuranceType: INSURANCE[value.insuranceType] }),
    ...defined({ benefitType, diseaseCode, episode, transferFrom, purchaserId, invoice, channel, exception }),
    ...(value.proxy && { isProxy: value.proxy !== 'false' }),
    ...(value.injury && {
      injury: defined({
        thirdParty: value.injury.thirdParty,
        statementSigned: value.injury.statementSigned ?? value.injury.statement,
      }),
    }),
    isRescue: value.rescue ?? false,
    isLongTermPrescription: value.longTermRx ?? false,
    isPreAdmission: value.preAdmission ?? false,
    flags: { ...(node.kind === 'map' ? flagsOf(node, []) : {}), ...value.flags },
    sequence,
  }
}

const CATALOGUE = { drug: 'drug', service: 'service', consumable: 'consumable', tcm: 'herb' } as const

function lineOf(value: LineText, sequence: number): AuditLine {
  const { unitPrice, doses, prescriberId, executorId, incision, listPrice, packs, traceCodes, reversalOf, uploadedAt } =
    value
  return {
    ...{ id: value.id, encounterId: value.encounterId, at: value.occurredAt, on: dayAt(value.occurredAt) },
    ...{ catalogue: CATALOGUE[value.catalog], code: value.code, name: value.name ?? value.code, quantity: value.qty },
    ...{ amountFen: value.amount, toFund: value.toFund ?? true, sequence },
    ...defined({
      unitPrice,
      doses,
      prescriberId,
      executorId,
      incision,
      listPrice,
      packs,
      traceCodes,
      reversalOf,
      uploadedAt,
    }),
    ...defined({
      supplyDays: value.days,
      prescription: value.rx,
      department: value.execDept,
      fundPaidFen: value.fundPaid,
    }),
    isSplitPack: value.split ?? false,
    isOnNoCodeList: value.noCodeList ?? false,
    isDraft: value.draft ?? false,
    ...(value.eRx && {
      ePrescription: defined({
        id: value.eRx.id,
        personId: value.eRx.personId,
        issuedAt: value.eRx.issuedAt,
        validUntil: value.eRx.validUntil,
        quantity: value.eRx.qty,
      }),
    }),
  }
}

/** Ids are unique, and what names a person, a provider or a visit names one of the case. */
function checkReferences(node: MapNode, facts: AuditFacts, faults: FaultList): void {
  const places = (name: string) => section(node, name, faults).map((child) => child.at)
  const unique = (name: string, items: readonly { readonly id: string }[]): Set<string> => {
    const ids = new Set<string>()
    items.forEach(({ id }, index) => {
      if (ids.has(id))
        faults.add(places(name)[index] ?? node.at, 'wrong_value', `the id ${id} twice in ${name}`, 'each id once')
      ids.add(id)
    })
    return ids
  }
  const persons = unique('persons', facts.persons)
  const providers = unique('providers', facts.providers)
  const encounters = unique('encounters', facts.encounters)
  unique('practitioners', facts.practitioners)
  unique('lines', facts.lines)
  const must = (known: Set<string>, id: string, field: string, name: string, index: number) => {
    const at = places(name)[index] ?? node.at
    if (!known.has(id))
      faults.add(
        { ...at, file: `${at.file}.${field}` },
        'wrong_value',
        id,
        `one of ${[...known].slice(0, 8).join(', ') || '(none given)'}`,
      )
  }
  facts.encounters.forEach((each, index) => {
    must(persons, each.personId, 'personId', 'encounters', index)
    must(providers, each.providerId, 'providerId', 'encounters', index)
  })
  facts.lines.forEach((each, index) => {
    must(encounters, each.encounterId, 'encounterId', 'lines', index)
  })
}

const words = listOrOne(text())
const wordsOrNone: Shape<readonly string[]> = {
  read: (node, faults) => (node.kind === 'list' && node.items.length === 0 ? [] : words.read(node, faults)),
  schema: words.schema,
}

const expectedShape = tolerant(
  object({
    rule: optional(text()),
    ruleName: optional(text()),
    why: optional(text()),
    lines: optional(wordsOrNone),
    encounters: optional(wordsOrNone),
    persons: optional(wordsOrNone),
    providers: optional(wordsOrNone),
    practitioners: optional(wordsOrNone),
    purchasers: optional(wordsOrNone),
    codes: optional(wordsOrNone),
    severity: optional(text(/^(definite|suspect|needs[-_]evidence)$/, 'definite, suspect or needs-evidence')),
    excessQty: optional(decimal()),
    excessAmount: optional(decimal()),
  }),
)

function readExpectation(node: TextNode, faults: FaultList): AuditCase['expect'] {
  if (node.kind !== 'map') {
    faults.add(node.at, 'wrong_value', shown(node), 'a map with fire, notFire, mayFire')
    return undefined
  }
  const expected = (name: string) =>
    section(node, name, faults).flatMap((child) => expectedOf(expectedShape.read(child, faults), child, faults))
  const may = section(node, 'mayFire', faults).flatMap((child) => {
    const rule = child.kind === 'map' ? child.entries.get('rule') : child
    return rule?.kind === 'scalar' ? [rule.text] : []
  })
  return { fire: expected('fire'), notFire: expected('notFire'), mayFire: may }
}

function expectedOf(
  value: TypeOf<typeof expectedShape> | undefined,
  node: TextNode,
  faults: FaultList,
): ExpectedFinding[] {
  if (!value) return []
  if (!value.rule) {
    faults.add(node.at, 'missing_key', 'an expectation without rule', 'rule: the id of a rule such as N10')
    return []
  }
  const { rule, severity, at: _, ruleName: __, why: ___, ...rest } = value
  return [{ rule, ...rest, ...(severity && { severity: severity.replace('-', '_') as Severity }) }]
}
