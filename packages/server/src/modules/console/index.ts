// The door of the console: its routes under /api, each with a permission, each reading within the asker's scope.
import type { Routes } from '../../platform/index.ts'
import { accountRoutes } from './account/routes.ts'
import { advanceRoutes } from './advances/routes.ts'
import { auditCaseRoutes } from './audit-cases/routes.ts'
import { bankRoutes } from './bank/routes.ts'
import { bookingRoutes } from './bookings/routes.ts'
import { clearingRoutes } from './clearings/routes.ts'
import { cockpitRoutes } from './cockpit/routes.ts'
import { creditRefundRoutes } from './contributions/refunds.ts'
import { contributionRoutes } from './contributions/routes.ts'
import { declarationRoutes } from './declarations/routes.ts'
import { employerRoutes } from './employer/routes.ts'
import { batchRoutes } from './enrolment/routes.ts'
import { transferRoutes } from './enrolment/transfer-routes.ts'
import { enrolmentWindowRoutes } from './enrolment/window-routes.ts'
import { flowRoutes } from './flows/routes.ts'
import { fundsRoutes } from './funds/routes.ts'
import { openapiRoutes } from './openapi/routes.ts'
import { overviewRoutes } from './overview/routes.ts'
import type { ConsoleParts } from './parts.ts'
import { appealRoutes } from './payments/appeals.ts'
import { reviewRoutes } from './payments/reviews.ts'
import { paymentRoutes } from './payments/routes.ts'
import { personRoutes } from './person/routes.ts'
import { policyRoutes } from './policy/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { settlementRoutes } from './settlement/routes.ts'
import { settlementsRoutes } from './settlements/routes.ts'
import { statementRoutes } from './statements/routes.ts'
import { trafficRoutes } from './traffic/routes.ts'
import { watchRoutes } from './watch/routes.ts'

export type { ConsoleParts } from './parts.ts'
export { consoleRefusals, domainRefusals } from './refusals.ts'
export { identifierIn } from './settlement/found.ts'

/** Each room brings its routes; they share nothing but the parts. */
const ROOMS: readonly ((parts: ConsoleParts) => Routes)[] = [
  overviewRoutes,
  cockpitRoutes,
  searchRoutes,
  personRoutes,
  accountRoutes,
  settlementsRoutes,
  settlementRoutes,
  flowRoutes,
  clearingRoutes,
  declarationRoutes,
  advanceRoutes,
  contributionRoutes,
  creditRefundRoutes,
  batchRoutes,
  employerRoutes,
  enrolmentWindowRoutes,
  transferRoutes,
  paymentRoutes,
  auditCaseRoutes,
  reviewRoutes,
  appealRoutes,
  fundsRoutes,
  statementRoutes,
  bookingRoutes,
  bankRoutes,
  watchRoutes,
  trafficRoutes,
  policyRoutes,
  openapiRoutes,
]

/** Register under `/api`. */
export const consoleRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    // Schemas of answers are for reading and for tests; what was made is sent as it is.
    app.setSerializerCompiler(() => (answer) => JSON.stringify(answer))
    for (const room of ROOMS) await app.register(room(parts))
  }
