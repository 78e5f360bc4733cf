// 3701–3704: what was found after settlement and may be answered; the answers, the joint reviews asked for, the evidence.
import type { InputValues, OutputWritable } from '@yibao/contract'
import { accepted, dayOf, type Fen, type Instant, type Outcome, type Refused, refused } from '@yibao/kernel'
import {
  type AnswersTold,
  type AuditCase,
  EVIDENCE_FILES_MAX,
  type EvidenceTold,
  mediaTypeOf,
  type ToldSettlement,
  toldSettlements,
} from '../../audit-case/index.ts'
import { answered, type Desks, type Exchange, type Handler, kept, messageOf } from '../exchange.ts'
import { shownId, uuidOf } from '../identifiers.ts'
import { gatewayCatalogue } from '../refusals.ts'
import { insutypeOf } from '../words.ts'
import { see } from './query.ts'

const PAGE_ROWS_MAX = 100
const STAGES: Readonly<Record<string, 'appeal' | 'panel'>> = { '1': 'appeal', '2': 'panel' }
const YES = '1'
const NO = '0'
const DONE = '0'
const FAILED = '1'

const isOwn = (code: string, { provider }: Exchange): Outcome<null> =>
  code === provider.code ? accepted(null) : refused('audit_case_other_provider', {})

const t3701: Handler<'3701'> = async ({ input }, exchange, desks) => {
  const { currentPage, pageSize, startTime, endTime } = input
  const own = isOwn(input.medinsCodg, exchange)
  if (!own.ok) return own
  const stage = STAGES[input.stage]
  if (!stage) return refused('audit_case_stage', { found: input.stage })
  if (currentPage < 1 || pageSize < 1 || pageSize > PAGE_ROWS_MAX)
    return refused('audit_case_page', { max: PAGE_ROWS_MAX })
  const { rows, total } = await toldSettlements(desks.reader, {
    ...{ provider: exchange.provider.code, stage, from: startTime, to: endTime },
    ...{ offset: (currentPage - 1) * pageSize, limit: pageSize },
  })
  await see(exchange, desks, '-', 'audit cases', rows.length)
  return answered<'3701'>({
    pageResult: {
      ...{ recordCounts: `${total}`, pageSize: `${pageSize}`, pageNum: `${currentPage}` },
      data: rows.map((row) => documentOf(row, exchange, desks)) as never,
    },
  })
}

type Document = NonNullable<OutputWritable<'3701'>['pageResult']['data']>[number]
type Suspicion = Document['docSusptDTOS'][number]

function documentOf(row: ToldSettlement, { provider }: Exchange, desks: Desks): Partial<Document> {
  const docId = shownId(row.settlementId)
  const dueOn = row.cases.map((each) => each.dueOn).find((each) => each !== null)
  return {
    ...{ rid: docId, docId, taskId: row.settledAt.slice(0, 7), mdtrtsn: shownId(row.visitId) },
    ...{ poolareaNo: desks.poolingArea, medinsId: provider.code, medinsName: provider.name },
    ...{ medinsAdmdvs: provider.area, patnId: row.personNo, patnName: row.personName },
    ...{ insutype: insutypeOf(row.scheme as 'employee' | 'resident'), setlTime: dayOf(row.settledAt as Instant) },
    ...(dueOn && { applDdln: dueOn as never }),
    docSusptDTOS: row.cases.map((one) => suspicionOf(one, docId, desks)) as never,
  }
}

function suspicionOf(one: AuditCase, docId: string, desks: Desks): Partial<Suspicion> {
  const docSusptId = shownId(one.findingId)
  const stepBy = (...steps: readonly string[]) => one.steps.findLast(({ step }) => steps.includes(step))
  const [first, second] = [stepBy('confirm_first'), stepBy('confirm_second')]
  const appealed = stepBy('appeal', 'accept', 'lapse')
  const title = desks.auditCases.ruleOf(one.rule)?.title.zh ?? one.rule
  return {
    ...{ docId, docSusptId, rid: docSusptId, taskId: one.settledOn.slice(0, 7), combine: one.excessFen as Fen },
    ...{ ruleId: one.rule, ruleCode: one.rule.slice(0, 30), ruleName: title.slice(0, 200), volaCont: title },
    ...{ checkoutSusptAmt: one.excessFen as Fen, cnfmVolaAmt: one.excessFen as Fen },
    ...{ volaDetAmt: one.deductedFen as Fen, detFlag: one.deductedFen > 0 ? YES : NO },
    // The text requires a name; before anybody looked there is none.
    chkerName: first?.by.slice(0, 50) ?? '系统',
    ...(first && { chktime: dayOf(first.at as Instant), chkOpnn: first.note }),
    ...(second && { rchkerName: second.by.slice(0, 50), rchkTime: dayOf(second.at as Instant) }),
    ...(second && { rchkOpnn: second.note.slice(0, 500) }),
    applFlag: appealed?.step === 'appeal' ? YES : NO,
    ...(appealed && { applRea: appealed.note.slice(0, 1000), applTime: dayOf(appealed.at as Instant) }),
    susptStas: one.state === 'appeal' ? '1' : '2',
    violationDetailIds: one.lines.map(({ no, amountFen }) => ({
      ...{ docId, docSusptId, docSusptDetlId: `${docSusptId}-${no}`, relDetlDataId: `${no}` },
      sumamt: amountFen as Fen,
    })) as never,
  }
}

type Answering = InputValues<'3702'>['input']
type Answer = Answering['docs'][number]['docSusptDTOS'][number]
type StepOf = (flag: string) => 'accept' | 'appeal' | 'ask_panel' | undefined

/** What of a message concerns cases of ours, in its order; an identifier that is none of ours is answered as unknown. */
function answersOf({ remark, docs }: Answering, stepOf: StepOf) {
  const noteOf = ({ auditOpinion, susptAmt }: Answer): string => {
    const opinion = auditOpinion === '' ? remark : auditOpinion
    return susptAmt === undefined ? opinion : `${opinion}（申诉金额${susptAmt / 100}元）`
  }
  return docs.flatMap(({ docSusptDTOS }) =>
    docSusptDTOS.flatMap((each) => {
      const findingId = uuidOf(each.docSusptId)
      const step = stepOf(each.applyFlag)
      if (findingId === undefined || step === undefined) return []
      const evidence = each.attUploadId.split(',').filter((id) => id !== '')
      return [{ findingId, step, note: noteOf(each).slice(0, 500), evidence: evidence.map(uuidOrNone) }]
    }),
  )
}

/** An identifier that names nothing. */
const NONE = '00000000-0000-0000-0000-000000000000'
const uuidOrNone = (shown: string): string => uuidOf(shown.trim()) ?? NONE

function toldOf({ docs }: Answering, stepOf: StepOf, { results }: AnswersTold) {
  const refusalOf = new Map(results.map(({ findingId, refusal }) => [findingId, refusal]))
  const sentence = (refusal: Refused) => gatewayCatalogue.sentence(refusal)
  return docs.map(({ docId, docSusptDTOS }) => {
    const docsuspt = docSusptDTOS.map(({ docSusptId, applyFlag }) => {
      const id = uuidOf(docSusptId)
      // Nothing was asked of it: the decision stands.
      if (stepOf(applyFlag) === undefined) return { susptId: docSusptId, susptCode: DONE, susptReason: '' }
      const refusal = id === undefined ? (refused('audit_case_unknown', {}) as Refused) : refusalOf.get(id)
      if (!refusal) return { susptId: docSusptId, susptCode: DONE, susptReason: '' }
      return { susptId: docSusptId, susptCode: FAILED, susptReason: sentence(refusal).slice(0, 500) }
    })
    const failed = docsuspt.filter(({ susptCode }) => susptCode === FAILED).length
    const docReason = failed === 0 ? '' : `${failed}条疑点未受理，原因见各条`
    return { docCode: failed === 0 ? DONE : FAILED, docId, docReason, docsuspt }
  })
}

function flagsOf({ docs }: Answering): Outcome<null> {
  const wrong = docs.flatMap((doc) => doc.docSusptDTOS).find(({ applyFlag }) => applyFlag !== YES && applyFlag !== NO)
  return wrong ? refused('audit_case_answer', { found: wrong.applyFlag }) : accepted(null)
}

async function answering(
  input: Answering,
  exchange: Exchange<'3702'>,
  desks: Desks,
  stepOf: StepOf,
): ReturnType<Handler<'3702'>> {
  const own = isOwn(input.medinsCodg, exchange)
  if (!own.ok) return own
  const flags = flagsOf(input)
  if (!flags.ok) return flags
  const message = messageOf<'3702', AnswersTold>(exchange, desks, (told) => ({
    output: { data: toldOf(input, stepOf, told) as never },
  }))
  return kept(desks.auditCases.answerMany(message, exchange.provider.code, answersOf(input, stepOf)))
}

const t3702: Handler<'3702'> = ({ input }, exchange, desks) =>
  answering(input, exchange, desks, (flag) => (flag === YES ? 'appeal' : 'accept'))

const t3703: Handler<'3703'> = async ({ input }, exchange, desks) => {
  const stepOf: StepOf = (flag) => (flag === YES ? 'ask_panel' : undefined)
  return answering(input, exchange as unknown as Exchange<'3702'>, desks, stepOf) as never
}

/** A set of files goes by the identifiers of its files; a further message may add to it. */
const t3704: Handler<'3704'> = async ({ input }, exchange, desks) => {
  const before = input.attUploadId.split(',').filter((id) => id !== '')
  const files = input.fsiAppealFileDTOList.map(({ name, bytes }) => ({
    ...{ name, mediaType: mediaTypeOf(bytes), content: Buffer.from(bytes).toString('base64') },
  }))
  if (before.length + files.length > EVIDENCE_FILES_MAX)
    return refused('audit_evidence_count', { max: EVIDENCE_FILES_MAX })
  const message = messageOf<'3704', EvidenceTold>(exchange, desks, (told) => ({
    output: {
      data: { attUploadId: [...before, ...told.files.map(({ evidenceId }) => shownId(evidenceId))].join(',') },
    },
  }))
  const { code, area } = exchange.provider
  return kept(desks.auditCases.bring(message, { provider: code, area, files }))
}

export const appealHandlers = { '3701': t3701, '3702': t3702, '3703': t3703, '3704': t3704 }
