// Other people's business: whoever asks for what lies outside the area or the institution of the account gets nothing of it.
// The test has its own rule of who may see what, and knows every settlement it made.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { SearchView, SettlementPage } from '@yibao/contract/rest'
import {
  COUNTY,
  COUNTY_HOSPITAL,
  type ConsoleClient,
  charge,
  consoleClient,
  HOSPITAL,
  item,
  type Kind,
  OTHER_COUNTY,
  openVisit,
  patient,
  randomOf,
  type Seat,
  settling,
  startTestServer,
  testSeed,
  totalOf,
  twoCounties,
} from '../../testing/index.ts'

const PROBES = Number(process.env.YIBAO_TEST_PROBES ?? 500)
const random = randomOf(testSeed(20261122))

const city = twoCounties()
const server = await startTestServer({ cityLoad: city })
after(server.close)
const { client } = server

interface Owned {
  readonly id: string
  readonly msgid: string
  readonly visit: string
  readonly personNo: string
  readonly name: string
  readonly certificateNo: string
  readonly mobile: string
  readonly area: string
  readonly provider: string
}

const owned: Owned[] = []
for (const kind of ['employee', 'retired', 'resident', 'child'] as const satisfies readonly Kind[]) {
  for (const at of [0, 1, 2, 3]) {
    const who = patient(kind, at)
    // Each county's people go to either hospital.
    const provider = at < 2 ? HOSPITAL : COUNTY_HOSPITAL
    const visit = await openVisit(client, who, { provider })
    const bill = [item('plain', 100 + owned.length)]
    await charge(client, who, visit, 'B1', bill, { provider })
    const msgid = client.msgid()
    const { setlinfo } = await client.done('2207', settling(who, visit, 'B1', totalOf(bill)), { msgid, provider })
    const { area, mobile } = city.persons.find(({ personNo }) => personNo === who.personNo)!
    owned.push({ ...who, id: setlinfo.setl_id, msgid, visit, area, mobile, provider })
  }
}

const SEATS: readonly Seat[] = [
  { role: 'demo_viewer', area: COUNTY },
  { role: 'demo_viewer', area: OTHER_COUNTY },
  { role: 'demo_viewer', area: '9902' },
  { role: 'provider_office', provider: HOSPITAL },
  { role: 'provider_office', provider: COUNTY_HOSPITAL },
  { role: 'provider_office', provider: COUNTY_HOSPITAL, area: OTHER_COUNTY },
  { role: 'provider_office', provider: 'H99999999999' },
]
const seated: { readonly seat: Seat; readonly client: ConsoleClient }[] = []
for (const seat of SEATS) seated.push({ seat, client: await consoleClient(server, seat) })

const sees = ({ area = '', provider = '' }: Seat, one: Owned): boolean =>
  one.area.startsWith(area) && (provider === '' || provider === one.provider)

/** Each asks for one owner's business and says what came of it: nothing, or a leak. */
const WAYS: Readonly<Record<string, (by: ConsoleClient, one: Owned) => Promise<boolean>>> = {
  detail: async (by, { id }) => isShown(by, `/settlements/${id}`),
  lines: async (by, { id }) => isShown(by, `/settlements/${id}/lines`),
  explanation: async (by, { id }) => isShown(by, `/settlements/${id}/explanation`),
  'explanation of a line': async (by, { id }) => isShown(by, `/settlements/${id}/lines/1/explanation`),
  'list of the person': async (by, { personNo, id }) => lists(by, `person=${personNo}`, id),
  'list of the provider': async (by, { provider, id }) => lists(by, `provider=${provider}`, id),
  'whole list': async (by, { id }) => lists(by, 'sort=total', id),
  export: async (by, { id, personNo }) => {
    const { status, text } = await by.get(`/settlements/export?person=${personNo}`)
    assert.equal(status, 200)
    return text.includes(id)
  },
  'search by settlement': async (by, { id }) => finds(by, id),
  'search by visit': async (by, { visit }) => finds(by, visit),
  'search by message': async (by, { msgid }) => finds(by, msgid),
  'search by person': async (by, { personNo }) => finds(by, personNo),
  'search by certificate': async (by, { certificateNo }) => finds(by, certificateNo),
  'search by mobile': async (by, { mobile }) => finds(by, mobile),
  'search by name': async (by, { name, personNo }) => finds(by, name, personNo),
}
const OF_PERSONS: typeof WAYS = {
  person: async (by, { personNo }) => isShown(by, `/persons/${personNo}`),
  'person in full': async (by, { personNo }) => {
    const { status } = await by.post(`/persons/${personNo}/unmask`, { purpose: '跨区查询试探' })
    return status === 200
  },
}

async function isShown(by: ConsoleClient, path: string): Promise<boolean> {
  const { status, text } = await by.get(path)
  assert.ok(status === 200 || status === 404, `${path}: ${status} ${text}`)
  return status === 200
}

async function lists(by: ConsoleClient, query: string, id: string): Promise<boolean> {
  const { status, body, text } = await by.get<SettlementPage>(`/settlements?${query}&size=200`)
  assert.equal(status, 200, text)
  const sum = body.rows.reduce((all, { totalFen }) => all + totalFen, 0)
  assert.deepEqual([body.total, body.sums.totalFen], [body.rows.length, sum], 'counts and sums are of what is shown')
  return body.rows.some((row) => row.id === id)
}

async function finds(by: ConsoleClient, q: string, id?: string): Promise<boolean> {
  const { status, body, text } = await by.get<SearchView>(`/search?q=${encodeURIComponent(q)}`)
  assert.equal(status, 200, text)
  return id === undefined ? body.hits.length > 0 : body.hits.some((hit) => hit.id === id)
}

const waysFor = ({ role }: Seat) => Object.entries(role === 'provider_office' ? WAYS : { ...WAYS, ...OF_PERSONS })

test(`${PROBES} questions for what is others' find nothing; those for one's own do (seed ${random.seed})`, async () => {
  const leaks: string[] = []
  const missing: string[] = []
  let asked = 0
  let own = 0
  while (asked < PROBES) {
    const { seat, client: by } = random.pick(seated)
    const one = random.pick(owned)
    const [name, way] = random.pick(waysFor(seat))
    const isOwn = sees(seat, one)
    if (isOwn) own += 1
    else asked += 1
    const shown = await way(by, one)
    const words = `${JSON.stringify(seat)} ${name} ${one.personNo} at ${one.provider}`
    if (shown && !isOwn) leaks.push(words)
    if (!shown && isOwn) missing.push(words)
  }
  assert.deepEqual(leaks, [])
  assert.deepEqual(missing, [])
  assert.ok(own > PROBES / 10, `only ${own} questions were for one's own`)
})
