// A clue becomes cases: one for each settlement that the model names and that stands, once for ever. A model finds no violation, so a
// case of it names no lines and no amount; whoever decides does.
import { createHash } from 'node:crypto'
import { accepted, dayOf, type models, type TwoTexts, type WorkCalendar } from '@yibao/kernel'
import type { Kind, Row } from '../../../platform/index.ts'
import { findingRow } from '../../audit/index.ts'
import type { Asked } from '../../common/index.ts'
import type { StoredSettlement } from '../../settlement/index.ts'
import { auditOf } from '../after.ts'
import type { AuditCase } from '../model.ts'
import { dueOnOf } from '../process.ts'
import { caseRow } from '../store.ts'
import type { ClueRow, StoredClue } from './model.ts'
import { clueRow, NAMED_FACTS } from './store.ts'

export interface ClueInput {
  readonly runId: string
  readonly card: Pick<models.ModelCard, 'id' | 'version' | 'title' | 'titleEn' | 'alarm'>
  readonly clue: models.Clue
  /** Of the settlements, where the clue's own is none of ours. */
  readonly area: string
  readonly settlements: readonly StoredSettlement[]
  readonly evidence: readonly ClueRow[]
}

export interface ClueTold {
  readonly filed: number
  readonly known: number
}

interface Named {
  readonly named: readonly string[]
  readonly gone: readonly string[]
}

/** After every rule: a line that a rule deducts is not deducted again for a model. */
const RANK = 900_000

export const clueFiled = (
  calendar: WorkCalendar,
): Kind<Asked<ClueInput, ClueTold & { [name: string]: number }>, Named> => ({
  name: 'audit.clue_filed',
  subjects: ({ input: { settlements, card } }) => [
    `audit-model:${card.id}`,
    ...new Set(settlements.map(({ personNo }) => auditOf(personNo))),
  ],
  facts: {
    sql: NAMED_FACTS,
    args: ({ input }) => ({
      settlements: input.settlements.map(({ settlementId }) => settlementId),
      model: input.card.id,
    }),
  },
  decide: ({ message, input }, { facts }, context) => {
    const { card, settlements } = input
    const fresh = settlements.filter(
      ({ settlementId }) => !facts.named.includes(settlementId) && !facts.gone.includes(settlementId),
    )
    const told = { filed: fresh.length, known: facts.named.length }
    const answer = message.answer(told, context)
    if (fresh.length === 0) return accepted({ answer })
    const clueId = context.newId()
    const dueOn = dueOnOf(calendar, 'first_review', context.today)
    const cases = fresh.map((stored) => caseOf(stored, card, { findingId: context.newId(), dueOn, clueId }))
    const screenings = new Map(cases.map(({ personNo }) => [personNo, context.newId()]))
    return accepted({
      answer,
      rows: {
        insert: {
          audit_clue: [clueRow(clueOf(input, clueId, context.now))],
          audit_finding: cases.map((each) => findingOfCase(each, input, screenings.get(each.personNo)!, context.now)),
          audit_case: cases.map(caseRow),
        },
      },
      event: { clueId, model: card.id, cases: cases.length },
      objects: [clueId, ...cases.map(({ findingId }) => findingId)],
    })
  },
})

/** The same clue over the same settlements is the same message, in whichever run. */
export const clueKey = ({ model, version, key, visits }: models.Clue): string =>
  createHash('sha256')
    .update(JSON.stringify([model, version, key, visits]))
    .digest('hex')

const clueOf = ({ runId, card, clue, area, evidence }: ClueInput, clueId: string, foundAt: string): StoredClue => ({
  ...{ clueId, runId, model: card.id, modelVersion: String(card.version), key: clue.key, area, foundAt },
  ...{ provider: clue.provider, practitioner: clue.practitioner, score: clue.score, alarm: card.alarm },
  ...{ personsCount: clue.persons.length, visitsCount: clue.visits.length },
  ...{ features: clue.features, reasons: clue.reasons, evidence },
})

function caseOf(
  stored: StoredSettlement,
  { id, version }: ClueInput['card'],
  { findingId, dueOn, clueId }: Pick<AuditCase, 'findingId' | 'dueOn'> & { readonly clueId: string },
): AuditCase {
  return {
    ...{ findingId, clueId, personNo: stored.personNo, settlementId: stored.settlementId, visitId: stored.visitId },
    ...{ provider: stored.provider, area: stored.area, settledOn: dayOf(stored.settledAt) },
    ...{ rule: id, ruleVersion: String(version), severity: 'suspect', rank: RANK, lines: [], excessFen: 0 },
    ...{ state: 'first_review', dueOn, steps: [], decision: null, clawBackId: null },
    ...{ deductedFen: 0, certifiedFen: 0, problem: '' },
  }
}

function findingOfCase(one: AuditCase, { card, clue }: ClueInput, screeningId: string, at: string): Row {
  const { personNo, provider, area, visitId, findingId } = one
  const finding = {
    ...{ rule: card.id, ruleVersion: one.ruleVersion, severity: one.severity, knowledge: [], lines: [] },
    ...{ excessQuantity: 0, excessAmountFen: 0 },
    facts: { score: clue.score, alarm: card.alarm, settlements: clue.visits.length, persons: clue.persons.length },
  }
  const found = { finding, texts: textsOf(card, clue), told: false } as unknown as Parameters<typeof findingRow>[1]
  return findingRow({ personNo, provider, area, visit: visitId, stage: 'post' }, found, {
    ...{ findingId, screeningId, messageId: findingId, at: at as never },
  })
}

function textsOf({ title, titleEn }: ClueInput['card'], { reasons }: models.Clue): Readonly<Record<string, TwoTexts>> {
  const zh = reasons.map((each) => each.zh).join('；')
  const en = reasons.map((each) => each.en).join('; ')
  return {
    auditor: {
      zh: `行为模型“${title}”：${zh}。这是线索，不是认定，须查病历和现场后决定。`,
      en: `Behaviour model “${titleEn}”: ${en}. A clue and not a violation: look at the record and the place first.`,
    },
    provider: {
      zh: `本笔结算与其他就医合起来像“${title}”：${zh}。请核实并说明，可上传病历、照片、考勤等材料。`,
      en: `Together with other visits this settlement looks like “${titleEn}”: ${en}. Please check and explain; records may be uploaded.`,
    },
  }
}
