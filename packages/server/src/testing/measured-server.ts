// A server process for measurements: durable settings, a generated city, its address on standard output.
// Usage: measured-server.ts DATA_FOLDER POLICY_PATH CITY.json
import { readFileSync } from 'node:fs'
import type { CityLoad } from '@yibao/contract/load'
import { startServer } from '../index.ts'
import { createLog } from '../platform/index.ts'

const [dataFolder = '', policyPath = '', cityFile = ''] = process.argv.slice(2)
const server = await startServer({
  dataFolder,
  policyPath,
  log: createLog({ level: 'error' }),
  background: process.env.YIBAO_BACKGROUND === '1',
})
const startedAt = process.hrtime.bigint()
const report = await server.city.load(JSON.parse(readFileSync(cityFile, 'utf8')) as CityLoad)
const loadMs = Number(process.hrtime.bigint() - startedAt) / 1e6
process.stdout.write(`${JSON.stringify({ url: server.url, database: server.platform.url, report, loadMs })}\n`)

process.stdin.resume()
process.stdin.once('end', async () => {
  const { user, system } = process.cpuUsage()
  process.stdout.write(`${JSON.stringify({ userMs: user / 1000, systemMs: system / 1000 })}\n`)
  await server.close()
  process.exit(0)
})
