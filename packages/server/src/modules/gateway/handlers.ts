// Every transaction the platform answers, by number.
import type { Infno } from '@yibao/contract'
import type { Handler } from './exchange.ts'
import { appealHandlers } from './transactions/appeal.ts'
import { auditHandlers } from './transactions/audit.ts'
import { catalogueHandlers } from './transactions/catalogue.ts'
import { clearingHandlers } from './transactions/clearing.ts'
import { outpatientHandlers } from './transactions/outpatient.ts'
import { outpatientSettlementHandlers } from './transactions/outpatient-settlement.ts'
import { personHandlers } from './transactions/person.ts'
import { pharmacyHandlers } from './transactions/pharmacy.ts'
import { personQueryHandlers } from './transactions/query-person.ts'
import { settlementQueryHandlers } from './transactions/query-settlement.ts'
import { visitQueryHandlers } from './transactions/query-visit.ts'
import { reconciliationHandlers } from './transactions/reconciliation.ts'
import { registrationHandlers } from './transactions/registration.ts'
import { sessionHandlers } from './transactions/session.ts'
import { settlementListHandlers } from './transactions/settlement-list.ts'
import { specialCaseHandlers } from './transactions/special-case.ts'
import { stayHandlers } from './transactions/stay.ts'
import { staySettlementHandlers } from './transactions/stay-settlement.ts'

/** A number without a handler does not compile. */
export const handlers: { readonly [I in Infno]: Handler<I> } = {
  ...sessionHandlers,
  ...personHandlers,
  ...catalogueHandlers,
  ...pharmacyHandlers,
  ...outpatientHandlers,
  ...outpatientSettlementHandlers,
  ...staySettlementHandlers,
  ...stayHandlers,
  ...registrationHandlers,
  ...reconciliationHandlers,
  ...clearingHandlers,
  ...visitQueryHandlers,
  ...settlementQueryHandlers,
  ...personQueryHandlers,
  ...settlementListHandlers,
  ...specialCaseHandlers,
  ...auditHandlers,
  ...appealHandlers,
}
