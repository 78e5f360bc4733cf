// Which address shows which page. Every page is a chunk of its own, fetched when it is first opened.
import { type ComponentType, lazy, Suspense } from 'react'
import { Navigate, Outlet, Route, Routes, useLocation } from 'react-router'
import { SignedIn, useSession } from '../api/session.ts'
import { Login } from '../pages/login/login.tsx'
import { PasswordPage } from '../pages/login/password.tsx'
import { Failed, Loading } from '../parts/state.tsx'
import { Frame } from './frame.tsx'
import { Home } from './home.tsx'
import { NotFound } from './not-found.tsx'

const page = (read: () => Promise<{ default: ComponentType }>) => lazy(read)

const Overview = page(() => import('../pages/overview/overview.tsx'))
const Cockpit = page(() => import('../pages/cockpit/cockpit.tsx'))
const CockpitFigures = page(() => import('../pages/cockpit/figures.tsx'))
const CockpitFigure = page(() => import('../pages/cockpit/figure.tsx'))
const Wall = page(() => import('../pages/wall/wall.tsx'))
const Search = page(() => import('../pages/search/search.tsx'))
const Account = page(() => import('../pages/account/account.tsx'))
const Watch = page(() => import('../pages/watch/watch.tsx'))
const Person = page(() => import('../pages/person/person.tsx'))
const Settlements = page(() => import('../pages/settlements/settlements.tsx'))
const Settlement = page(() => import('../pages/settlement/settlement.tsx'))
const Explanation = page(() => import('../pages/explanation/explanation.tsx'))
const Sheet = page(() => import('../pages/sheet/sheet.tsx'))
const Requests = page(() => import('../pages/flows/requests.tsx'))
const Request = page(() => import('../pages/flows/request.tsx'))
const NewRequest = page(() => import('../pages/flows/new-request.tsx'))
const Payouts = page(async () => ({ default: (await import('../pages/flows/payouts.tsx')).Payouts }))
const Recoveries = page(async () => ({ default: (await import('../pages/flows/payouts.tsx')).Recoveries }))
const OpenItems = page(() => import('../pages/flows/open-items.tsx'))
const Contributions = page(() => import('../pages/contributions/contributions.tsx'))
const Refunds = page(() => import('../pages/refunds/refunds.tsx'))
const Batches = page(() => import('../pages/batches/batches.tsx'))
const Batch = page(() => import('../pages/batches/batch.tsx'))
const Enrolment = page(() => import('../pages/enrolment/enrolment.tsx'))
const Enrollee = page(() => import('../pages/enrolment/enrollee.tsx'))
const Transfers = page(() => import('../pages/transfers/transfers.tsx'))
const Transfer = page(() => import('../pages/transfers/transfer.tsx'))
const TransferSheet = page(() => import('../pages/transfers/sheet.tsx'))
const NewEnrollee = page(() => import('../pages/enrolment/new-enrollee.tsx'))
const Employer = page(() => import('../pages/employer/employer.tsx'))
const Clearings = page(() => import('../pages/clearings/clearings.tsx'))
const Clearing = page(() => import('../pages/clearings/clearing.tsx'))
const Advances = page(() => import('../pages/advances/advances.tsx'))
const Declarations = page(() => import('../pages/declarations/declarations.tsx'))
const Declaration = page(() => import('../pages/declarations/declaration.tsx'))
const PaymentRuns = page(() => import('../pages/payment/runs.tsx'))
const PaymentRun = page(() => import('../pages/payment/run.tsx'))
const PaymentCases = page(() => import('../pages/payment/cases.tsx'))
const PaymentCase = page(() => import('../pages/payment/case.tsx'))
const AuditPool = page(() => import('../pages/audit/pool.tsx'))
const AuditCase = page(() => import('../pages/audit/case.tsx'))
const AuditFigures = page(() => import('../pages/audit/figures.tsx'))
const GroupAppeals = page(() => import('../pages/payment/appeals.tsx'))
const Reviews = page(() => import('../pages/payment/reviews.tsx'))
const Funds = page(() => import('../pages/funds/funds.tsx'))
const Entries = page(() => import('../pages/funds/entries.tsx'))
const Journal = page(() => import('../pages/funds/journal.tsx'))
const Bookings = page(() => import('../pages/bookings/bookings.tsx'))
const BankStatements = page(() => import('../pages/bank/bank.tsx'))
const BankStatement = page(() => import('../pages/bank/statement.tsx'))
const Statements = page(() => import('../pages/statements/statements.tsx'))
const Traffic = page(() => import('../pages/traffic/traffic.tsx'))
const Policy = page(() => import('../pages/policy/policy.tsx'))

export function Pages() {
  return (
    <Routes>
      <Route path="/login" element={<Login />} />
      <Route element={<OnlySignedIn />}>
        <Route path="/settlements/:id/sheet" element={<InTime page={Sheet} />} />
        <Route path="/enrolment/transfers/:id/sheet" element={<InTime page={TransferSheet} />} />
        <Route path="/wall" element={<InTime page={Wall} />} />
        <Route element={<Frame />}>
          <Route path="/" element={<Home overview={Overview} />} />
          <Route path="/password" element={<PasswordPage />} />
          <Route path="/cockpit" element={<InTime page={Cockpit} />} />
          <Route path="/cockpit/figures" element={<InTime page={CockpitFigures} />} />
          <Route path="/cockpit/:id" element={<InTime page={CockpitFigure} />} />
          <Route path="/search" element={<InTime page={Search} />} />
          <Route path="/persons/:personNo" element={<InTime page={Person} />} />
          <Route path="/persons/:personNo/account" element={<InTime page={Account} />} />
          <Route path="/bookings" element={<InTime page={Bookings} />} />
          <Route path="/bank-statements" element={<InTime page={BankStatements} />} />
          <Route path="/bank-statements/:id" element={<InTime page={BankStatement} />} />
          <Route path="/statements" element={<InTime page={Statements} />} />
          <Route path="/fund-watch" element={<InTime page={Watch} />} />
          <Route path="/settlements" element={<InTime page={Settlements} />} />
          <Route path="/settlements/:id" element={<InTime page={Settlement} />} />
          <Route path="/settlements/:id/explanation" element={<InTime page={Explanation} />} />
          <Route path="/settlements/:id/lines/:no" element={<InTime page={Explanation} />} />
          <Route path="/requests" element={<InTime page={Requests} />} />
          <Route path="/requests/new/:kind" element={<InTime page={NewRequest} />} />
          <Route path="/requests/:id" element={<InTime page={Request} />} />
          <Route path="/payouts" element={<InTime page={Payouts} />} />
          <Route path="/recoveries" element={<InTime page={Recoveries} />} />
          <Route path="/open-items" element={<InTime page={OpenItems} />} />
          <Route path="/contributions" element={<InTime page={Contributions} />} />
          <Route path="/contributions/refunds" element={<InTime page={Refunds} />} />
          <Route path="/batches" element={<InTime page={Batches} />} />
          <Route path="/batches/:id" element={<InTime page={Batch} />} />
          <Route path="/enrolment" element={<InTime page={Enrolment} />} />
          <Route path="/enrolment/new" element={<InTime page={NewEnrollee} />} />
          <Route path="/enrolment/transfers" element={<InTime page={Transfers} />} />
          <Route path="/enrolment/transfers/:id" element={<InTime page={Transfer} />} />
          <Route path="/enrolment/persons/:personNo" element={<InTime page={Enrollee} />} />
          <Route path="/employer" element={<InTime page={Employer} />} />
          <Route path="/clearings" element={<InTime page={Clearings} />} />
          <Route path="/clearings/:id" element={<InTime page={Clearing} />} />
          <Route path="/advances" element={<InTime page={Advances} />} />
          <Route path="/declarations" element={<InTime page={Declarations} />} />
          <Route path="/declarations/:id" element={<InTime page={Declaration} />} />
          <Route path="/group-appeals" element={<InTime page={GroupAppeals} />} />
          <Route path="/case-reviews" element={<InTime page={Reviews} />} />
          <Route path="/payment-runs" element={<InTime page={PaymentRuns} />} />
          <Route path="/payment-runs/:id" element={<InTime page={PaymentRun} />} />
          <Route path="/payment-runs/:id/cases" element={<InTime page={PaymentCases} />} />
          <Route path="/payment-runs/:id/cases/:settlement" element={<InTime page={PaymentCase} />} />
          <Route path="/audit" element={<InTime page={AuditPool} />} />
          <Route path="/audit/figures" element={<InTime page={AuditFigures} />} />
          <Route path="/audit/cases/:id" element={<InTime page={AuditCase} />} />
          <Route path="/funds" element={<InTime page={Funds} />} />
          <Route path="/funds/entries" element={<InTime page={Entries} />} />
          <Route path="/journals/:id" element={<InTime page={Journal} />} />
          <Route path="/traffic" element={<InTime page={Traffic} />} />
          <Route path="/policy" element={<InTime page={Policy} />} />
          <Route path="*" element={<NotFound />} />
        </Route>
      </Route>
    </Routes>
  )
}

function InTime({ page: Page }: { page: ComponentType }) {
  return (
    <Suspense fallback={<Loading />}>
      <Page />
    </Suspense>
  )
}

/** Others go to the login and come back; a one-time password is changed before anything else. */
function OnlySignedIn() {
  const session = useSession()
  const { pathname, search, key } = useLocation()
  if (session.isPending) return <Loading />
  if (session.isError) return <Failed error={session.error} retry={() => void session.refetch()} />
  if (session.data === null) {
    const first = key === 'default' && pathname === '/'
    return <Navigate to="/login" replace state={{ next: pathname + search, expired: !first && key !== 'default' }} />
  }
  if (session.data.mustChangePassword && pathname !== '/password') return <Navigate to="/password" replace />
  return (
    <SignedIn value={session.data}>
      <Outlet />
    </SignedIn>
  )
}
