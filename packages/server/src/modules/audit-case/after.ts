// 事后: every settlement is looked at by the same rules, after it was settled and without anybody waiting for it. What cannot be
// looked at is set aside with its reason; what the database cannot take now is tried again by whoever delivers the events.
import {
  accepted,
  addMonths,
  CATEGORIES,
  type CompiledAudit,
  dayOf,
  type Minute,
  type Outcome,
  parseMinute,
  refused,
  type WorkCalendar,
} from '@yibao/kernel'
import type { Kind, Log, Receipt, Row, WritePath } from '../../platform/index.ts'
import {
  type FactSources,
  type FindingToStore,
  factsBack,
  findingRow,
  historyOf,
  lookBack,
  screeningRow,
  toStore,
} from '../audit/index.ts'
import { type Asked, commandFor, ownMessage, type Reader, SYSTEM } from '../common/index.ts'
import { findPerson } from '../person/index.ts'
import { findSettlement, type StoredSettlement, settledLines, unpackFrozen } from '../settlement/index.ts'
import { effectiveList } from '../settlement-list/index.ts'
import type { AuditCase, CaseLine } from './model.ts'
import { dueOnOf } from './process.ts'
import { caseRow, KNOWN_FACTS } from './store.ts'

/** As far back as an order is looked at. */
const HISTORY_MONTHS = 24
const REASON_MAX = 300

export interface AfterSources extends FactSources {
  readonly audit: CompiledAudit
  readonly reader: Reader
  readonly writePath: WritePath
  readonly log: Log
  readonly calendar: WorkCalendar
  /** Another way of looking, for tests of what happens when looking breaks. */
  readonly lookBack?: typeof lookBack
}

export interface Audited {
  /** Findings that are cases now; those of an earlier look are not counted again. */
  readonly cases: number
  /** Why it was set aside; '' when it was looked at. */
  readonly why: string
}

interface Looked {
  readonly stored: StoredSettlement
  readonly findings: readonly ToWorkOn[]
  readonly lines: number
  readonly versions: { readonly rules: number; readonly points: number }
  readonly why: string
}

interface ToWorkOn {
  readonly found: FindingToStore
  readonly lines: readonly CaseLine[]
  readonly rank: number
}

interface Known {
  readonly cases: readonly AuditCase[]
}

/** Subjects of their own: nothing of the person waits for it. */
export const auditOf = (personNo: string): string => `audit:${personNo}`

const settlementAudited = (calendar: WorkCalendar): Kind<Asked<Looked, Audited>, Known> => ({
  name: 'audit.settlement_audited',
  subjects: ({ input }) => [auditOf(input.stored.personNo)],
  facts: {
    sql: KNOWN_FACTS,
    args: ({ input: { stored } }) => ({ settlementId: stored.settlementId, personNo: stored.personNo }),
  },
  decide: ({ message, input }, { facts }, context) => {
    const { stored, lines, versions, why } = input
    const source = sourceOf(stored)
    const screening = screeningRow(source, {
      ...{ id: context.opId, at: context.now, lines, settlementId: stored.settlementId },
      ...versions,
      ...(why !== '' && { why }),
    })
    const known = new Set(facts.cases.map(sameness))
    const dueOn = dueOnOf(calendar, 'first_review', context.today)
    const fresh = input.findings
      .map((each) => ({ each, findingId: context.newId() }))
      .filter(({ each, findingId }) => !known.has(sameness(caseOf(stored, each, { findingId, dueOn }))))
    const findings = fresh.map(
      ({ each: { found }, findingId }): Row =>
        findingRow(source, found, { findingId, screeningId: context.opId, messageId: findingId, at: context.now }),
    )
    const cases = fresh.map(({ each, findingId }) => caseRow(caseOf(stored, each, { findingId, dueOn })))
    return accepted({
      answer: message.answer({ cases: cases.length, why }, context),
      rows: {
        insert: {
          audit_screening: [screening],
          ...(findings.length > 0 && { audit_finding: findings, audit_case: cases }),
        },
      },
      event: { settlementId: stored.settlementId, cases: cases.length, ...(why !== '' && { why }) },
      objects: [stored.settlementId],
    })
  },
})

const sourceOf = ({ personNo, provider, area, visitId }: StoredSettlement) =>
  ({ personNo, provider, area, visit: visitId, stage: 'post' }) as const

/** The same rule in the same version about the same lines: the same finding, however often it is looked for. */
const sameness = ({ rule, ruleVersion, severity, lines }: AuditCase): string =>
  JSON.stringify([rule, ruleVersion, severity, lines.map(({ no, amountFen }) => [no, amountFen])])

function caseOf(
  stored: StoredSettlement,
  { found, lines, rank }: ToWorkOn,
  { findingId, dueOn }: Pick<AuditCase, 'findingId' | 'dueOn'>,
): AuditCase {
  const { finding } = found
  return {
    findingId,
    clueId: null,
    personNo: stored.personNo,
    settlementId: stored.settlementId,
    visitId: stored.visitId,
    provider: stored.provider,
    area: stored.area,
    settledOn: dayOf(stored.settledAt),
    ...{ rule: finding.rule, ruleVersion: finding.ruleVersion, severity: finding.severity, rank, lines },
    excessFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0),
    state: 'first_review',
    dueOn,
    ...{ steps: [], decision: null, clawBackId: null, deductedFen: 0, certifiedFen: 0, problem: '' },
  }
}

/** `round`: 0 for the look that follows the settlement; a later one is asked for by somebody. */
export async function auditSettlement(
  sources: AfterSources,
  settlementId: string,
  round = '0',
): Promise<Outcome<Receipt>> {
  const stored = await findSettlement(sources.reader, settlementId)
  if (!stored || !isAudited(stored)) return refused('audit_settlement_not_audited', { settlement: settlementId })
  const looked = await look(sources, stored)
  const { rules, pointCount } = sources.audit
  const message = ownMessage<{ cases: number; why: string }>(SYSTEM, `audited ${settlementId} ${round}`, null)
  const input: Looked = { stored, ...looked, versions: { rules: rules.size, points: pointCount } }
  return sources.writePath.submit(commandFor(settlementAudited(sources.calendar), message, input))
}

/** Mirrors and what was cancelled are nobody's bill; a paper bill was paid to a person, who cannot be deducted from. */
const isAudited = ({ reverses, reversedBy, document }: StoredSettlement): boolean =>
  reverses === null && reversedBy === null && unpackFrozen(document).visit.channel !== 'manual'

async function look(
  sources: AfterSources,
  stored: StoredSettlement,
): Promise<Pick<Looked, 'findings' | 'lines' | 'why'>> {
  const { reader, audit, log } = sources
  const { personNo, visitId, settledAt } = stored
  // What reading throws is the database's and is tried again; what looking throws is this settlement's own.
  const [person, listed, history] = await Promise.all([
    findPerson(reader, personNo),
    effectiveList(reader, stored.settlementId, personNo),
    historyOf(reader, personNo, addMonths(dayOf(settledAt), -HISTORY_MONTHS)),
  ])
  try {
    if (!person) throw new Error(`人员${personNo}不在登记中`)
    const own = history.find(({ visit }) => visit.visitId === visitId)
    if (!own) throw new Error(`就诊${visitId}不在该人员近${HISTORY_MONTHS}个月的就诊中`)
    const lines = settledLines(own.batches, unpackFrozen(stored.document), visitId)
    const numbers = new Map(lines.map(({ serial }, at) => [`${visitId}/${serial}`, at + 1]))
    const at = parseMinute(settledAt)!
    const facts = factsBack(person, history, sources, {
      ...{ at, visitId },
      ...(listed && { procedures: listed.list.procedures.map((each) => procedureOf(each.code, each.at)) }),
    })
    const found = (sources.lookBack ?? lookBack)(audit, facts, visitId, new Set(numbers.keys()))
    const kept = toStore(audit, found, []).filter(({ finding }) => finding.exemption === undefined)
    return {
      findings: kept
        .map((each) => ({ found: { ...each, told: false }, ...inSettlement(audit, each, numbers) }))
        .filter(({ found: { finding }, lines: own }) => own.length > 0 || finding.lines.length === 0),
      lines: lines.length,
      why: '',
    }
  } catch (error) {
    log.warn({ err: error, settlementId: stored.settlementId }, 'a settlement could not be audited and is set aside')
    const why = error instanceof Error ? error.message : String(error)
    return { findings: [], lines: 0, why: why.slice(0, REASON_MAX) || 'unknown' }
  }
}

function procedureOf(code: string, moment: string | undefined): { code: string; at?: Minute } {
  const at = moment === undefined ? undefined : parseMinute(moment)
  return at === undefined ? { code } : { code, at }
}

/** 政策类先于管理类，管理类先于医疗类, then the card's own priority: as findings meet on a line. */
const CATEGORY_RANK = 100_000

/**
 * What of a finding lies in this settlement. One whose lines all lie in another is that one's case; one without lines is about
 * the visit itself.
 */
function inSettlement(
  audit: CompiledAudit,
  { finding }: FindingToStore,
  numbers: ReadonlyMap<string, number>,
): Pick<ToWorkOn, 'lines' | 'rank'> {
  const { category, priority } = audit.rules.get(finding.rule)!.card
  const lines = finding.lines.flatMap(({ lineId, amountFen }): CaseLine[] => {
    const no = numbers.get(lineId)
    return no === undefined ? [] : [{ no, amountFen }]
  })
  return { lines, rank: CATEGORIES.indexOf(category) * CATEGORY_RANK + priority }
}
