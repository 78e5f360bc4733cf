// The first time: a one-time login opens nothing but the choice of a password of one's own, and is then good for nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type Browser, openBrowser, seriousFindings, settled } from './browser.ts'
import { type Demo, startDemo } from './demo.ts'

let demo: Demo
let browser: Browser

before(async () => {
  demo = await startDemo()
  browser = await openBrowser(demo.url)
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

const OWN = 'harbour lights at six'

async function signInAs(page: Page, name: string, password: string): Promise<void> {
  await page.locator('input[autocomplete=username]').fill(name)
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
}

test('a one-time login must choose a password before it sees anything; afterwards only that password opens', async (t) => {
  const login = demo.firstLogins.find(({ name }) => name === 'finance')
  if (!login) return t.skip('this platform was running already: it has no unused one-time login')
  const { page, context } = browser
  await page.goto('/login')
  await settled(page)
  await signInAs(page, login.name, login.password)
  await page.waitForURL('**/password')
  await settled(page)
  assert.deepEqual(await seriousFindings(page), [])

  await page.goto('/funds')
  await page.waitForURL('**/password')
  const refused = await page.request.get('/api/funds')
  assert.equal(refused.status(), 403)

  const fields = page.locator('input[type=password]')
  const choose = async (current: string, next: string) => {
    await fields.nth(0).fill(current)
    await fields.nth(1).fill(next)
    if ((await fields.count()) > 2) await fields.nth(2).fill(next)
    await page.locator('button[type=submit]').click()
  }
  await choose(login.password, '111111111111')
  await page.locator('.ant-alert-error, .ant-form-item-explain-error').first().waitFor()
  assert.match(page.url(), /\/password$/)
  await choose(login.password, OWN)
  await page.waitForURL((url) => url.pathname !== '/password')
  await settled(page)

  await context.clearCookies()
  await page.goto('/login')
  await settled(page)
  await signInAs(page, login.name, login.password)
  await page.locator('.ant-alert').waitFor()
  await signInAs(page, login.name, OWN)
  await page.waitForURL((url) => url.pathname !== '/login')
  await page.goto('/funds')
  await settled(page)
  assert.ok((await page.locator('.grid').count()) > 0)
})
