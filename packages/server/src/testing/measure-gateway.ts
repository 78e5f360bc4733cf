// Measures the gateway under the laboratory's load, beside the TPC-B-like transaction on the same database in the same run.
// Usage: node packages/server/src/testing/measure-gateway.ts [--people 20000] [--visits 3000] [--rounds 1] [--prof]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { day, type Instant } from '@yibao/kernel'
import { benchGateway, generateCity, readCatalogue } from '@yibao/lab'
import pg from 'pg'
import { prepareTpcb, runTpcb } from '../platform/bench/tpcb.ts'
import { systemClock } from '../platform/index.ts'

const SERVER = fileURLToPath(new URL('./measured-server.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))

const { values } = parseArgs({
  options: {
    pack: { type: 'string', default: 'qingyang' },
    people: { type: 'string', default: '20000' },
    visits: { type: 'string', default: '3000' },
    rounds: { type: 'string', default: '1' },
    prof: { type: 'boolean', default: false },
  },
})

const clock = systemClock()
const reading = await readCatalogue(join(ROOT, 'catalogue'))
if (!reading.ok) throw new Error('The catalogue cannot be read')
const catalogue = reading.value
const openedOn = day(`${clock.today().slice(0, 4)}-01-01`)
const city = generateCity({
  pack: values.pack,
  people: Number(values.people),
  seed: 7,
  openedOn,
  months: 12,
  catalogue,
})
const folder = mkdtempSync(join(tmpdir(), 'yibao-measure-'))
writeFileSync(join(folder, 'city.json'), JSON.stringify(city))
const flags = values.prof ? ['--cpu-prof', '--cpu-prof-dir', join(tmpdir(), 'yibao-prof')] : []
const child = spawn(
  process.execPath,
  [...flags, SERVER, join(folder, 'data'), join(ROOT, 'policies/city', values.pack), join(folder, 'city.json')],
  { stdio: ['pipe', 'pipe', 'inherit'], cwd: ROOT },
)
const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
const said = async <T>(): Promise<T> => JSON.parse((await lines.next()).value as string) as T
try {
  const { url, database, report, loadMs } = await said<{
    url: string
    database: string
    report: object
    loadMs: number
  }>()
  console.log(`load ${loadMs.toFixed(0)} ms`, JSON.stringify(report))
  const pool = new pg.Pool({ connectionString: database, max: 2 })
  await prepareTpcb(pool)
  const wal = async () => Number((await pool.query("select pg_current_wal_lsn() - '0/0'::pg_lsn as b")).rows[0].b)
  for (let round = 0; round < Number(values.rounds); round++) {
    const scale = await runTpcb(database, 16, 4)
    const before = await wal()
    const result = await benchGateway({
      baseUrl: url,
      city,
      catalogue,
      at: clock.now() as Instant,
      visits: Number(values.visits),
      label: String(round + 1),
    })
    console.log(`TPC-B-like ${scale.perSecond.toFixed(0)}/s p99 ${scale.p99Ms.toFixed(1)} ms`)
    for (const row of result.rows) console.log(JSON.stringify(row))
    console.log(
      `ratio ${(result.value / scale.perSecond).toFixed(2)}, WAL of all ${((await wal()) - before) / result.n} bytes/settlement`,
    )
  }
  await pool.end()
  child.stdin.end()
  console.log('server', JSON.stringify(await said()))
  await once(child, 'close')
} finally {
  child.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
}
