// The changes of the enrolment window: categories recognised and ended, mutual aid, visits, population figures.
import { accepted, type Outcome, type Refused, refused } from '@yibao/kernel'
import type { Actor, Kind, Receipt, WritePath } from '../../../platform/index.ts'
import { type CategoryHeld, dossierUpdate, type Person, personFrom, spellsOn } from '../../person/index.ts'
import type { PersonRow } from '../store.ts'
import type { AidGrant, CategoryAsked, CategoryEnding, PopulationFigure, VisitNote } from './model.ts'
import { AID_FACTS, PERSON_FACTS, POPULATION_FACTS, populationKey, populationSet, visitRow } from './store.ts'

interface PersonKnown {
  readonly person: PersonRow | null
}

const lives = (row: PersonRow | null): Outcome<Person> => {
  if (!row) return refused('person_not_found', {})
  const person = personFrom(row)
  return person.diedOn === undefined ? accepted(person) : refused('window_person_died', { died: person.diedOn })
}

const overlaps = (a: Pick<CategoryHeld, 'from' | 'until'>, b: Pick<CategoryHeld, 'from' | 'until'>): boolean =>
  (a.until === undefined || b.from <= a.until) && (b.until === undefined || a.from <= b.until)

/** 身份认定: by the authority whose word it is; the same category does not hold twice at one time. */
export const categoryRecognised: Kind<CategoryAsked, PersonKnown> = {
  name: 'enrolment.category_recognised',
  subjects: ({ personNo }) => [personNo],
  facts: { sql: PERSON_FACTS, args: () => ({}) },
  decide: ({ category, from, until, authority }, { facts }) => {
    const found = lives(facts.person)
    if (!found.ok) return found
    const person = found.value
    if (until !== undefined && until < from) return refused('category_days', { from, until })
    const held: CategoryHeld = { category, from, ...(until && { until }), authority }
    if (person.dossier.categories.some((each) => each.category === category && overlaps(each, held)))
      return refused('category_held', { category })
    const categories = [...person.dossier.categories, held].sort((a, b) => (a.from < b.from ? -1 : 1))
    return accepted({
      answer: { personNo: person.personNo },
      rows: { update: { person: [dossierUpdate(person.personNo, { ...person.dossier, categories })] } },
      event: { category },
      objects: [person.personNo],
    })
  },
}

/** 退出: the category ends on its last day; what was decided under it stays. */
export const categoryEnded: Kind<CategoryEnding, PersonKnown> = {
  name: 'enrolment.category_ended',
  subjects: ({ personNo }) => [personNo],
  facts: { sql: PERSON_FACTS, args: () => ({}) },
  decide: ({ category, from, until }, { facts }) => {
    if (!facts.person) return refused('person_not_found', {})
    const person = personFrom(facts.person)
    const at = person.dossier.categories.findIndex((each) => each.category === category && each.from === from)
    const held = person.dossier.categories[at]
    if (!held || (held.until !== undefined && held.until <= until)) return refused('category_not_held', { category })
    if (until < from) return refused('category_days', { from, until })
    const categories = person.dossier.categories.with(at, { ...held, until })
    return accepted({
      answer: { personNo: person.personNo },
      rows: { update: { person: [dossierUpdate(person.personNo, { ...person.dossier, categories })] } },
      event: { category },
      objects: [person.personNo],
    })
  },
}

interface AidKnown extends PersonKnown {
  readonly giver: PersonRow | null
}

function checkGiver({ giver }: AidKnown, { personNo, giver: giverNo, from }: AidGrant): Refused | undefined {
  if (giverNo === personNo) return refused('aid_self', {})
  const found = lives(giver)
  if (!found.ok) return found
  const insured = spellsOn(found.value.dossier, from)
  return insured.some(({ scheme, state }) => scheme === 'employee' && state !== 'suspended')
    ? undefined
    : refused('aid_giver_no_account', {})
}

/** 家庭共济: a near relative may use the giver's account from a day on. */
export const aidGranted: Kind<AidGrant, AidKnown> = {
  name: 'enrolment.aid_granted',
  subjects: ({ personNo, giver }) => (giver === personNo ? [personNo] : [personNo, giver]),
  facts: { sql: AID_FACTS, args: ({ giver }) => ({ giver }) },
  decide: (grant, { facts }) => {
    const found = lives(facts.person)
    if (!found.ok) return found
    const refusal = checkGiver(facts, grant)
    if (refusal) return refusal
    const { personNo, dossier } = found.value
    if (dossier.givers.some(({ giver }) => giver === grant.giver)) return refused('aid_known', {})
    const { giver, relation, from } = grant
    const givers = [...dossier.givers, { giver, relation, from }]
    return accepted({
      answer: { personNo },
      rows: { update: { person: [dossierUpdate(personNo, { ...dossier, givers })] } },
      event: { relation },
      objects: [personNo, giver],
    })
  },
}

/** The tie ends at once; what was paid by it stays as it was. */
export const aidEnded: Kind<Pick<AidGrant, 'personNo' | 'giver' | 'note'>, PersonKnown> = {
  name: 'enrolment.aid_ended',
  subjects: ({ personNo }) => [personNo],
  facts: { sql: PERSON_FACTS, args: () => ({}) },
  decide: ({ giver }, { facts }) => {
    if (!facts.person) return refused('person_not_found', {})
    const { personNo, dossier } = personFrom(facts.person)
    const givers = dossier.givers.filter((each) => each.giver !== giver)
    if (givers.length === dossier.givers.length) return refused('aid_unknown', {})
    return accepted({
      answer: { personNo },
      rows: { update: { person: [dossierUpdate(personNo, { ...dossier, givers })] } },
      event: { ended: true },
      objects: [personNo, giver],
    })
  },
}

export const visitNoted: Kind<VisitNote> = {
  name: 'enrolment.visit_noted',
  subjects: ({ personNo }) => [personNo],
  decide: (visit, _, { newId, actor, now }) => {
    const visitId = newId()
    return accepted({
      answer: { visitId },
      rows: { insert: { enrolment_visit: [visitRow(visitId, visit, actor.id, now)] } },
      event: { list: visit.list, reason: visit.reason },
      objects: [visitId],
    })
  },
}

/** A figure of one day may be put right; the record of who entered what stays. */
export const populationEntered: Kind<PopulationFigure, { readonly known: boolean }> = {
  name: 'enrolment.population_entered',
  subjects: ({ area }) => [`population:${area}`],
  facts: { sql: POPULATION_FACTS, args: ({ area, kind, asOf }) => ({ area, kind, asOf }) },
  decide: (figure, { facts: { known } }, { actor, now }) => {
    const [key, set] = [populationKey(figure), populationSet(figure, actor.id, now)]
    return accepted({
      answer: { area: figure.area },
      rows: known
        ? { update: { population_base: [{ key, set }] } }
        : { insert: { population_base: [{ ...key, ...set }] } },
      event: { area: figure.area, kind: figure.kind },
      objects: [],
    })
  },
}

export interface WindowDesk {
  recognise(asked: CategoryAsked, actor: Actor, msgid: string): Promise<Outcome<Receipt>>
  endCategory(asked: CategoryEnding, actor: Actor, msgid: string): Promise<Outcome<Receipt>>
  grantAid(asked: AidGrant, actor: Actor, msgid: string): Promise<Outcome<Receipt>>
  endAid(asked: Pick<AidGrant, 'personNo' | 'giver' | 'note'>, actor: Actor, msgid: string): Promise<Outcome<Receipt>>
  noteVisit(visit: VisitNote, actor: Actor, msgid: string): Promise<Outcome<Receipt>>
  enterPopulation(figure: PopulationFigure, actor: Actor, msgid: string): Promise<Outcome<Receipt>>
}

export function openEnrolmentWindow(writePath: WritePath): WindowDesk {
  const via =
    <Input extends object>(kind: unknown) =>
    (input: Input, actor: Actor, msgid: string): Promise<Outcome<Receipt>> =>
      writePath.submit({
        kind: kind as Kind<Input>,
        key: { sender: 'enrolment', msgid: `window ${msgid}` },
        ...{ actor, input, request: { ...input } as never },
      })
  return {
    recognise: via(categoryRecognised),
    endCategory: via(categoryEnded),
    grantAid: via(aidGranted),
    endAid: via(aidEnded),
    noteVisit: via(visitNoted),
    enterPopulation: via(populationEntered),
  }
}
