// The platform that the browser tests look at, a small demonstration city, and the ways to its records.
import type {
  ClearingPage,
  DeclarationPage,
  EntryPage,
  PaymentCasePage,
  PaymentRunList,
  SearchView,
  SessionView,
  SettlementPage,
  SettlementRow,
} from '@yibao/contract/rest'
import type { Page } from 'playwright-core'
import { type Login, startCity } from './start.ts'

export interface Demo extends Login {
  readonly url: string
  /** One-time logins that nobody has used; none where the platform was running already. */
  readonly firstLogins: readonly Login[]
  readonly close: () => Promise<void>
}

/**
 * The platform to look at: the one that setup.ts started for all files, or any other that YIBAO_CONSOLE_URL,
 * YIBAO_CONSOLE_NAME and YIBAO_CONSOLE_PASSWORD name; a file that runs alone starts its own.
 */
export async function startDemo(): Promise<Demo> {
  const { YIBAO_CONSOLE_URL: running, YIBAO_CONSOLE_NAME: name, YIBAO_CONSOLE_PASSWORD: password } = process.env
  if (!running || !name || !password) return startCity()
  const firstLogins = JSON.parse(process.env.YIBAO_CONSOLE_FIRST_LOGINS ?? '[]') as Login[]
  return { url: running, name, password, firstLogins, close: async () => undefined }
}

/** Signs in without the page, for tests that are about something else. */
export async function signIn(page: Page, { name, password }: Login): Promise<SessionView> {
  const answer = await page.request.post('/api/session', { data: { name, password } })
  if (!answer.ok()) throw new Error(`Not signed in: ${await answer.text()}`)
  return (await answer.json()) as SessionView
}

export async function ask<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(`/api${path}`)
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
  return (await answer.json()) as T
}

/** The dearest inpatient settlement: it has the most to show. */
export async function aSettlement(page: Page): Promise<SettlementRow> {
  const query = 'sort=total&size=1&state=settled'
  const inpatient = await ask<SettlementPage>(page, `/settlements?setting=inpatient&${query}`)
  const row = inpatient.rows[0] ?? (await ask<SettlementPage>(page, `/settlements?${query}`)).rows[0]
  if (!row) throw new Error('The demonstration has no settlement')
  return row
}

/** Every page of the console, with addresses of records that exist. */
export async function addressesOf(page: Page): Promise<Readonly<Record<string, string>>> {
  const { id, personNo } = await aSettlement(page)
  const entry = (await ask<EntryPage>(page, '/entries?size=1')).rows[0]
  if (!entry) throw new Error('The demonstration has no entry')
  const clearing = (await ask<ClearingPage>(page, '/clearings')).rows[0]
  const declared = (await ask<DeclarationPage>(page, '/declarations')).rows[0]
  const run = (await ask<PaymentRunList>(page, '/payment-runs')).rows[0]
  const paid = run && (await ask<PaymentCasePage>(page, `/payment-runs/${run.id}/cases`)).rows[0]
  return {
    enrolment: '/enrolment?list=missing',
    'enrolment without rows': '/enrolment?list=died&q=没有',
    'an enrollee': `/enrolment/persons/${personNo}`,
    'enrolment files': '/batches',
    'enrolment files without rows': '/batches?state=withdrawn',
    clearings: '/clearings',
    'special cases': '/case-reviews',
    advances: '/advances',
    'group appeals': '/group-appeals',
    'all calculations': '/payment-runs',
    'calculations without rows': '/payment-runs?year=1999',
    'credited refunds': '/contributions/refunds',
    'bank statements': '/bank-statements',
    declarations: '/declarations',
    ...(declared && { 'a declaration': `/declarations/${declared.id}` }),
    'clearings without rows': '/clearings?month=1999-01',
    ...(clearing && { 'a clearing': `/clearings/${clearing.id}` }),
    ...(run && { 'a month by payment methods': `/payment-runs/${run.id}`, cases: `/payment-runs/${run.id}/cases` }),
    ...(run && paid && { 'a case': `/payment-runs/${run.id}/cases/${paid.settlement}` }),
    overview: '/',
    cockpit: '/cockpit',
    'all indicators': '/cockpit/figures?state=computed',
    'a figure': '/cockpit/CM-24',
    'a figure of two numbers': '/cockpit/CM-26?of=denominator',
    wall: '/wall',
    search: '/search?q=医院',
    'search without hits': '/search?q=没有这样的人',
    person: `/persons/${personNo}`,
    settlements: '/settlements',
    'settlements without rows': '/settlements?from=1999-01-01&to=1999-01-02',
    settlement: `/settlements/${id}`,
    requests: '/requests',
    'a correction': `/requests/new/correction?settlement=${id}`,
    'a claw-back': `/requests/new/claw_back?settlement=${id}`,
    'a manual claim': `/requests/new/claim?person=${personNo}`,
    'a death': `/requests/new/death?person=${personNo}`,
    'a setting': '/requests/new/setting',
    payouts: '/payouts',
    recoveries: '/recoveries',
    'open items': '/open-items',
    'audit workbench': '/audit',
    'audit workbench without rows': '/audit?month=1999-01',
    'audit figures': '/audit/figures',
    explanation: `/settlements/${id}/explanation?step=fund_paid`,
    line: `/settlements/${id}/lines/1`,
    sheet: `/settlements/${id}/sheet`,
    funds: '/funds',
    'fund watch': '/fund-watch',
    'an account': `/persons/${personNo}/account`,
    entries: '/funds/entries',
    journal: `/journals/${entry.journalId}`,
    traffic: '/traffic',
    policy: '/policy',
    password: '/password',
    'not found': '/no-such-page',
  }
}

export const hitsOf = async (page: Page, q: string): Promise<SearchView['hits']> =>
  (await ask<SearchView>(page, `/search?q=${encodeURIComponent(q)}`)).hits
