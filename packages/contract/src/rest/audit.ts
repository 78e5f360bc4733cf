// The audit workbench: the pool of cases, one case with everything it stands on, steps in batches, evidence, figures.
import { type Static, Type } from 'typebox'
import { dayField, fenField, instantField, pageOf, pageQuery } from './common.ts'

const words = Type.Object({ zh: Type.String(), en: Type.String() })
const monthField = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })
const severity = Type.Enum(['definite', 'suspect', 'needs_evidence'])
const state = Type.Enum([
  'first_review',
  'second_review',
  'appeal',
  'final_review',
  'decided',
  'deducted',
  'rejected',
  'overturned',
  'reversed',
  'void',
])

export const auditCaseQuery = Type.Object({
  /** Found by a rule, or by a behaviour model. */
  kind: Type.Optional(Type.Enum(['rule', 'model'])),
  clue: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  rule: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  provider: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
  person: Type.Optional(Type.String({ minLength: 1, maxLength: 30 })),
  settlement: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  severity: Type.Optional(severity),
  /** Of the settlement. */
  month: Type.Optional(monthField),
  state: Type.Optional(state),
  /** 元, as people write it. */
  min: Type.Optional(Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,2})?$' })),
  max: Type.Optional(Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,2})?$' })),
  /** Past their time limit. */
  overdue: Type.Optional(Type.Enum(['yes'])),
  /** Decided, and something stands in the way. */
  problem: Type.Optional(Type.Enum(['yes'])),
  sort: Type.Optional(Type.Enum(['newest', 'amount', 'due'])),
  ...pageQuery,
})
export type AuditCaseQuery = Static<typeof auditCaseQuery>

export const auditCaseRow = Type.Object({
  id: Type.String(),
  clue: Type.String({ description: '行为模型线索；空：由规则发现' }),
  rule: Type.String(),
  ruleTitle: words,
  ruleVersion: Type.String(),
  severity: Type.String(),
  severityTitle: words,
  state: Type.String(),
  stateTitle: words,
  provider: Type.String(),
  providerName: Type.String(),
  personNo: Type.String(),
  personName: Type.String(),
  settlement: Type.String(),
  settledOn: dayField,
  dueOn: Type.String({ description: '办理期限；空：无人等待' }),
  overdue: Type.Boolean(),
  excessFen: fenField,
  deductedFen: fenField,
  certifiedFen: fenField,
  problem: Type.String(),
})
export type AuditCaseRow = Static<typeof auditCaseRow>

export const auditCasePage = Type.Object({
  ...pageOf(auditCaseRow).properties,
  sums: Type.Object({ excessFen: fenField, deductedFen: fenField, certifiedFen: fenField }),
  /** What waits in each state of the whole pool that the asker sees. */
  waiting: Type.Array(
    Type.Object({ state: Type.String(), stateTitle: words, count: Type.Integer(), overdue: Type.Integer() }),
  ),
})
export type AuditCasePage = Static<typeof auditCasePage>

/** What a behaviour model says: reasons with their bounds, everything that was computed, the settlements it was computed from. */
export const auditClueView = Type.Object({
  id: Type.String(),
  model: Type.String(),
  version: Type.String(),
  key: Type.String(),
  score: Type.Number(),
  alarm: Type.Number(),
  persons: Type.Integer(),
  visits: Type.Integer(),
  practitioner: Type.String(),
  foundAt: instantField,
  basis: Type.String(),
  falsePositives: Type.String(),
  reasons: Type.Array(
    Type.Object({
      feature: Type.String(),
      value: Type.Number(),
      bound: Type.String(),
      weight: Type.Number(),
      text: words,
    }),
  ),
  features: Type.Array(Type.Object({ name: Type.String(), value: Type.Number() })),
  evidence: Type.Array(
    Type.Object({
      personNo: Type.String(),
      providerName: Type.String(),
      setting: Type.String(),
      admittedOn: Type.String(),
      dischargedOn: Type.String(),
      settledAt: Type.String(),
      diagnoses: Type.String(),
      totalFen: fenField,
      fundFen: fenField,
      beside: Type.Boolean({ description: '旁证：本身不在线索之内' }),
    }),
  ),
  moreEvidence: Type.Integer({ description: '未列出的其他机构或超过上限的结算数' }),
})
export type AuditClueView = Static<typeof auditClueView>

export const auditCaseView = Type.Object({
  ...auditCaseRow.properties,
  ofClue: Type.Union([auditClueView, Type.Null()]),
  detects: words,
  basis: Type.Array(Type.Object({ text: Type.String(), clause: Type.String() })),
  knowledge: Type.Array(Type.Object({ id: Type.String(), version: Type.String() })),
  foundAt: instantField,
  excessQuantity: Type.String(),
  texts: Type.Array(Type.Object({ audience: Type.String(), title: words, text: words })),
  facts: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
  /** All lines of the settlement; those found are marked with what may be recovered. */
  lines: Type.Array(
    Type.Object({
      no: Type.Integer(),
      item: Type.String(),
      name: Type.String(),
      at: Type.String(),
      quantity: Type.String(),
      price: Type.String(),
      amountFen: fenField,
      found: Type.Boolean(),
      excessFen: fenField,
      decidedFen: fenField,
    }),
  ),
  moreLines: Type.Integer({ description: '未列出的其余明细行数' }),
  steps: Type.Array(
    Type.Object({
      step: Type.String(),
      title: words,
      by: Type.String(),
      at: instantField,
      note: Type.String(),
      reasonTitle: words,
      evidence: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), sha256: Type.String() })),
    }),
  ),
  decision: Type.Union([Type.Object({ by: Type.String(), personPart: Type.String() }), Type.Null()]),
  clawBack: Type.String(),
  /** The same rule at the same institution so far. */
  earlier: Type.Object({ confirmed: Type.Integer(), rejected: Type.Integer() }),
  /** What the asker may do with it now. */
  may: Type.Array(Type.String()),
})
export type AuditCaseView = Static<typeof auditCaseView>

const stepHead = {
  /** One batch, however often it is sent. */
  key: Type.String({ minLength: 8, maxLength: 64 }),
  ids: Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { minItems: 1, maxItems: 200 }),
  note: Type.String({ maxLength: 500 }),
  reason: Type.Optional(Type.String({ maxLength: 40 })),
}

export const auditReview = Type.Object({
  ...stepHead,
  step: Type.Enum(['confirm_first', 'reject_first', 'confirm_second', 'reject_second', 'return_second']),
})
export type AuditReview = Static<typeof auditReview>

export const auditDecision = Type.Object({
  ...stepHead,
  step: Type.Enum(['uphold', 'overturn', 'panel_uphold']),
  by: Type.Optional(Type.Enum(['deduction', 'repayment'])),
  personPart: Type.Optional(Type.Enum(['refunded_by_provider', 'stays_with_person'])),
  /** Every line of the settlement in full: of a fictitious stay nothing is owed. */
  whole: Type.Optional(Type.Boolean()),
  /** Of one case alone; absent: as found. */
  lines: Type.Optional(
    Type.Array(Type.Object({ no: Type.Integer({ minimum: 1 }), amountFen: Type.Integer({ minimum: 1 }) }), {
      maxItems: 500,
    }),
  ),
})
export type AuditDecision = Static<typeof auditDecision>

export const auditAppeal = Type.Object({
  ...stepHead,
  step: Type.Enum(['accept', 'appeal', 'ask_panel']),
  evidence: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 5 })),
})
export type AuditAppeal = Static<typeof auditAppeal>

export const auditUndo = Type.Object({
  reason: Type.String({ maxLength: 40 }),
  note: Type.String({ maxLength: 500 }),
})
export type AuditUndo = Static<typeof auditUndo>

/** What became of each: done, or refused with its sentence. */
export const auditStepResult = Type.Object({
  done: Type.Integer(),
  refused: Type.Integer(),
  results: Type.Array(
    Type.Object({ id: Type.String(), ok: Type.Boolean(), stateTitle: words, message: Type.String() }),
  ),
})
export type AuditStepResult = Static<typeof auditStepResult>

export const evidenceUpload = Type.Object({
  key: Type.String({ minLength: 8, maxLength: 64 }),
  name: Type.String({ minLength: 1, maxLength: 120 }),
  mediaType: Type.String({ minLength: 1, maxLength: 60 }),
  /** Base64, at most 2 MB when decoded. */
  content: Type.String({ minLength: 1, maxLength: 3_000_000 }),
})
export type EvidenceUpload = Static<typeof evidenceUpload>

export const evidenceTold = Type.Object({ id: Type.String(), sha256: Type.String() })
export type EvidenceTold = Static<typeof evidenceTold>

export const evidenceView = Type.Object({
  name: Type.String(),
  mediaType: Type.String(),
  sizeBytes: Type.Integer(),
  sha256: Type.String(),
  uploadedBy: Type.String(),
  uploadedAt: instantField,
  content: Type.String({ description: 'Base64' }),
})
export type EvidenceView = Static<typeof evidenceView>

export const auditFiguresQuery = Type.Object({ from: Type.Optional(dayField), to: Type.Optional(dayField) })
export type AuditFiguresQuery = Static<typeof auditFiguresQuery>

const precision = Type.Union([Type.Integer(), Type.Null()], { description: '确认占已判定的比例(基点)；空：尚无判定' })

export const auditFigures = Type.Object({
  from: dayField,
  to: dayField,
  asOf: instantField,
  figures: Type.Array(
    Type.Object({
      id: Type.String(),
      title: words,
      definition: words,
      value: Type.Integer(),
      unit: Type.Enum(['count', 'fen']),
      /** Where the figure is a part of something. */
      of: Type.Union([Type.Integer(), Type.Null()]),
      precisionBp: precision,
      confirmed: Type.Integer(),
      rejected: Type.Integer(),
    }),
  ),
  /** Behaviour models by version: precision by settlement, and by clue. */
  models: Type.Array(
    Type.Object({
      model: Type.String(),
      title: words,
      version: Type.String(),
      clues: Type.Integer(),
      cluesDecided: Type.Integer(),
      cluesConfirmed: Type.Integer({ description: '已全部判定且半数以上确认的线索' }),
      cases: Type.Integer(),
      open: Type.Integer(),
      confirmed: Type.Integer(),
      rejected: Type.Integer(),
      appealed: Type.Integer(),
      precisionBp: precision,
      deductedFen: fenField,
      certifiedFen: fenField,
    }),
  ),
  rules: Type.Array(
    Type.Object({
      rule: Type.String(),
      ruleTitle: words,
      ruleVersion: Type.String(),
      found: Type.Integer(),
      open: Type.Integer(),
      confirmed: Type.Integer(),
      rejected: Type.Integer(),
      appealed: Type.Integer(),
      overturned: Type.Integer(),
      precisionBp: precision,
      watch: Type.Boolean({ description: '判定满100条而被否定超过30%，应复核规则' }),
      excessFen: fenField,
      deductedFen: fenField,
      certifiedFen: fenField,
    }),
  ),
})
export type AuditFigures = Static<typeof auditFigures>

const modelDone = Type.Object({
  model: Type.String(),
  title: words,
  version: Type.String(),
  candidates: Type.Integer(),
  clues: Type.Integer(),
  filed: Type.Integer({ description: '成为疑点的结算' }),
  known: Type.Integer({ description: '此前已列为疑点的结算' }),
  setAside: Type.Array(Type.Object({ key: Type.String(), why: Type.String() })),
})

export const auditModelRuns = Type.Object({
  /** The latest first. */
  runs: Type.Array(
    Type.Object({
      id: Type.String(),
      state: Type.Enum(['running', 'done', 'failed']),
      askedBy: Type.String(),
      startedAt: instantField,
      endedAt: Type.String(),
      lakeBatch: Type.Integer(),
      done: Type.Integer(),
      of: Type.Integer(),
      problem: Type.String(),
      models: Type.Array(modelDone),
    }),
  ),
})
export type AuditModelRuns = Static<typeof auditModelRuns>
export const auditModelRun = Type.Object({ key: Type.String({ minLength: 8, maxLength: 64 }) })

export const setAsidePage = pageOf(
  Type.Object({
    settlement: Type.String(),
    providerName: Type.String(),
    at: instantField,
    why: Type.String(),
  }),
)
export type SetAsidePage = Static<typeof setAsidePage>

export const auditAgain = Type.Object({ key: Type.String({ minLength: 8, maxLength: 64 }) })
export const auditAgainTold = Type.Object({ cases: Type.Integer(), why: Type.String() })
export type AuditAgainTold = Static<typeof auditAgainTold>
