// A playground for the console's looks: the built pages with made-up answers, typed by the contract, no platform needed.
// `npm run -w @yibao/web build && npm run -w @yibao/web playground`, then open the printed address; any name and password will do.
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import type { SessionView } from '@yibao/contract/rest'
import { consoleFolder } from '../src/index.ts'
import { explanation, lineExplanation, lines, settlementView } from './bill.ts'
import { entries, funds, journal, messages, overview, policy, traffic } from './boards.ts'
import { people, personView, providers, settlements } from './people.ts'

const session: SessionView = {
  ...{
    name: 'demo',
    displayName: '演示人员',
    role: 'bureau',
    roleTitle: '市医保局',
    area: '',
    provider: '',
    employer: '',
  },
  permissions: [
    ...['overview:read', 'search:use', 'person:read', 'person:unmask', 'settlement:read', 'settlement:export'],
    ...['fund:read', 'fund:verify', 'traffic:read', 'policy:read'],
  ],
  city: { id: 'demo', title: '示范市', titleEn: 'Model City', area: '9999' },
  ...{ demo: true, mustChangePassword: false },
}

const CSP = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
const SIGNED_IN = 'playground=signed-in'

type Answer = { readonly status: number; readonly body?: unknown; readonly cookie?: string }
const ok = (body: unknown): Answer => ({ status: 200, body })
const refused = (status: number, code: string, message: string): Answer => ({
  status,
  body: { code, message, requestId: 'playground' },
})

function pageOf<T>(rows: readonly T[], query: URLSearchParams) {
  const [page, size] = [Number(query.get('page') ?? 1), Number(query.get('size') ?? 50)]
  return { rows: rows.slice((page - 1) * size, page * size), total: rows.length, page, size }
}

function settlementPage(query: URLSearchParams) {
  const keys = ['provider', 'scheme', 'setting', 'state'] as const
  const rows = settlements.filter(
    (row) =>
      keys.every((key) => !query.get(key) || row[key] === query.get(key)) &&
      (!query.get('person') || row.personNo === query.get('person')) &&
      row.settledAt.slice(0, 10) >= (query.get('from') ?? '') &&
      row.settledAt.slice(0, 10) <= (query.get('to') ?? '9999'),
  )
  const sort = query.get('sort')
  if (sort === 'total') rows.sort((a, b) => b.totalFen - a.totalFen)
  if (sort === 'fund') rows.sort((a, b) => b.fundFen - a.fundFen)
  const sums = { totalFen: 0, fundFen: 0, personFen: 0 }
  for (const row of rows) {
    sums.totalFen += row.totalFen
    sums.fundFen += row.fundFen
    sums.personFen += row.personFen
  }
  return { ...pageOf(rows, query), sums }
}

function search(q: string) {
  const persons = people.filter(({ name, personNo }) => `${name} ${personNo}`.includes(q)).slice(0, 8)
  const places = providers.filter(({ name, code }) => `${name} ${code}`.includes(q))
  const bills = settlements.filter(({ id }) => id === q)
  return {
    more: persons.length === 8,
    hits: [
      ...persons.map(({ name, personNo }) => ({
        kind: 'person',
        id: personNo,
        title: name,
        subtitle: personNo,
        path: `/persons/${personNo}`,
      })),
      ...places.map(({ name, code }) => ({
        kind: 'provider',
        id: code,
        title: name,
        subtitle: code,
        path: `/settlements?provider=${code}`,
      })),
      ...bills.map(({ id, settledAt }) => ({
        kind: 'settlement',
        id,
        title: id,
        subtitle: settledAt,
        path: `/settlements/${id}`,
      })),
    ],
  }
}

function answer(method: string, path: string, query: URLSearchParams, signedIn: boolean): Answer {
  if (path === '/session') return sessionAnswer(method, signedIn)
  if (!signedIn) return refused(401, 'not_signed_in', '还没有登录，或登录已失效；请重新登录')
  const [, first = '', second = '', third = '', fourth = ''] = path.split('/')
  const routes: Readonly<Record<string, () => Answer>> = {
    overview: () => ok(overview),
    search: () => ok(search(query.get('q') ?? '')),
    persons: () => ok(personView(second, third !== 'unmask')),
    settlements: () => ok(settlementAnswer(second, third, fourth, query)),
    funds: () => ok(funds),
    entries: () => ok({ ...pageOf(entries, query), sums: { debitFen: 2_050_000, creditFen: 2_050_000 } }),
    journals: () => ok(journal),
    ledger: () =>
      ok({ balanced: true, chain: true, bridge: true, firstFault: null, journals: 3120, blocks: 42, unsealed: 3 }),
    traffic: () =>
      ok(second ? pageOf(query.get('refused') ? messages.filter((each) => !each.ok) : messages, query) : traffic),
    policy: () => ok(policy),
  }
  return routes[first]?.() ?? refused(404, 'not_found', `没有这个接口：${method} ${path}`)
}

function sessionAnswer(method: string, signedIn: boolean): Answer {
  if (method === 'POST') return { ...ok(session), cookie: `${SIGNED_IN}; Path=/; HttpOnly; SameSite=Strict` }
  if (method === 'DELETE') return { status: 204, cookie: 'playground=; Path=/; Max-Age=0' }
  return signedIn ? ok(session) : refused(401, 'not_signed_in', '还没有登录，请登录')
}

/** The export is the only answer that is not JSON. */
function exportText(query: URLSearchParams): string {
  const { rows } = settlementPage(new URLSearchParams({ ...Object.fromEntries(query), page: '1', size: '9999' }))
  return ['结算编号，结算时间，总费用', ...rows.map((row) => `${row.id},${row.settledAt},${row.totalFen / 100}`)].join(
    '\r\n',
  )
}

function settlementAnswer(id: string, part: string, no: string, query: URLSearchParams): unknown {
  if (!id) return settlementPage(query)
  if (part === 'explanation') return explanation
  if (part === 'lines') return no ? lineExplanation(Number(no)) : pageOf(lines, query)
  return settlementView(id)
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

function serveFile(path: string, response: ServerResponse): void {
  const wanted = extname(path) ? normalize(path) : '/index.html'
  response.setHeader('content-security-policy', CSP)
  response.setHeader('content-type', TYPES[extname(wanted)] ?? 'text/html; charset=utf-8')
  try {
    response.end(readFileSync(join(consoleFolder, wanted)))
  } catch {
    response.writeHead(404).end()
  }
}

function handle(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://playground')
  if (!pathname.startsWith('/api/')) {
    serveFile(pathname, response)
    return
  }
  if (pathname === '/api/settlements/export') {
    response.setHeader('content-type', 'text/csv; charset=utf-8').end(exportText(searchParams))
    return
  }
  const signedIn = request.headers.cookie?.includes(SIGNED_IN) ?? false
  const { status, body, cookie } = answer(request.method ?? 'GET', pathname.slice(4), searchParams, signedIn)
  if (cookie) response.setHeader('set-cookie', cookie)
  response.writeHead(status, { 'content-type': 'application/json' }).end(body === undefined ? '' : JSON.stringify(body))
}

/** `port` 0 takes any free one. */
export function startPlayground(port: number): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer(handle)
  const close = () => new Promise<void>((done) => server.close(() => done()).closeAllConnections())
  return new Promise((ready) => {
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      ready({ url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`, close })
    })
  })
}

if (import.meta.main) {
  const { url } = await startPlayground(Number(process.env.PORT ?? 5180))
  process.stdout.write(`${url}\n`)
}
