// Who may see what, for every route there is: each role, of the own and of another area and institution, and nobody at
// all. The list of routes comes from the running app; a route without a line here fails.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import type { EntryPage } from '@yibao/contract/rest'
import type { RouteOptions } from 'fastify'
import { ROLES, type Role, roleOf } from '../../platform/index.ts'
import {
  COUNTY_HOSPITAL,
  type ConsoleClient,
  consoleClient,
  HOSPITAL,
  item,
  openVisit,
  patient,
  type Reading,
  seatedClient,
  settleBatch,
  startTestServer,
} from '../../testing/index.ts'

let routes: readonly RouteOptions[] = []
const server = await startTestServer({
  routes: (app) => {
    routes = app.declaredRoutes
  },
})
after(server.close)

const person = patient('employee', 0)
const visit = await openVisit(server.client, person)
const { setlinfo } = await settleBatch(server.client, person, visit, 'B1', [item('plain', 300), item('outside', 20)])
await server.city.messages.flush()
const viewer = await seatedClient(server, { role: 'demo_viewer' })
const { body: entries } = await viewer.get<EntryPage>(`/entries?cause=${setlinfo.setl_id}`)
const journal = entries.rows[0]?.journalId ?? ''
const settlement = `/settlements/${setlinfo.setl_id}`
const officer = await seatedClient(server, { role: 'benefits_officer' })
const { body: asked } = await officer.post<{ id: string }>('/requests', {
  key: 'matrix-request',
  asked: { kind: 'cancellation', reason: '重复结算', input: { settlement: setlinfo.setl_id } },
})
const request = asked.id

type Body = Readonly<Record<string, unknown>>
const rowsIn = (...path: string[]) => ({
  /** How much of what was asked for is in the answer. */
  count: (body: Body): number => {
    const found = path.reduce<unknown>((inner, key) => (inner as Body)[key], body)
    return Array.isArray(found) ? found.length : Number(found)
  },
})

interface Probe {
  /** Of the one person, settlement, journal that there is. */
  readonly path?: string
  readonly body?: unknown
  /** A record: outside its scope there is none. */
  readonly record?: true
  /** A list or a sum: outside the scope it is empty. */
  readonly count?: (body: Body) => number
  /** Not tried as a signed-in user: it would change the session that asks. */
  readonly skip?: true
  /** It changes something: tried only as somebody who may not. What it does has tests of its own. */
  readonly onlyDenied?: true
}

/** A line for every route. */
const PROBES: Readonly<Record<string, Probe>> = {
  'GET /health': {},
  'POST /session': { skip: true },
  'GET /session': {},
  'DELETE /session': { skip: true },
  'POST /session/password': { skip: true },
  'GET /overview': rowsIn('settlements'),
  'GET /cockpit': {},
  'GET /cockpit/figures': { path: '/cockpit/figures?module=policy' },
  'GET /cockpit/figures/:id': { path: '/cockpit/figures/CM-24' },
  'GET /lake': {},
  'GET /search': { path: `/search?q=${person.personNo}`, ...rowsIn('hits') },
  'GET /persons/:personNo': { path: `/persons/${person.personNo}`, record: true },
  'POST /persons/:personNo/unmask': {
    path: `/persons/${person.personNo}/unmask`,
    body: { purpose: '核对参保身份' },
    record: true,
  },
  'GET /persons/:personNo/account': { path: `/persons/${person.personNo}/account`, record: true },
  'POST /persons/:personNo/account/order': { onlyDenied: true },
  'POST /persons/:personNo/account/reservations': { onlyDenied: true },
  'POST /persons/:personNo/account/reservations/:id/decision': { onlyDenied: true },
  'POST /persons/:personNo/account/wallet/transfers': { onlyDenied: true },
  'POST /persons/:personNo/account/wallet/transfers/:id/acceptance': { onlyDenied: true },
  'GET /settlements': rowsIn('rows'),
  'GET /settlements/export': {
    count: (body) => (JSON.stringify(body).match(new RegExp(setlinfo.setl_id, 'g')) ?? []).length,
  },
  'GET /settlements/:id': { path: settlement, record: true },
  'GET /settlements/:id/lines': { path: `${settlement}/lines`, record: true },
  'GET /settlements/:id/explanation': { path: `${settlement}/explanation`, record: true },
  'GET /settlements/:id/lines/:no/explanation': { path: `${settlement}/lines/1/explanation`, record: true },
  'POST /requests/preview': {
    body: {
      kind: 'death',
      reason: '试算',
      input: { person: person.personNo, diedOn: '2026-06-10', evidence: '证明' },
    },
    record: true,
  },
  'POST /requests': { onlyDenied: true },
  'GET /requests': rowsIn('rows'),
  'GET /requests/:id': { path: `/requests/${request}`, record: true },
  'POST /requests/:id/decision': { path: `/requests/${request}/decision`, onlyDenied: true },
  'GET /payouts': {},
  'POST /payouts/:id/payment': { onlyDenied: true },
  'GET /recoveries': {},
  'POST /recoveries/:id/receipt': { onlyDenied: true },
  'GET /open-items': {},
  'POST /settlements/:id/open-item': { path: `${settlement}/open-item`, onlyDenied: true },
  'POST /open-items/:id/payments': { onlyDenied: true },
  'GET /flow-settings': {},
  'GET /payment-runs': {},
  'GET /payment-runs/export': {},
  'GET /payment-runs/:id': { onlyDenied: true },
  'GET /payment-runs/:id/cases': { onlyDenied: true },
  'GET /payment-runs/:id/cases/export': { onlyDenied: true },
  'GET /payment-runs/:id/cases/:settlement': { onlyDenied: true },
  'POST /payment-runs': { onlyDenied: true },
  'GET /group-appeals': {},
  'POST /payment-runs/:id/cases/:settlement/appeals': { onlyDenied: true },
  'POST /group-appeals/:id/opinion': { onlyDenied: true },
  'POST /group-appeals/:id/decision': { onlyDenied: true },
  'POST /group-appeals/:id/withdrawal': { onlyDenied: true },
  'POST /payment-runs/:id/release': { onlyDenied: true },
  'POST /payment-runs/:id/withdrawal': { onlyDenied: true },
  'GET /case-reviews': {},
  'POST /case-reviews/:id/opinion': { onlyDenied: true },
  'POST /case-reviews/:id/decision': { onlyDenied: true },
  'GET /contributions/summary': {},
  'GET /contributions/charges': {},
  'GET /contributions/charges/export': {},
  'GET /contributions/receipts': {},
  'GET /contributions/receipts/export': {},
  'GET /contributions/arrivals': {},
  'GET /contributions/arrivals/export': {},
  'GET /contributions/breaks': {},
  'GET /contributions/breaks/export': {},
  'POST /contributions/reconciliations': { onlyDenied: true },
  'POST /contributions/breaks/step': { onlyDenied: true },
  'POST /contributions/refunds': { onlyDenied: true },
  'POST /contributions/refunds/payment': { onlyDenied: true },
  'GET /contributions/credit-refunds': {},
  'GET /contributions/credit-refunds/export': {},
  'GET /contributions/credit-refunds/line': { onlyDenied: true },
  'GET /contributions/credit-refunds/payment-file': { onlyDenied: true },
  'POST /contributions/credit-refunds': { onlyDenied: true },
  'POST /contributions/credit-refunds/:id/review': { onlyDenied: true },
  'POST /contributions/credit-refunds/:id/approval': { onlyDenied: true },
  'POST /contributions/credit-refunds/:id/payment': { onlyDenied: true },
  'POST /contributions/credit-refunds/:id/return': { onlyDenied: true },
  'POST /contributions/credit-refunds/:id/withdrawal': { onlyDenied: true },
  'POST /contributions/credit-refunds/:id/revocation': { onlyDenied: true },
  'POST /enrolment/batches': { onlyDenied: true },
  'GET /enrolment/batches': {},
  'GET /enrolment/batches/:id': { onlyDenied: true },
  'POST /enrolment/batches/:id/step': { onlyDenied: true },
  'GET /enrolment/batches/:id/faults': { onlyDenied: true },
  'GET /enrolment/batches/:id/faults/export': { onlyDenied: true },
  'GET /enrolment/template': { path: '/enrolment/template?form=csv' },
  'GET /enrolment/lists': { path: '/enrolment/lists?list=missing' },
  'GET /enrolment/lists/export': {},
  'POST /enrolment/lists/visits': { onlyDenied: true },
  'POST /enrolment/lists/duplicates': { onlyDenied: true },
  'GET /enrolment/rates': rowsIn('enrolled'),
  'POST /enrolment/population': { onlyDenied: true },
  'POST /enrolment/lines': { onlyDenied: true },
  'POST /enrolment/persons/:personNo/identity': { onlyDenied: true },
  'GET /enrolment/transfers': {},
  'POST /enrolment/transfers': { onlyDenied: true },
  'GET /enrolment/transfers/:id': { onlyDenied: true },
  'POST /enrolment/transfers/:id/step': { onlyDenied: true },
  'GET /enrolment/persons/:personNo': { path: `/enrolment/persons/${person.personNo}`, record: true },
  'POST /enrolment/persons/:personNo/categories': { onlyDenied: true },
  'POST /enrolment/persons/:personNo/categories/end': { onlyDenied: true },
  'POST /enrolment/persons/:personNo/aid': { onlyDenied: true },
  'POST /enrolment/persons/:personNo/aid/end': { onlyDenied: true },
  'GET /employer': { count: (body) => Number(body.members) },
  'GET /employer/members': rowsIn('rows'),
  'GET /employer/members/export': {},
  'GET /employer/bill': rowsIn('rows'),
  'GET /employer/bill/export': {},
  'POST /employer/declarations': { onlyDenied: true },
  'GET /declarations': {},
  'GET /declarations/:id': { onlyDenied: true },
  'GET /declarations/:id/differences': { onlyDenied: true },
  'POST /declarations': { onlyDenied: true },
  'POST /declarations/:id/check': { onlyDenied: true },
  'POST /declarations/:id/meeting': { onlyDenied: true },
  'POST /declarations/:id/agreement': { onlyDenied: true },
  'POST /declarations/:id/objection': { onlyDenied: true },
  'POST /declarations/:id/withdrawal': { onlyDenied: true },
  'GET /advances': {},
  'GET /advances/estimate': { onlyDenied: true },
  'POST /advances': { onlyDenied: true },
  'POST /advances/:id/approval': { onlyDenied: true },
  'POST /advances/:id/payment': { onlyDenied: true },
  'POST /advances/:id/withdrawal': { onlyDenied: true },
  'POST /advances/:id/offsets': { onlyDenied: true },
  'POST /advance-offsets/:id/approval': { onlyDenied: true },
  'POST /advance-offsets/:id/withdrawal': { onlyDenied: true },
  'GET /clearings': {},
  'GET /clearings/export': {},
  'GET /clearings/payment-file': {},
  'GET /clearings/:id': { onlyDenied: true },
  'POST /clearings': { onlyDenied: true },
  'POST /clearings/:id/confirmation': { onlyDenied: true },
  'POST /clearings/:id/review': { onlyDenied: true },
  'POST /clearings/:id/approval': { onlyDenied: true },
  'POST /clearings/:id/withdrawal': { onlyDenied: true },
  'POST /clearings/:id/payment': { onlyDenied: true },
  'POST /clearings/:id/return': { onlyDenied: true },
  'GET /audit/cases': {},
  'GET /audit/cases/export': {},
  'GET /audit/cases/:id': { onlyDenied: true },
  'POST /audit/reviews': { onlyDenied: true },
  'POST /audit/appeals': { onlyDenied: true },
  'POST /audit/decisions': { onlyDenied: true },
  'POST /audit/cases/:id/reversal': { onlyDenied: true },
  'POST /audit/evidence': { onlyDenied: true },
  'GET /audit/evidence/:id': { onlyDenied: true },
  'POST /audit/settlements/:id/look': { onlyDenied: true },
  'GET /audit/set-aside': {},
  'GET /audit/model-runs': {},
  'POST /audit/model-runs': { onlyDenied: true },
  'GET /audit/figures': {},
  'GET /funds': rowsIn('funds'),
  'GET /bookings': {},
  'POST /bookings': { onlyDenied: true },
  'GET /bank-statements': {},
  'GET /bank-statements/:id': { onlyDenied: true },
  'GET /bank-statements/:id/export': { onlyDenied: true },
  'POST /bank-statements': { onlyDenied: true },
  'POST /bank-statements/:id/notes': { onlyDenied: true },
  'POST /bank-statements/:id/agreement': { onlyDenied: true },
  'POST /bank-statements/:id/reopening': { onlyDenied: true },
  'POST /bank-statements/:id/withdrawal': { onlyDenied: true },
  'POST /bookings/:id/posting': { onlyDenied: true },
  'POST /bookings/:id/withdrawal': { onlyDenied: true },
  'POST /bookings/:id/reversal-request': { onlyDenied: true },
  'POST /bookings/:id/reversal': { onlyDenied: true },
  'POST /bookings/:id/reversal-withdrawal': { onlyDenied: true },
  'GET /statements': {},
  'GET /statements/export': {},
  'GET /fund-watch': {},
  'POST /fund-watch/runs': { onlyDenied: true },
  'POST /fund-watch/warnings/:id/step': { onlyDenied: true },
  'GET /budgets': { path: '/budgets?year=2026' },
  'POST /budgets': { onlyDenied: true },
  'POST /budgets/approval': { onlyDenied: true },
  'GET /entries': rowsIn('rows'),
  'GET /journals/:id': { path: `/journals/${journal}`, record: true },
  'POST /ledger/verify': {},
  'GET /traffic': rowsIn('messages'),
  'GET /traffic/messages': rowsIn('rows'),
  'GET /policy': {},
  'GET /openapi.json': {},
}

const SCOPES = {
  everything: { isOwn: true },
  'own area': { area: '990101', isOwn: true },
  'another area': { area: '9902', isOwn: false },
  'own institution': { provider: HOSPITAL, isOwn: true },
  'another institution': { provider: COUNTY_HOSPITAL, isOwn: false },
  'own employer': { employer: 'E1', isOwn: true },
  'another employer': { employer: 'E2', isOwn: false },
  'own institution, another area': { area: '9902', provider: HOSPITAL, isOwn: false },
} as const

interface Declared {
  readonly key: string
  readonly method: string
  readonly path: string
  readonly permission: string
}

const declared: readonly Declared[] = routes
  .filter(({ url, method }) => url.startsWith('/api/') && method !== 'HEAD')
  .map(({ url, method, config }) => {
    const path = url.slice('/api'.length)
    return { key: `${method} ${path}`, method: String(method), path, permission: String(config?.permission) }
  })

const README = readFileSync(new URL('../../../../contract/src/rest/README.md', import.meta.url), 'utf8')
const TABLE = new Map(
  [...README.matchAll(/^\| (GET|POST|DELETE) (\S+) \| ([^|]+) \|/gm)].map(([, method, path, permission]) => [
    `${method} ${path}`,
    { '–': 'public', 'signed in': 'signed-in' }[permission!.trim()] ?? permission!.trim(),
  ]),
)

test('every route has a line here, and every line is a route', () => {
  assert.deepEqual(declared.map(({ key }) => key).sort(), Object.keys(PROBES).sort())
})

test('every route asks for the permission that the interface says', () => {
  const asked = Object.fromEntries(declared.map(({ key, permission }) => [key, permission]))
  const { 'GET /health': health, ...rest } = asked
  assert.equal(health, 'public')
  assert.deepEqual(rest, Object.fromEntries(TABLE))
})

const ask = (client: ConsoleClient, { method, path }: Declared, probe: Probe): Promise<Reading<Body>> =>
  method === 'GET' ? client.get(probe.path ?? path) : client.post(probe.path ?? path, probe.body)

function isRightAnswer({ status, body, text }: Reading<Body>, probe: Probe, isOwn: boolean): boolean {
  if (probe.record) return status === (isOwn ? 200 : 404)
  if (status !== 200) return false
  if (!probe.count) return true
  const count = probe.count(body ?? { text })
  return isOwn ? count > 0 : count === 0
}

test('nobody who is not signed in passes', async () => {
  const nobody = await consoleClient(server)
  const wrong: string[] = []
  for (const route of declared) {
    if (route.permission === 'public') continue
    const methods = route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]
    for (const method of methods) {
      const address = `${server.url}/api${PROBES[route.key]?.path ?? route.path}`
      const { status } = await fetch(address, { method })
      if (status !== 401) wrong.push(`${method} ${route.path} ${status}`)
    }
    const { status } = await fetch(`${server.url}/api${route.path}`, {
      method: route.method,
      headers: { cookie: 'yibao_session=made-up' },
    })
    if (status !== 401) wrong.push(`${route.key} with a made-up session ${status}`)
  }
  assert.deepEqual(wrong, [])
  assert.equal((await nobody.get('/health')).status, 200)
})

test('every role passes where it may, and sees its own area and institution only', async () => {
  const table: string[] = []
  let tried = 0
  for (const role of Object.keys(ROLES) as Role[]) {
    for (const [name, { isOwn, ...scope }] of Object.entries(SCOPES)) {
      if (roleOf(role).boundToProvider && !('provider' in scope)) continue
      if ((roleOf(role).boundToEmployer === true) !== 'employer' in scope) continue
      const client = await seatedClient(server, { role, ...scope })
      for (const route of declared) {
        const probe = PROBES[route.key] ?? {}
        if (probe.skip) continue
        const may =
          route.permission === 'public' ||
          route.permission === 'signed-in' ||
          (roleOf(role).permissions as readonly string[]).includes(route.permission)
        if (probe.onlyDenied && may) continue
        const answer = await ask(client, route, probe)
        tried += 1
        const isRight = may ? isRightAnswer(answer, probe, isOwn) : answer.status === 403
        if (!isRight)
          table.push(
            `${role} | ${name} | ${route.key} | ${may ? 'may' : 'may not'} | ${answer.status} ${answer.text.slice(0, 160)}`,
          )
      }
    }
  }
  assert.ok(tried > 900, `${tried}`)
  assert.equal(table.length, 0, `role | scope | route | permission | answer\n${table.join('\n')}`)
})

const GARBAGE = [
  '',
  '%00',
  '%ff',
  '-1',
  '1e309',
  'NaN',
  "'%20or%201=1--",
  '..%2f..%2f',
  'a'.repeat(5000),
  '2026-02-30',
  '2026-13',
  '%F0%9F%98%80',
  '[]',
  'null',
  '__proto__',
]

test('whatever stands in a parameter, the answer is a result or one sentence', async () => {
  const wrong: string[] = []
  let refusedOnes = 0
  const tried = async (route: Declared, address: string): Promise<void> => {
    const { status, text, body } =
      route.method === 'GET' ? await viewer.get<Body>(address) : await viewer.post<Body>(address, {})
    if (status === 200) return
    refusedOnes += 1
    const isSentence =
      [400, 403, 404].includes(status) && /[\u4e00-\u9fff]/.test(String(body?.message)) && text.length < 1000
    if (!isSentence) wrong.push(`${route.method} ${address.slice(0, 100)} → ${status} ${text.slice(0, 200)}`)
  }
  for (const route of declared) {
    const probe = PROBES[route.key] ?? {}
    if (probe.skip) continue
    const schema = routes.find(({ url, method }) => `${method} ${url}` === `${route.method} /api${route.path}`)?.schema
    const query = schema?.querystring as { readonly properties?: Readonly<Record<string, unknown>> } | undefined
    for (const value of GARBAGE) {
      for (const name of Object.keys(query?.properties ?? {})) {
        const own = (probe.path ?? route.path).split('?', 1)[0]!
        await tried(route, `${own}?${name}=${value}`)
        await tried(route, `${own}?${name}=${value}&${name}=${value}`)
      }
      if (route.path.includes(':') && value !== '') await tried(route, route.path.replaceAll(/:\w+/g, value))
    }
  }
  assert.deepEqual(wrong, [])
  assert.ok(refusedOnes > 100, `${refusedOnes}`)
})

test('a page, a period or a day that is none is refused with the name of its field', async () => {
  for (const [path, field] of [
    ['/entries?page=0', 'page'],
    ['/entries?size=100000', 'size'],
    ['/funds?period=2026', 'period'],
    ['/traffic?day=2026-02-30', 'day'],
    ['/traffic/messages?refused=perhaps', 'refused'],
  ] as const) {
    const { status, body } = await viewer.get<{ message: string }>(path)
    assert.equal(status, 400, path)
    assert.match(body.message, new RegExp(field), path)
  }
})
