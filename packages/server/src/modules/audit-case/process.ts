// The way of a case, as data: which step may follow which state, whose hands must be apart, what a step must bring, and how
// long a state may last in working days.
import { accepted, addWorkingDays, type Day, type Outcome, refused, type WorkCalendar } from '@yibao/kernel'

export const PROCESS_VERSION = 2

export const CASE_STATES = [
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
] as const
export type CaseState = (typeof CASE_STATES)[number]

export const STATE_TITLES: Readonly<Record<CaseState, { readonly zh: string; readonly en: string }>> = {
  first_review: { zh: '待初审', en: 'First review' },
  second_review: { zh: '待复审', en: 'Second review' },
  appeal: { zh: '待机构申诉', en: 'At the institution' },
  final_review: { zh: '待终审', en: 'Final review' },
  decided: { zh: '已决定待执行', en: 'Decided' },
  deducted: { zh: '已扣款', en: 'Deducted' },
  rejected: { zh: '已排除', en: 'Rejected' },
  overturned: { zh: '申诉成立', en: 'Appeal upheld' },
  reversed: { zh: '扣款已撤销', en: 'Deduction undone' },
  void: { zh: '结算已撤销', en: 'Settlement cancelled' },
}

/** Defaults of ours, no text of the State prescribes them: working days in a state. */
export const TERM_DAYS: Readonly<Partial<Record<CaseState, number>>> = {
  first_review: 10,
  second_review: 5,
  appeal: 10,
  final_review: 10,
}

/** Why a case comes to nothing: none is closed without one. */
export const REJECTION_REASONS = {
  clinically_justified: { zh: '临床理由成立', en: 'Clinical justification accepted' },
  consent_self_paid: { zh: '已书面同意并自费', en: 'Documented consent, paid by the person' },
  mapping_error: { zh: '数据对照错误', en: 'Data mapping error' },
  unit_conversion: { zh: '单位换算错误', en: 'Unit conversion' },
  reversal_unmatched: { zh: '退费未匹配', en: 'Reversal not matched' },
  knowledge_wrong: { zh: '知识点有误', en: 'Knowledge point wrong' },
  duplicate_clue: { zh: '与其他疑点重复', en: 'Duplicate of another clue' },
  identity_corrected: { zh: '身份信息已更正', en: 'Identity corrected' },
  policy_exception: { zh: '政策另有例外', en: 'Policy exception in force' },
} as const
export type RejectionReason = keyof typeof REJECTION_REASONS
export const isReason = (text: string): text is RejectionReason => Object.hasOwn(REJECTION_REASONS, text)

interface StepRule {
  readonly title: { readonly zh: string; readonly en: string }
  readonly from: readonly CaseState[]
  readonly to: CaseState
  /** Who did one of these, latest time round, does not do this one. */
  readonly apart: readonly string[]
  /** What must be said. */
  readonly needs?: 'reason' | 'note'
  /** Of the institution alone. */
  readonly ofProvider?: true
  /** Of a case this is done once. */
  readonly once?: true
  /** Only where this was done before. */
  readonly after?: string
}

export const STEPS = {
  confirm_first: {
    title: { zh: '初审通过', en: 'Confirmed at first review' },
    from: ['first_review'],
    to: 'second_review',
    apart: [],
  },
  reject_first: {
    title: { zh: '初审排除', en: 'Rejected at first review' },
    from: ['first_review'],
    to: 'rejected',
    apart: [],
    needs: 'reason',
  },
  confirm_second: {
    title: { zh: '复审通过，告知机构', en: 'Confirmed at second review, told to the institution' },
    from: ['second_review'],
    to: 'appeal',
    apart: ['confirm_first'],
  },
  reject_second: {
    title: { zh: '复审排除', en: 'Rejected at second review' },
    from: ['second_review'],
    to: 'rejected',
    apart: ['confirm_first'],
    needs: 'reason',
  },
  return_second: {
    title: { zh: '复审退回', en: 'Sent back to the first review' },
    from: ['second_review'],
    to: 'first_review',
    apart: ['confirm_first'],
    needs: 'note',
  },
  accept: {
    title: { zh: '机构认可', en: 'Accepted by the institution' },
    from: ['appeal'],
    to: 'final_review',
    apart: [],
    ofProvider: true,
  },
  appeal: {
    title: { zh: '机构申诉', en: 'Appealed by the institution' },
    from: ['appeal'],
    to: 'final_review',
    apart: [],
    needs: 'note',
    ofProvider: true,
  },
  lapse: {
    title: { zh: '逾期未申诉', en: 'No appeal in time' },
    from: ['appeal'],
    to: 'final_review',
    apart: [],
  },
  uphold: {
    title: { zh: '终审维持', en: 'Upheld at final review' },
    from: ['final_review'],
    to: 'decided',
    apart: ['confirm_first', 'confirm_second'],
  },
  overturn: {
    title: { zh: '终审采纳申诉', en: 'Overturned at final review' },
    from: ['final_review'],
    to: 'overturned',
    apart: ['confirm_first', 'confirm_second'],
    needs: 'reason',
  },
  deduct: { title: { zh: '扣款记账', en: 'Deducted and booked' }, from: ['decided'], to: 'deducted', apart: [] },
  ask_panel: {
    title: { zh: '机构申请合议', en: 'Joint review asked by the institution' },
    from: ['deducted'],
    to: 'deducted',
    apart: [],
    needs: 'note',
    ofProvider: true,
    once: true,
  },
  panel_uphold: {
    title: { zh: '合议维持', en: 'Upheld at joint review' },
    from: ['deducted'],
    to: 'deducted',
    apart: ['confirm_first', 'confirm_second', 'uphold'],
    needs: 'note',
    after: 'ask_panel',
    once: true,
  },
  reverse: {
    title: { zh: '撤销扣款', en: 'Deduction undone' },
    from: ['deducted'],
    to: 'reversed',
    apart: ['uphold'],
    needs: 'reason',
  },
  cancel: {
    title: { zh: '结算撤销，疑点作废', en: 'Settlement cancelled' },
    from: ['first_review', 'second_review', 'appeal', 'final_review', 'decided'],
    to: 'void',
    apart: [],
  },
} as const satisfies Readonly<Record<string, StepRule>>

export type CaseStep = keyof typeof STEPS

/** What a person may be asked for at a console, by the hands that do it. */
export const STEPS_OF = {
  review: ['confirm_first', 'reject_first', 'confirm_second', 'reject_second', 'return_second'],
  final: ['uphold', 'overturn', 'panel_uphold'],
  provider: ['accept', 'appeal', 'ask_panel'],
} as const satisfies Readonly<Record<string, readonly CaseStep[]>>

export interface StepAsked {
  readonly step: CaseStep
  readonly who: string
  readonly note: string
  readonly reason: string
}

export interface Walked {
  readonly state: CaseState
  readonly steps: readonly { readonly step: CaseStep; readonly by: string }[]
}

/** Hands of this round only: what was sent back to the first review begins anew. */
function handsOf(steps: Walked['steps']): Walked['steps'] {
  const back = steps.findLastIndex(({ step }) => step === 'return_second')
  return steps.slice(back + 1)
}

/** 合议 is asked for once, and answered only where it was asked for. */
function notInOrder(steps: Walked['steps'], step: CaseStep): Outcome<never> | undefined {
  const rule: StepRule = STEPS[step]
  if (rule.once && steps.some((done) => done.step === step)) return refused('audit_case_once', { step: rule.title.zh })
  if (rule.after && !steps.some((done) => done.step === rule.after)) return refused('audit_case_not_asked', {})
  return undefined
}

export function nextState({ state, steps }: Walked, { step, who, note, reason }: StepAsked): Outcome<CaseState> {
  const rule: StepRule = STEPS[step]
  if (!rule.from.includes(state)) return refused('audit_case_step', { state: STATE_TITLES[state].zh })
  const unready = notInOrder(steps, step)
  if (unready) return unready
  const other = handsOf(steps).find((done) => done.by === who && rule.apart.includes(done.step))
  if (other) return refused('audit_case_same_person', { who, step: STEPS[other.step].title.zh })
  if (rule.needs === 'reason' && !isReason(reason)) return refused('audit_case_reason', {})
  if (rule.needs === 'note' && note.trim().length < 2) return refused('audit_case_note', {})
  return accepted(rule.to)
}

export function dueOnOf(calendar: WorkCalendar, state: CaseState, today: Day): Day | null {
  const days = TERM_DAYS[state]
  return days === undefined ? null : addWorkingDays(calendar, today, days)
}

/** Where the hands of an account may be put to a case, were it to ask now. */
export const stepsOpenTo = (walked: Walked, who: string, among: readonly CaseStep[]): CaseStep[] =>
  among.filter((step) => {
    const rule: StepRule = STEPS[step]
    return (
      rule.from.includes(walked.state) &&
      notInOrder(walked.steps, step) === undefined &&
      !handsOf(walked.steps).some((done) => done.by === who && rule.apart.includes(done.step))
    )
  })
