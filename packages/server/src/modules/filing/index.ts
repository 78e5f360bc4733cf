// The door of the filing module: filed, withdrawn, approved. What takes effect is noted in the person's dossier.
import { accepted, type Day, type Outcome, parseChronicDiseaseCode, refused } from '@yibao/kernel'
import type { Kind, Receipt, WritePath } from '../../platform/index.ts'
import { type Asked, commandFor, type Message } from '../common/index.ts'
import { type Dossier, dossierUpdate, holdsOn, type Person, personFrom } from '../person/index.ts'
import type { ShownId, Visit } from '../visit/index.ts'
import type { Filing, FilingKind } from './model.ts'
import { FILE_FACTS, FILING_FACTS, filingRow, stateUpdate } from './store.ts'

export { filingRows } from './history/store.ts'
export * from './model.ts'
export { type FilingRefusalCode, filingRefusals } from './refusals.ts'
export { filingsOf } from './store.ts'

export interface ToFile {
  readonly personNo: string
  readonly kind: FilingKind
  readonly provider: string
  readonly fromOn: Day
  readonly untilOn: Day | undefined
  readonly details: Readonly<Record<string, string>>
  /** A referral: the stay that it continues. */
  readonly priorVisit?: string
  /** A disease that is certified by the filing, and what kind of outpatient benefit it has. */
  readonly disease?: { readonly code: string; readonly name: string }
  /** A chosen provider: 业务申请类型. */
  readonly business?: string
}

export interface Filed {
  readonly filingId: string
}

interface FileFacts {
  readonly person: Parameters<typeof personFrom>[0] | null
  readonly visit: Visit | null
  readonly open: readonly Filing[]
}

const filed = (shown: ShownId): Kind<Asked<ToFile, Filed>, FileFacts> => ({
  name: 'filing.filed',
  subjects: ({ input }) => [input.personNo],
  facts: {
    sql: FILE_FACTS,
    args: ({ input }) => ({ kind: input.kind, ...(input.priorVisit && { visitId: input.priorVisit }) }),
  },
  decide: ({ message, input }, { facts }, context) => {
    if (!facts.person) return refused('person_unknown', { personNo: input.personNo })
    const person = personFrom(facts.person)
    const refusal = checkFiling(person, input, facts, shown)
    if (refusal) return refusal
    const filingId = context.newId()
    const filing: Filing = {
      filingId,
      personNo: person.personNo,
      kind: input.kind,
      state: 'filed',
      provider: input.provider,
      area: person.area,
      fromOn: input.fromOn,
      untilOn: input.untilOn ?? null,
      filedAt: context.now,
      details: {
        ...input.details,
        ...(input.disease && { disease: input.disease.code, diseaseName: input.disease.name }),
      },
    }
    const dossier = dossierWith(person.dossier, filing, input, facts.visit)
    return accepted({
      answer: message.answer({ filingId }, context),
      rows: {
        insert: { filing: [filingRow(filing)] },
        ...(dossier && { update: { person: [dossierUpdate(person.personNo, dossier)] } }),
      },
      event: { filingId, kind: input.kind },
      objects: [filingId],
    })
  },
})

function checkFiling({ dossier }: Person, input: ToFile, { visit, open }: FileFacts, shown: ShownId) {
  const { fromOn, untilOn, disease, priorVisit } = input
  if (untilOn !== undefined && untilOn < fromOn) return refused('filing_dates', { from: fromOn, until: untilOn })
  if (priorVisit !== undefined && !visit) return refused('prior_visit_unknown', { visit: shown(priorVisit) })
  if (!disease) return undefined
  if (!parseChronicDiseaseCode(disease.code)) return refused('disease_malformed', { disease: disease.code })
  const certified = dossier.certificates.find((each) => each.disease === disease.code && holdsOn(each, fromOn))
  const waiting = open.find(({ details }) => details.disease === disease.code)
  const from = certified?.from ?? waiting?.fromOn
  return from === undefined ? undefined : refused('disease_certified', { disease: disease.code, from })
}

/** A referral and a chosen provider take effect at once; a disease only when the agency has approved it. */
function dossierWith(dossier: Dossier, filing: Filing, input: ToFile, prior: Visit | null): Dossier | undefined {
  if (filing.kind === 'chronic_disease') return undefined
  const chain = prior ? (chainOf(dossier, prior) ?? prior.visitId) : undefined
  const note = {
    filing: filing.filingId,
    kind: filing.kind,
    provider: filing.provider,
    from: filing.fromOn,
    ...(filing.untilOn && { until: filing.untilOn }),
    ...(input.business && { business: input.business }),
    ...(chain && { chain }),
  }
  return { ...dossier, filings: [...dossier.filings, note] }
}

/** A stay that itself continued an earlier one belongs to that one's chain. */
const chainOf = ({ filings }: Dossier, { provider, beganOn }: Visit): string | undefined =>
  filings.find((note) => note.kind === 'referral' && note.provider === provider && holdsOn(note, beganOn))?.chain

export interface FilingNamed {
  readonly personNo: string
  readonly filingId: string
  readonly kind: FilingKind
}

interface FilingFacts {
  readonly person: Parameters<typeof personFrom>[0] | null
  readonly filing: Filing | null
}

const STATES = { filed: '待审核', approved: '已审核', withdrawn: '已撤销' } as const

const withdrawn = (shown: ShownId): Kind<Asked<FilingNamed, null>, FilingFacts> => ({
  name: 'filing.withdrawn',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: FILING_FACTS, args: ({ input }) => ({ filingId: input.filingId }) },
  decide: ({ message, input }, { facts }, context) => {
    const { filing, person } = facts
    if (!filing || !person || filing.kind !== input.kind)
      return refused('filing_unknown', { filing: shown(input.filingId) })
    if (filing.state !== 'filed')
      return refused('filing_closed', { filing: shown(input.filingId), state: STATES[filing.state] })
    const { dossier } = person
    const filings = dossier.filings.filter((note) => note.filing !== filing.filingId)
    return accepted({
      answer: message.answer(null, context),
      rows: {
        update: {
          filing: [stateUpdate(filing, 'withdrawn')],
          ...(filings.length < dossier.filings.length && {
            person: [dossierUpdate(person.personNo, { ...dossier, filings })],
          }),
        },
      },
      event: { filingId: filing.filingId },
      objects: [filing.filingId],
    })
  },
})

export interface Approval extends FilingNamed {
  /** What kind of outpatient benefit a certified disease has. */
  readonly benefit?: 'chronic' | 'special' | 'two_disease'
}

/** The agency's word: a certified disease takes effect with it. */
const approved = (shown: ShownId): Kind<Asked<Approval, null>, FilingFacts> => ({
  name: 'filing.approved',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: FILING_FACTS, args: ({ input }) => ({ filingId: input.filingId }) },
  decide: ({ message, input }, { facts }, context) => {
    const { filing, person } = facts
    if (!filing || !person || filing.kind !== input.kind)
      return refused('filing_unknown', { filing: shown(input.filingId) })
    if (filing.state !== 'filed')
      return refused('filing_closed', { filing: shown(input.filingId), state: STATES[filing.state] })
    const { disease = '', diseaseName = '' } = filing.details
    const certificate = {
      disease,
      name: diseaseName,
      kind: input.benefit ?? ('chronic' as const),
      from: filing.fromOn,
      ...(filing.untilOn && { until: filing.untilOn }),
      provider: filing.provider,
      filing: filing.filingId,
    }
    const certificates = [...person.dossier.certificates, certificate]
    return accepted({
      answer: message.answer(null, context),
      rows: {
        update: {
          filing: [stateUpdate(filing, 'approved', context.now)],
          ...(filing.kind === 'chronic_disease' && {
            person: [dossierUpdate(person.personNo, { ...person.dossier, certificates })],
          }),
        },
      },
      event: { filingId: filing.filingId },
      objects: [filing.filingId],
    })
  },
})

export interface FilingDesk {
  file(message: Message<Filed>, filing: ToFile): Promise<Outcome<Receipt>>
  withdraw(message: Message<null>, filing: FilingNamed): Promise<Outcome<Receipt>>
  approve(message: Message<null>, approval: Approval): Promise<Outcome<Receipt>>
}

export function openFilingDesk(writePath: WritePath, shown: ShownId): FilingDesk {
  const kinds = { filed: filed(shown), withdrawn: withdrawn(shown), approved: approved(shown) }
  return {
    file: (message, filing) => writePath.submit(commandFor(kinds.filed, message, filing)),
    withdraw: (message, filing) => writePath.submit(commandFor(kinds.withdrawn, message, filing)),
    approve: (message, approval) => writePath.submit(commandFor(kinds.approved, message, approval)),
  }
}
