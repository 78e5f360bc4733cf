// Takes the two pictures of the README from a platform that is running with its demonstration city:
// node scripts/screenshots.mjs http://127.0.0.1:8080 NAME PASSWORD
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { root } from './ensure.mjs'
import { ensureBrowser } from './ensure-browser.mjs'

const [url, name, password] = process.argv.slice(2)
if (!url || !name || !password) {
  process.stderr.write('Usage: node scripts/screenshots.mjs URL NAME PASSWORD\n')
  process.exit(2)
}
const folder = join(root, 'docs', 'images')
mkdirSync(folder, { recursive: true })
const profile = mkdtempSync(join(tmpdir(), 'yibao-pictures-'))
const context = await chromium.launchPersistentContext(profile, {
  executablePath: ensureBrowser(),
  headless: true,
  viewport: { width: 1440, height: 990 },
  baseURL: url,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
})
try {
  const page = context.pages()[0] ?? (await context.newPage())
  const answer = await page.request.post('/api/session', { data: { name, password } })
  if (!answer.ok()) throw new Error(`Not signed in: ${(await answer.json()).message}`)
  const list = '/api/settlements?setting=inpatient&state=settled&sort=fund&size=1'
  const { rows } = await (await page.request.get(list)).json()
  if (!rows[0]) throw new Error('No inpatient settlement yet: wait until the demonstration month has begun.')
  await picture(page, '/', 'overview')
  await picture(page, `/settlements/${rows[0].id}`, 'settlement')
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
} finally {
  await context.close()
  rmSync(profile, { recursive: true, force: true })
}

async function picture(page, address, title) {
  await page.goto(address)
  await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.loading'))
  await page.waitForTimeout(800)
  const path = join(folder, `${title}.png`)
  await page.screenshot({ path })
  process.stdout.write(`${path} ${Math.round(statSync(path).size / 1024)} KB\n`)
}
