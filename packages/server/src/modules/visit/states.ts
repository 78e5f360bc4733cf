// The states of a visit and every step between them, as one table. A step that the table does not have is refused.

export type VisitKind = 'outpatient' | 'inpatient' | 'pharmacy'

export type VisitState =
  | 'registered'
  | 'open'
  | 'cancelled'
  | 'admitted'
  | 'discharged'
  | 'settled'
  | 'settled_before_discharge'

export type Step =
  | 'inform'
  | 'charge'
  | 'withdraw_charge'
  | 'cancel'
  | 'change'
  | 'discharge'
  | 'undo_discharge'
  | 'settle'
  | 'settle_interim'
  | 'cancel_settlement'
  | 'cancel_interim'

type Steps = Readonly<Partial<Record<VisitState, Readonly<Partial<Record<Step, VisitState>>>>>>

const OUTPATIENT: Steps = {
  registered: { inform: 'open', cancel: 'cancelled' },
  open: {
    inform: 'open',
    charge: 'open',
    withdraw_charge: 'open',
    settle: 'open',
    cancel_settlement: 'open',
    cancel: 'cancelled',
  },
}

const INPATIENT: Steps = {
  admitted: {
    charge: 'admitted',
    withdraw_charge: 'admitted',
    change: 'admitted',
    discharge: 'discharged',
    settle: 'settled_before_discharge',
    settle_interim: 'admitted',
    cancel_interim: 'admitted',
    cancel: 'cancelled',
  },
  discharged: {
    charge: 'discharged',
    withdraw_charge: 'discharged',
    change: 'discharged',
    undo_discharge: 'admitted',
    settle: 'settled',
    settle_interim: 'discharged',
    cancel_interim: 'discharged',
  },
  settled: { cancel_settlement: 'discharged' },
  settled_before_discharge: { discharge: 'settled', cancel_settlement: 'admitted' },
}

const PHARMACY: Steps = { open: { settle: 'open', cancel_settlement: 'open' } }

const TABLE: Readonly<Record<VisitKind, Steps>> = { outpatient: OUTPATIENT, inpatient: INPATIENT, pharmacy: PHARMACY }

/** The state after a step; `undefined` when the step is not possible now. */
export const after = (kind: VisitKind, state: VisitState, step: Step): VisitState | undefined =>
  TABLE[kind][state]?.[step]

const STATE_TITLES: Readonly<Record<VisitState, string>> = {
  registered: '已挂号',
  open: '已上传就诊信息',
  cancelled: '已撤销',
  admitted: '在院',
  discharged: '已出院未结算',
  settled: '已出院已结算',
  settled_before_discharge: '已结算未出院',
}
export const stateTitle = (state: VisitState): string => STATE_TITLES[state]

const STEP_TITLES: Readonly<Record<Step, string>> = {
  inform: '上传就诊信息',
  charge: '上传费用明细',
  withdraw_charge: '撤销费用明细',
  cancel: '撤销登记',
  change: '变更住院信息',
  discharge: '办理出院',
  undo_discharge: '撤销出院',
  settle: '结算',
  settle_interim: '中途结算',
  cancel_settlement: '撤销结算',
  cancel_interim: '撤销中途结算',
}
export const stepTitle = (step: Step): string => STEP_TITLES[step]
