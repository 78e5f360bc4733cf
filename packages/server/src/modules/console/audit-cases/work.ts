// Steps at the console: each of a batch on its own, and what became of each; then what was decided is carried out at once.
import type {
  AuditAgainTold,
  AuditAppeal,
  AuditDecision,
  AuditReview,
  AuditStepResult,
  AuditUndo,
  DoneView,
  EvidenceTold,
  EvidenceUpload,
  EvidenceView,
} from '@yibao/contract/rest'
import { type Outcome, type Refused, refused } from '@yibao/kernel'
import { platformRefusals } from '../../../platform/index.ts'
import {
  type AuditCase,
  type EvidenceTold as BroughtEvidence,
  type CaseTold,
  findCase,
  findEvidence,
  STATE_TITLES,
} from '../../audit-case/index.ts'
import { shownId } from '../../gateway/index.ts'
import { findSettlement, settledLines, unpackFrozen } from '../../settlement/index.ts'
import { batchesOf } from '../../visit/index.ts'
import type { Asker } from '../asker.ts'
import { consoleMessage } from '../flows/propose.ts'
import type { ConsoleParts } from '../parts.ts'
import { consoleRefusals, domainRefusals } from '../refusals.ts'
import { identifierIn } from '../settlement/found.ts'
import { foundCase } from './one.ts'

type Asked = AuditReview | AuditDecision | AuditAppeal
type Result = AuditStepResult['results'][number]

const WORDS = { ...platformRefusals, ...consoleRefusals, ...domainRefusals() }
const NO_TITLE = { zh: '', en: '' }

const sentenceOf = ({ code, facts }: Refused): string => WORDS[code]?.message(facts) ?? code

export async function stepMany(parts: ConsoleParts, asker: Asker, asked: Asked): Promise<Outcome<AuditStepResult>> {
  if ('lines' in asked && asked.lines && asked.ids.length > 1)
    return refused('request_invalid', { field: 'lines', problem: '一次办理多条疑点时不能改行金额' })
  if ('lines' in asked && asked.lines && asked.whole)
    return refused('request_invalid', { field: 'whole', problem: '整笔追回时不再列行金额' })
  const touched = new Map<string, AuditCase>()
  const results: Result[] = []
  for (const id of [...new Set(asked.ids)]) {
    const outcome = await stepOne(parts, asker, id, asked)
    if (outcome.ok) touched.set(outcome.value.one.settlementId, outcome.value.one)
    results.push(
      outcome.ok
        ? { id, ok: true, stateTitle: STATE_TITLES[outcome.value.state], message: '' }
        : { id, ok: false, stateTitle: NO_TITLE, message: sentenceOf(outcome) },
    )
  }
  if (asked.step === 'uphold') await carryOut(parts, asker, [...touched.values()], results)
  const done = results.filter(({ ok }) => ok).length
  return { ok: true, value: { done, refused: results.length - done, results } }
}

async function stepOne(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  asked: Asked,
): Promise<Outcome<{ one: AuditCase; state: AuditCase['state'] }>> {
  const found = await foundCase(asker, id)
  if (!found.ok) return found
  const one = found.value
  const evidence = 'evidence' in asked ? (asked.evidence ?? []) : []
  const known = evidence.map(identifierIn)
  if (known.some((each) => each === undefined)) return refused('audit_evidence_unknown', {})
  const { step, note, reason = '', key } = asked
  const decided = asked as AuditDecision
  const lines = decided.whole === true ? await wholeOf(asker, one) : decided.lines
  const asks = lines !== undefined || 'by' in asked || 'personPart' in asked
  const decision = asks ? decisionOf({ ...decided, ...(lines && { lines }) }) : undefined
  const message = consoleMessage<CaseTold>(asker, `${step} ${one.findingId} ${key}`, {
    note,
    reason,
    evidence,
    decision,
  })
  const outcome = await desks.auditCases.step(message, {
    ...{ findingId: one.findingId, personNo: one.personNo, step, note, reason, evidence: known as string[] },
    ...(decision && { decision }),
  })
  if (!outcome.ok) return outcome
  return { ok: true, value: { one, state: (outcome.value.answer as unknown as CaseTold).state } }
}

/** Every line in full, where something was charged for it. */
async function wholeOf(asker: Asker, { settlementId, visitId, personNo }: AuditCase): Promise<AuditDecision['lines']> {
  return asker.read(async (reader) => {
    const stored = await findSettlement(reader, settlementId)
    const lines = stored
      ? settledLines(await batchesOf(reader, visitId, personNo), unpackFrozen(stored.document), visitId)
      : []
    return lines.flatMap(({ amountFen }, at) => (amountFen > 0 ? [{ no: at + 1, amountFen }] : []))
  })
}

const decisionOf = ({ by = 'deduction', personPart = 'refunded_by_provider', lines }: AuditDecision) => ({
  ...{ by, personPart },
  ...(lines && { lines }),
})

/** What stands in the way is said beside the row; the case waits as decided, and the clock tries again. */
async function carryOut(
  { desks }: ConsoleParts,
  asker: Asker,
  cases: readonly AuditCase[],
  results: Result[],
): Promise<void> {
  for (const { settlementId, personNo } of cases) await desks.auditCases.deduct(settlementId, personNo)
  for (const [at, result] of results.entries()) {
    const uuid = result.ok ? identifierIn(result.id) : undefined
    const now = uuid && (await asker.read((reader) => findCase(reader, uuid)))
    if (now) results[at] = { ...result, stateTitle: STATE_TITLES[now.state], message: now.problem }
  }
}

export async function undo(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  { reason, note }: AuditUndo,
): Promise<Outcome<DoneView>> {
  const found = await foundCase(asker, id)
  if (!found.ok) return found
  const one = found.value
  const message = consoleMessage<{ cases: number }>(asker, `undo ${one.clawBackId ?? one.findingId}`, { reason, note })
  const outcome = await desks.auditCases.undo(message, one, { reason, note })
  return outcome.ok ? { ok: true, value: { id } } : outcome
}

export async function bringEvidence(
  { desks }: ConsoleParts,
  asker: Asker,
  { key, name, mediaType, content }: EvidenceUpload,
): Promise<Outcome<EvidenceTold>> {
  const provider = desks.providers.find(asker.principal.provider)
  if (!provider) return refused('audit_evidence_unknown', {})
  const message = consoleMessage<BroughtEvidence>(asker, `evidence ${key}`, { name, mediaType })
  const { code, area } = provider
  const outcome = await desks.auditCases.bring(message, { provider: code, area, files: [{ name, mediaType, content }] })
  if (!outcome.ok) return outcome
  const [kept] = (outcome.value.answer as unknown as BroughtEvidence).files
  return { ok: true, value: { id: shownId(kept!.evidenceId), sha256: kept!.sha256 } }
}

export async function oneEvidence(asker: Asker, id: string): Promise<Outcome<EvidenceView>> {
  const uuid = identifierIn(id)
  const found = uuid && (await asker.read((reader) => findEvidence(reader, uuid)))
  if (!found) return refused('not_found', { what: `材料 ${id.slice(0, 40)}` })
  await asker.looked({ purpose: '查看申诉材料', fields: 'full', shown: 1, area: found.area })
  const { evidenceId: _, provider: __, area: ___, ...view } = found
  return { ok: true, value: { ...view, uploadedAt: view.uploadedAt.slice(0, 19) } }
}

/** A look back that is asked for: after a failure was mended, or under rules that have changed. */
export async function lookAgain(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  key: string,
): Promise<Outcome<AuditAgainTold>> {
  const uuid = identifierIn(id)
  const stored = uuid && (await asker.read((reader) => findSettlement(reader, uuid)))
  if (!stored) return refused('not_found', { what: `结算 ${id.slice(0, 40)}` })
  const outcome = await desks.auditCases.auditAgain(stored.settlementId, `${asker.principal.account} ${key}`)
  if (!outcome.ok)
    return outcome.code === 'audit_settlement_not_audited' ? refused(outcome.code, { settlement: id }) : outcome
  return { ok: true, value: outcome.value.answer as unknown as AuditAgainTold }
}
