// A stay: admission, changes, discharge, and undoing them. Two stays of one person never share a night.
import { accepted, addDays, type Day, dayOf, type Instant, type Refused, refused, type Scheme } from '@yibao/kernel'
import type { Kind } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import { checkAlive, checkScheme, personFrom } from '../person/index.ts'
import { stepOf, visitChanged } from './changed.ts'
import {
  checkBegin,
  checkCategory,
  checkDiagnoses,
  checkDisease,
  checkOverlap,
  checkUnsettled,
  type OtherStay,
  unsettledBatches,
} from './checks.ts'
import type { CareSources } from './deps.ts'
import type { Attending, Diagnosis, Discharge, StayNotes, Visit, VisitDetails } from './model.ts'
import { checkIdentity, mergedDiagnoses, type Registered, type StatedIdentity, type VisitNamed } from './outpatient.ts'
import { PERSON_AND_STAYS, VISIT_ONLY, visitRow } from './store.ts'

export interface Admission {
  readonly personNo: string
  readonly provider: string
  readonly scheme: Scheme
  readonly category: string
  readonly number: string
  readonly credentialKind: string
  readonly beganAt: Instant
  readonly attending: Attending
  readonly disease?: string
  readonly diseaseName?: string
  readonly diagnoses: readonly Diagnosis[]
  readonly delivery?: string
  readonly newborns?: number
  readonly pregnancy?: string
  readonly notes: StayNotes
  readonly stated: StatedIdentity
}

interface StayFacts {
  readonly person: Parameters<typeof personFrom>[0] | null
  readonly stays: readonly OtherStay[]
  readonly visit: Visit | null
  readonly voided: boolean
}

const optional = <K extends string, V>(name: K, value: V | undefined) =>
  (value === undefined ? {} : { [name]: value }) as Readonly<Partial<Record<K, V>>>

export const personAdmitted = (sources: CareSources): Kind<Asked<Admission, Registered>, StayFacts> => ({
  name: 'visit.admitted',
  subjects: ({ input }) => [input.personNo],
  facts: {
    sql: PERSON_AND_STAYS,
    args: ({ message, input }) => ({ from: dayOf(input.beganAt), ...message.key }),
  },
  decide: ({ message, input }, { facts }, context) => {
    if (facts.voided) return refused('message_voided', { msgid: message.key.msgid })
    if (!facts.person) return refused('person_unknown', { personNo: input.personNo })
    const person = personFrom(facts.person)
    const category = sources.categories.find(input.category)
    const beganOn = dayOf(input.beganAt)
    const refusal =
      checkIdentity(person, input.stated) ??
      checkAlive(person, beganOn) ??
      checkBegin(input.beganAt, person.bornOn, context) ??
      checkScheme(person, input.scheme, beganOn) ??
      checkCategory(category, input.category, 'inpatient') ??
      checkDisease(category, input.disease) ??
      checkDiagnoses(input.diagnoses, true) ??
      checkOverlap(facts.stays, beganOn, null, nameIn(sources))
    if (refusal) return refusal
    const visitId = context.newId()
    const row = visitRow({
      visitId,
      personNo: person.personNo,
      kind: 'inpatient',
      state: 'admitted',
      batches: [],
      provider: input.provider,
      area: person.area,
      beganOn,
      details: detailsOf(input),
    })
    return accepted({
      answer: message.answer({ visitId }, context),
      rows: { insert: { visit: [row] } },
      event: { visitId },
      objects: [visitId],
    })
  },
})

const nameIn =
  ({ providers }: CareSources) =>
  (code: string): string =>
    providers.find(code)?.name ?? code

function detailsOf(input: Admission): VisitDetails {
  return {
    scheme: input.scheme,
    category: input.category,
    number: input.number,
    credentialKind: input.credentialKind,
    beganAt: input.beganAt,
    attending: input.attending,
    diagnoses: input.diagnoses,
    notes: input.notes,
    ...optional('disease', input.disease),
    ...optional('diseaseName', input.diseaseName),
    ...optional('delivery', input.delivery),
    ...optional('newborns', input.newborns),
    ...optional('pregnancy', input.pregnancy),
  }
}

export interface StayChange extends Omit<Admission, 'scheme' | 'stated'> {
  readonly visitId: string
}

export const stayChanged = (sources: CareSources): Kind<Asked<StayChange, null>, StayFacts> => ({
  name: 'visit.stay_changed',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: PERSON_AND_STAYS, args: ({ input }) => ({ from: dayOf(input.beganAt), visitId: input.visitId }) },
  decide: ({ message, input }, { facts }, context) => {
    const stepped = stepOf(facts.visit, input, 'change', sources.shown)
    if (!stepped.ok) return stepped
    if (!facts.person) return refused('person_unknown', { personNo: input.personNo })
    const { visit, state } = stepped.value
    const category = sources.categories.find(input.category)
    const diagnoses = mergedDiagnoses(visit.details.diagnoses, input.diagnoses, [])
    const beganOn = dayOf(input.beganAt)
    const refusal =
      checkBegin(input.beganAt, facts.person.bornOn, context) ??
      checkCategory(category, input.category, 'inpatient') ??
      checkDisease(category, input.disease) ??
      checkDiagnoses(diagnoses, true) ??
      endsBefore(beganOn, visit.endedOn) ??
      checkOverlap(facts.stays, beganOn, visit.endedOn, nameIn(sources)) ??
      changesWhatWasSettled(visit, input, sources)
    if (refusal) return refusal
    const details = {
      ...visit.details,
      ...detailsOf({ ...input, scheme: visit.details.scheme, stated: {} }),
      diagnoses,
    }
    return visitChanged(message, context, visit, { state, beganOn, details })
  },
})

const endsBefore = (from: Day, until: Day | null) =>
  until !== null && until < from ? refused('stay_ends_before', { from, until }) : undefined

/** What an interim settlement was decided on stands while it is in effect. */
function changesWhatWasSettled(visit: Visit, input: StayChange, { shown }: CareSources) {
  const { category, disease, beganAt } = visit.details
  const isSame =
    category === input.category && (disease ?? '') === (input.disease ?? '') && dayOf(beganAt) === dayOf(input.beganAt)
  return isSame ? undefined : checkUnsettled(visit, shown)
}

export interface Discharging {
  readonly personNo: string
  readonly provider: string
  readonly visitId: string
  readonly discharge: Discharge
  readonly disease?: string
  readonly diseaseName?: string
  readonly delivery?: string
  readonly newborns?: number
}

interface VisitFacts {
  readonly visit: Visit | null
}

const DEATH = '5'

export const personDischarged = ({ shown }: CareSources): Kind<Asked<Discharging, null>, VisitFacts> => ({
  name: 'visit.discharged',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: VISIT_ONLY, args: ({ input }) => ({ visitId: input.visitId }) },
  decide: ({ message, input }, { facts }, context) => {
    const stepped = stepOf(facts.visit, input, 'discharge', shown)
    if (!stepped.ok) return stepped
    const { visit, state } = stepped.value
    const { discharge } = input
    const endedOn = dayOf(discharge.at)
    const refusal =
      endsBefore(visit.beganOn, endedOn) ??
      afterTomorrow(endedOn, visit.beganOn, context.today) ??
      checkDiagnoses(discharge.diagnoses, true) ??
      checkDeath(discharge, visit.beganOn, endedOn)
    if (refusal) return refusal
    const details: VisitDetails = {
      ...visit.details,
      discharge,
      // What the settlement before discharge was decided on stands; a stay not yet settled takes what is known now.
      ...(visit.state === 'settled_before_discharge' ? {} : diseaseAtDischarge(input)),
    }
    return visitChanged(message, context, visit, { state, endedOn, details })
  },
})

function checkDeath({ way, diedOn }: Discharging['discharge'], first: Day, last: Day): Refused | undefined {
  if (diedOn === undefined) return way === DEATH ? refused('death_day_missing', {}) : undefined
  return diedOn < first || diedOn > last ? refused('death_day_impossible', { on: diedOn, first, last }) : undefined
}

const diseaseAtDischarge = ({ disease, diseaseName, delivery, newborns }: Discharging) => ({
  ...optional('disease', disease),
  ...optional('diseaseName', diseaseName),
  ...optional('delivery', delivery),
  ...optional('newborns', newborns),
})

function afterTomorrow(at: Day, first: Day, today: Day) {
  const last = addDays(today, 1)
  return at > last ? refused('visit_moment_impossible', { at, first, last }) : undefined
}

export const dischargeUndone = (sources: CareSources): Kind<Asked<VisitNamed, null>, StayFacts> => ({
  name: 'visit.discharge_undone',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: PERSON_AND_STAYS, args: ({ input }) => ({ from: '0001-01-01', visitId: input.visitId }) },
  decide: ({ message, input }, { facts }, context) => {
    const stepped = stepOf(facts.visit, input, 'undo_discharge', sources.shown)
    if (!stepped.ok) return stepped
    const { visit, state } = stepped.value
    const refusal = checkOverlap(facts.stays, visit.beganOn, null, nameIn(sources))
    if (refusal) return refusal
    const { discharge: _, ...details } = visit.details
    return visitChanged(message, context, visit, { state, endedOn: null, details })
  },
})

/** Nothing may remain: neither settled nor unsettled lines. */
export const admissionCancelled = ({ shown }: CareSources): Kind<Asked<VisitNamed, null>, VisitFacts> => ({
  name: 'visit.admission_cancelled',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: VISIT_ONLY, args: ({ input }) => ({ visitId: input.visitId }) },
  decide: ({ message, input }, { facts }, context) => {
    const stepped = stepOf(facts.visit, input, 'cancel', shown)
    if (!stepped.ok) return stepped
    const { visit, state } = stepped.value
    const open = unsettledBatches(visit).length
    const refusal =
      checkUnsettled(visit, shown) ??
      (open > 0 ? refused('visit_has_charges', { visit: shown(visit.visitId), count: open }) : undefined)
    if (refusal) return refusal
    return visitChanged(message, context, visit, { state })
  },
})
