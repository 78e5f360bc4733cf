// What one effective settlement contributes to the calibration figures, wherever it was settled.
import type { Fen } from '@yibao/kernel'
import type { CareKind } from '../cities/index.ts'
import type { OfflineSettlement } from './settle-offline.ts'

export interface Observation {
  readonly kind: CareKind
  readonly scheme: 'employee' | 'resident'
  readonly totalFen: Fen
  readonly inScopeFen: Fen
  /** What funds paid, and of it the medical assistance. */
  readonly fundFen: Fen
  readonly assistanceFen: Fen
  /** What the person paid in cash, after all accounts. */
  readonly cashFen: Fen
}

export function observe(kind: CareKind, { settlement, scheme }: OfflineSettlement): Observation {
  const assistance = settlement.tiers.filter(({ fund }) => fund === 'medical_assistance')
  return {
    kind,
    scheme,
    totalFen: settlement.total,
    inScopeFen: settlement.inScope,
    fundFen: settlement.fundPaid,
    assistanceFen: assistance.reduce((sum, { paid }) => sum + paid, 0) as Fen,
    cashFen: settlement.cash,
  }
}
