// The audit's figures with the precision of each: how much was said and found, and how much of it people upheld.
import type { AuditFigures, AuditFiguresQuery, SetAsidePage } from '@yibao/contract/rest'
import { addDays, addMonths, day, type Outcome, parseDay, refused } from '@yibao/kernel'
import {
  type AuditSums,
  auditSums,
  isToWatch,
  modelRecords,
  precisionBp,
  ruleRecords,
  setAside,
} from '../../audit-case/index.ts'
import { shownId } from '../../gateway/index.ts'
import type { Asker } from '../asker.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { nameOf, titleOf } from './rows.ts'

type Figure = AuditFigures['figures'][number]

interface Told {
  readonly value: number
  readonly unit?: Figure['unit']
  readonly of?: number
  readonly confirmed?: number
  readonly rejected?: number
}

/** Each figure by its definition; where people decided, with their precision. */
const FIGURES: readonly {
  readonly id: string
  readonly title: Figure['title']
  readonly definition: Figure['definition']
  readonly from: (sums: AuditSums) => Told
}[] = [
  {
    id: 'reminders_before',
    title: { zh: '事前提醒', en: 'Reminders before the event' },
    definition: {
      zh: '开立处方时告知医师的提醒条数；准确率为医师反馈中修改处方的比例',
      en: 'Messages to a physician while ordering; precision is the share of answers in which the order was changed',
    },
    from: (s) => ({ value: s.reminders, confirmed: s.remindersChanged, rejected: s.remindersContinued }),
  },
  {
    id: 'orders_screened',
    title: { zh: '事前审核处方', en: 'Orders screened' },
    definition: { zh: '事前审核过的处方，占送审的', en: 'Orders that were screened, of those that were sent' },
    from: (s) => ({ value: s.ordersScreened, of: s.ordersScreened + s.ordersUnscreened }),
  },
  {
    id: 'settlements_audited',
    title: { zh: '事后审核结算', en: 'Settlements audited' },
    definition: {
      zh: '结算后由规则审核的次数；其余搁置并写明原因',
      en: 'Looks at settlements after the event; the others were set aside with a reason',
    },
    from: (s) => ({ value: s.settlementsAudited, of: s.settlementsAudited + s.settlementsSetAside }),
  },
  {
    id: 'providers_audited',
    title: { zh: '事后审核机构', en: 'Institutions audited' },
    definition: { zh: '有结算受到事后审核的机构数', en: 'Institutions of which a settlement was audited' },
    from: (s) => ({ value: s.providersAudited }),
  },
  {
    id: 'suspects_after',
    title: { zh: '事后疑点', en: 'Suspects after the event' },
    definition: {
      zh: '明确违规与可疑的疑点，不含待补证；准确率为已判定疑点中确认的比例',
      en: 'Definite and suspect cases, without those that need evidence; precision is confirmed of all decided',
    },
    from: (s) => ({ value: s.suspects, confirmed: s.confirmed, rejected: s.rejected }),
  },
  {
    id: 'pharmacies_watched',
    title: { zh: '监控药店', en: 'Pharmacies watched' },
    definition: {
      zh: '期内有结算受到审核的定点药店，占全部定点药店；准确率为药店疑点的确认比例',
      en: 'Pharmacies of which a settlement was audited, of all; precision is that of their cases',
    },
    from: (s) => ({
      ...{ value: s.pharmaciesWatched, of: s.pharmacies },
      ...{ confirmed: s.pharmacyConfirmed, rejected: s.pharmacyRejected },
    }),
  },
  {
    id: 'model_clues',
    title: { zh: '行为模型线索', en: 'Clues of behaviour models' },
    definition: {
      zh: '模型所指的结算成为疑点的条数；准确率为已判定的中确认的比例，按模型和版本见下表',
      en: 'Settlements that models named; precision is confirmed of all decided, by model and version below',
    },
    from: (s) => ({ value: s.modelCases, confirmed: s.modelConfirmed, rejected: s.modelRejected }),
  },
  {
    id: 'identified',
    title: { zh: '疑点金额', en: 'Identified' },
    definition: { zh: '全部疑点的金额，同一行可能计入多条疑点', en: 'Sum over all cases; a line may be in several' },
    from: (s) => ({ value: s.identifiedFen, unit: 'fen', confirmed: s.confirmed, rejected: s.rejected }),
  },
  {
    id: 'deducted',
    title: { zh: '扣款金额', en: 'Deducted' },
    definition: { zh: '终审后扣款，同一行只扣一次', en: 'Deducted after final review, each line once' },
    from: (s) => ({ value: s.decidedFen, unit: 'fen' }),
  },
  {
    id: 'certified_savings',
    title: { zh: '核定节约', en: 'Certified savings' },
    definition: {
      zh: '扣款中各基金收回的部分，经申诉、终审并已记账；撤销的不计',
      en: 'What the funds get back, after appeal and final review, booked; undone deductions do not count',
    },
    from: (s) => ({ value: s.certifiedFen, unit: 'fen', confirmed: s.confirmed, rejected: s.rejected }),
  },
]

const MONTHS = 12

export async function figuresView(
  parts: ConsoleParts,
  asker: Asker,
  { from, to }: AuditFiguresQuery,
): Promise<Outcome<AuditFigures>> {
  const today = parts.platform.clock.today()
  for (const [field, text] of Object.entries({ from, to }))
    if (text !== undefined && !parseDay(text)) return refused('request_invalid', { field, problem: `${text} 不是日期` })
  const last = to === undefined ? today : day(to)
  const span = { from: from === undefined ? addDays(addMonths(last, -MONTHS), 1) : day(from), to: last }
  if (span.to < span.from) return refused('request_invalid', { field: 'to', problem: '结束日期早于开始日期' })
  const { sums, records, models } = await asker.read(async (reader) => ({
    sums: await auditSums(reader, span),
    records: await ruleRecords(reader, span),
    models: await modelRecords(reader, span),
  }))
  return {
    ok: true,
    value: {
      ...span,
      asOf: parts.platform.clock.now(),
      figures: FIGURES.map(({ id, title, definition, from: told }): Figure => {
        const { value, unit = 'count', of = null, confirmed = 0, rejected = 0 } = told(sums)
        return {
          id,
          title,
          definition,
          value,
          unit,
          of,
          confirmed,
          rejected,
          precisionBp: precisionBp(confirmed, rejected),
        }
      }),
      models: models.map((each) => ({
        ...each,
        title: titleOf(parts, each.model),
        precisionBp: precisionBp(each.confirmed, each.rejected),
      })),
      rules: records.map((each) => ({
        ...each,
        ruleTitle: parts.desks.auditCases.ruleOf(each.rule)?.title ?? { zh: each.rule, en: each.rule },
        precisionBp: precisionBp(each.confirmed, each.rejected),
        watch: isToWatch(each.confirmed, each.rejected),
      })),
    },
  }
}

export async function setAsideView(
  parts: ConsoleParts,
  asker: Asker,
  asked: { readonly page?: number; readonly size?: number },
): Promise<Outcome<SetAsidePage>> {
  const { page, size, offset } = pageOf(asked)
  const { rows, total } = await asker.read((reader) => setAside(reader, { offset, limit: size }))
  return {
    ok: true,
    value: {
      rows: rows.map(({ settlementId, provider, at, why }) => ({
        ...{ settlement: shownId(settlementId), providerName: nameOf(parts, provider), at: at.slice(0, 19), why },
      })),
      ...{ total, page, size },
    },
  }
}
