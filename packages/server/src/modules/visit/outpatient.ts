// An outpatient visit: registered, informed of diagnoses and category, taken back.
import { accepted, dayOf, type Instant, refused, type Scheme } from '@yibao/kernel'
import type { Kind } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import { checkAlive, checkScheme, type Person, personFrom } from '../person/index.ts'
import { stepOf, visitChanged } from './changed.ts'
import {
  checkBegin,
  checkCategory,
  checkDiagnoses,
  checkDisease,
  checkUnsettled,
  ownVisit,
  stateAfter,
} from './checks.ts'
import type { CareSources } from './deps.ts'
import type { Attending, Diagnosis, StayNotes, Visit, VisitDetails } from './model.ts'
import { PERSON_ONLY, VISIT_ONLY, visitRow } from './store.ts'

export interface Registration {
  readonly personNo: string
  readonly provider: string
  readonly scheme: Scheme
  readonly number: string
  readonly credentialKind: string
  readonly beganAt: Instant
  readonly attending: Attending
  /** Facts of identity that the message states; an absent one is not compared. */
  readonly stated: StatedIdentity
}

export interface StatedIdentity {
  readonly name?: string
  readonly certificateNo?: string
}

export interface Registered {
  readonly visitId: string
}

interface PersonFacts {
  readonly person: Parameters<typeof personFrom>[0] | null
}

export function checkIdentity(person: Person, { name, certificateNo }: StatedIdentity) {
  if (certificateNo !== undefined && certificateNo.toUpperCase() !== person.certificateNo.toUpperCase())
    return refused('person_certificate_differs', {})
  if (name !== undefined && name !== person.name) return refused('person_name_differs', {})
  return undefined
}

export const visitRegistered = (): Kind<Asked<Registration, Registered>, PersonFacts> => ({
  name: 'visit.registered',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: PERSON_ONLY, args: () => ({}) },
  decide: ({ message, input }, { facts }, context) => {
    if (!facts.person) return refused('person_unknown', { personNo: input.personNo })
    const person = personFrom(facts.person)
    const refusal =
      checkIdentity(person, input.stated) ??
      checkAlive(person, dayOf(input.beganAt)) ??
      checkBegin(input.beganAt, person.bornOn, context) ??
      checkScheme(person, input.scheme, dayOf(input.beganAt))
    if (refusal) return refusal
    const visitId = context.newId()
    const details: VisitDetails = {
      scheme: input.scheme,
      category: '',
      number: input.number,
      credentialKind: input.credentialKind,
      beganAt: input.beganAt,
      attending: input.attending,
      diagnoses: [],
    }
    const row = visitRow({
      visitId,
      personNo: person.personNo,
      kind: 'outpatient',
      state: 'registered',
      batches: [],
      provider: input.provider,
      area: person.area,
      beganOn: dayOf(input.beganAt),
      details,
    })
    return accepted({
      answer: message.answer({ visitId }, context),
      rows: { insert: { visit: [row] } },
      event: { visitId },
      objects: [visitId],
    })
  },
})

export interface VisitInformation {
  readonly personNo: string
  readonly provider: string
  readonly visitId: string
  readonly category: string
  readonly beganAt: Instant
  readonly disease?: string
  readonly diseaseName?: string
  readonly diagnoses: readonly Diagnosis[]
  /** Diagnoses that an earlier message gave and this one takes back, by their order. */
  readonly cancelled: readonly number[]
  readonly delivery?: string
  readonly notes?: StayNotes
}

interface VisitFacts {
  readonly visit: Visit | null
}

export const visitInformed = ({ categories, shown }: CareSources): Kind<Asked<VisitInformation, null>, VisitFacts> => ({
  name: 'visit.informed',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: VISIT_ONLY, args: ({ input }) => ({ visitId: input.visitId }) },
  decide: ({ message, input }, { facts }, context) => {
    const stepped = stepOf(facts.visit, input, 'inform', shown)
    if (!stepped.ok) return stepped
    const { visit, state } = stepped.value
    const category = categories.find(input.category)
    const diagnoses = mergedDiagnoses(visit.details.diagnoses, input.diagnoses, input.cancelled)
    const refusal =
      checkCategory(category, input.category, visit.kind) ??
      checkDisease(category, input.disease) ??
      checkDiagnoses(diagnoses, false) ??
      changesSettled(visit, input, shown)
    if (refusal) return refusal
    const { delivery, disease, diseaseName, notes } = input
    const details: VisitDetails = {
      ...visit.details,
      category: input.category,
      diagnoses,
      ...(disease === undefined ? {} : { disease }),
      ...(diseaseName === undefined ? {} : { diseaseName }),
      ...(delivery === undefined ? {} : { delivery }),
      ...(notes === undefined ? {} : { notes }),
    }
    return visitChanged(message, context, visit, { state, details })
  },
})

/** Once something is settled its category and disease stand; diagnoses may still be completed. */
function changesSettled(visit: Visit, input: VisitInformation, shown: CareSources['shown']) {
  const { category, disease } = visit.details
  const isSame = category === input.category && (disease ?? '') === (input.disease ?? '')
  return isSame ? undefined : checkUnsettled(visit, shown)
}

/** A row with a known order replaces, any other is added. */
export function mergedDiagnoses(
  before: readonly Diagnosis[],
  sent: readonly Diagnosis[],
  cancelled: readonly number[],
): Diagnosis[] {
  const byOrder = new Map(before.map((each) => [each.order, each]))
  for (const order of cancelled) byOrder.delete(order)
  for (const each of sent) byOrder.set(each.order, each)
  return [...byOrder.values()].sort((a, b) => a.order - b.order)
}

export interface VisitNamed {
  readonly personNo: string
  readonly provider: string
  readonly visitId: string
  /** 住院/门诊号, where the message states it. */
  readonly number?: string
}

export const registrationCancelled = ({ shown }: CareSources): Kind<Asked<VisitNamed, null>, VisitFacts> => ({
  name: 'visit.registration_cancelled',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: VISIT_ONLY, args: ({ input }) => ({ visitId: input.visitId }) },
  decide: ({ message, input }, { facts }, context) => {
    const own = ownVisit(facts.visit, input, shown)
    if (!own.ok) return own
    const visit = own.value
    if (input.number !== undefined && input.number !== visit.details.number) return refused('visit_number_differs', {})
    const refusal = visit.kind === 'outpatient' ? checkUnsettled(visit, shown) : undefined
    if (refusal) return refusal
    const state = stateAfter(visit, 'cancel', shown)
    if (!state.ok) return state
    return visitChanged(message, context, visit, { state: state.value })
  },
})
