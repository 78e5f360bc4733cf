// 预付与直付: money paid to or for a provider before a clearing owes it, and what of it was set against later months.
import type { Fund } from '@yibao/kernel'

/** 周转预付, 紧急预付 (by estimate), 集采预付 (to a supplier), 集采直接结算 (a supplier paid for what the hospital is owed). */
export type AdvanceKind = 'ordinary' | 'emergency' | 'supplier' | 'direct'
export type AdvanceState = 'proposed' | 'approved' | 'paid' | 'withdrawn'
export type AdvanceStep = 'approve' | 'pay' | 'withdraw'
export type OffsetKind = 'offset' | 'return'
export type OffsetState = 'proposed' | 'booked' | 'withdrawn'

export const ADVANCE_KINDS: Readonly<Record<AdvanceKind, string>> = {
  ordinary: '周转预付金',
  emergency: '紧急预付金',
  supplier: '集采预付',
  direct: '集采直接结算',
}
export const ADVANCE_STATES: Readonly<Record<AdvanceState | OffsetState, string>> = {
  proposed: '待审批',
  approved: '待付款',
  paid: '已付款',
  booked: '已记账',
  withdrawn: '已撤回',
}

export interface AdvanceStepDone {
  readonly step: 'propose' | AdvanceStep
  readonly by: string
  readonly at: string
  readonly note: string
}

export interface Advance {
  readonly advanceId: string
  readonly kind: AdvanceKind
  readonly provider: string
  readonly area: string
  readonly fund: Fund
  readonly amountFen: number
  readonly offsetFen: number
  /** Asked to be set off and not decided. */
  readonly askedFen: number
  readonly supplier: string
  readonly reason: string
  readonly estimateFen: number | null
  readonly state: AdvanceState
  readonly steps: readonly AdvanceStepDone[]
}

export interface AdvanceOffset {
  readonly offsetId: string
  readonly advanceId: string
  readonly provider: string
  readonly area: string
  readonly kind: OffsetKind
  readonly amountFen: number
  readonly note: string
  readonly state: OffsetState
  readonly steps: readonly AdvanceStepDone[]
}

/** What of it is still out: nothing before it is paid, nothing of what was paid for good. */
export const balanceOf = ({ kind, state, amountFen, offsetFen }: Advance): number =>
  state === 'paid' && kind !== 'direct' ? amountFen - offsetFen : 0
