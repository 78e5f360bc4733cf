// The group of a case, by the steps of DIP 3.0: exclusion lists, then layer after layer until one fits.
import type { MedicalRecord } from '../grouping/record.ts'
import { DIP_LAYERS, type DipGroup, type DipLayer } from './catalogue.ts'
import { type Case, chooseIn, type DecidedBy } from './choose.ts'
import type { CompiledDip } from './compile.ts'
import { type EffectiveProcedures, effectiveProcedures } from './effective.ts'

/** grouped; excluded: the principal diagnosis is on the list; ungrouped: no group fits; invalid: no principal diagnosis. */
export type DipStatus = 'grouped' | 'excluded' | 'ungrouped' | 'invalid'

/** 状态 as results show it. */
export const DIP_STATUS_TEXT: Readonly<Record<DipStatus, string>> = {
  grouped: '入组成功',
  excluded: '主要诊断不纳入分组',
  ungrouped: '未入组',
  invalid: '信息校验不通过',
}

export interface DipAssignment {
  readonly status: DipStatus
  readonly group?: DipGroup
  readonly layer?: DipLayer
  readonly decidedBy?: DecidedBy
  /** Others of the same layer that fitted too, best first. */
  readonly rivals: readonly DipGroup[]
  readonly procedures: EffectiveProcedures
}

const NOTHING: EffectiveProcedures = { main: undefined, related: [], all: [], excluded: [] }

export function assignDip(compiled: CompiledDip, record: MedicalRecord): DipAssignment {
  const pdx = record.diagnoses[0]
  if (!pdx) return { status: 'invalid', rivals: [], procedures: NOTHING }
  if (compiled.catalogue.excludedDiagnoses.has(pdx)) return { status: 'excluded', rivals: [], procedures: NOTHING }
  const procedures = effectiveProcedures(compiled, record)
  const each: Case = { record, pdx, procedures }
  for (const layer of DIP_LAYERS) {
    const choice = chooseIn(compiled, layer, each)
    if (!choice) continue
    const { decidedBy } = choice
    return {
      status: 'grouped',
      group: choice.group.group,
      layer,
      decidedBy,
      rivals: choice.rivals.map(({ group }) => group),
      procedures,
    }
  }
  return { status: 'ungrouped', rivals: [], procedures }
}
