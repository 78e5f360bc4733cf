// What the console promises of its lists, its languages, its printed sheet and its session.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { LinePage, SettlementPage, SettlementView } from '@yibao/contract/rest'
import { type Browser, openBrowser, seriousFindings, settled } from './browser.ts'
import { aSettlement, ask, type Demo, signIn, startDemo } from './demo.ts'

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

const yuan = (fen: number): string => (fen / 100).toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

test('a wrong password is refused in words; the right one opens the page that was asked for', async (t) => {
  const { page } = browser
  await page.goto('/settlements?sort=total')
  await page.waitForURL('**/login')
  await page.getByLabel('登录名').fill(demo.name)
  await page.locator('input[type=password]').fill(`${demo.password} not`)
  await page.keyboard.press('Enter')
  const refusal = page.locator('.ant-alert')
  await refusal.waitFor()
  assert.match(await refusal.innerText(), /账号或口令不正确/)
  assert.match(page.url(), /\/login$/)
  assert.deepEqual(await seriousFindings(page), [])
  await page.locator('input[type=password]').fill(demo.password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/settlements?sort=total')
  t.diagnostic(await page.title())
})

test('filters stand in the address; the way back from a settlement finds them and the place again', async () => {
  const { page } = browser
  await signIn(page, demo)
  await page.goto('/settlements?scheme=resident&sort=total')
  await settled(page)
  const all = await ask<SettlementPage>(page, '/settlements?scheme=resident&sort=total&size=50')
  const sums = await page.locator('.sums').first().innerText()
  assert.ok(sums.includes(yuan(all.sums.totalFen)), `the sums are those of the whole result: ${sums}`)
  await page.evaluate(() => scrollTo(0, 400))
  await page.waitForTimeout(200)
  const before = await page.evaluate(() => scrollY)
  await page.locator('a[data-row]').nth(12).click()
  await page.waitForURL(/\/settlements\/[^/?]+$/)
  await settled(page)
  await page.waitForFunction(() => scrollY === 0)
  await page.goBack()
  await page.waitForURL('**/settlements?scheme=resident&sort=total')
  await page.waitForFunction((wanted) => Math.abs(scrollY - wanted) < 3, before)
})

test('the export is the list under the same filters', async () => {
  const { page } = browser
  const { rows, total } = await ask<SettlementPage>(page, '/settlements?scheme=employee&size=5')
  assert.ok(total > 0)
  await page.goto('/settlements?scheme=employee')
  await settled(page)
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.page-actions button').click()])
  const text = readFileSync(await download.path(), 'utf8')
  for (const { id } of rows) assert.ok(text.includes(id), `${id} is in the export`)
})

test('the language is switched on the spot, kept, and goes with every request', async () => {
  const { page } = browser
  await page.goto('/')
  await page.evaluate(() => localStorage.removeItem('yibao.language'))
  await page.reload()
  await settled(page)
  assert.match(await page.locator('h1').innerText(), /总览/)
  const asked = page.waitForRequest(
    (request) => request.url().includes('/api/overview') && request.headers()['accept-language'] === 'en',
  )
  await page.locator('.frame-head > button').click()
  await asked
  assert.match(await page.locator('h1').innerText(), /Overview/)
  await page.reload()
  await settled(page)
  assert.match(await page.locator('h1').innerText(), /Overview/)
  await page.locator('.frame-head > button').click()
  assert.match(await page.locator('h1').innerText(), /总览/)
})

test('a fee line opens its own calculation below it', async () => {
  const { page } = browser
  const { id } = await aSettlement(page)
  await page.goto(`/settlements/${id}`)
  await settled(page)
  const toggle = page.locator('.line-toggle').first()
  await toggle.focus()
  await page.keyboard.press('Enter')
  await page.locator('.explain-compact [role=tree]').waitFor()
  assert.equal(await toggle.getAttribute('aria-expanded'), 'true')
  await page.keyboard.press('Enter')
  assert.equal(await toggle.getAttribute('aria-expanded'), 'false')
})

test('the printed sheet: every row adds up, amounts in capitals, A4, nothing of the frame', async () => {
  const { page } = browser
  const { id } = await aSettlement(page)
  const view = await ask<SettlementView>(page, `/settlements/${id}`)
  const lines = await ask<LinePage>(page, `/settlements/${id}/lines?size=200`)
  await page.goto(`/settlements/${id}/sheet`)
  await settled(page)
  const sheet = await page.locator('.sheet').innerText()
  assert.ok(sheet.includes('医疗保障基金结算单') && sheet.includes(id))
  const cells = await page
    .locator('.sheet-payers tbody td:nth-of-type(4), .sheet-payers tbody tr td:nth-of-type(2)')
    .count()
  assert.ok(cells > 0)
  const paid = view.tiers.reduce((sum, { paidFen }) => sum + paidFen, 0)
  const own = view.accountFen + view.mutualFen + view.cashFen
  const waived = view.tiers.some(({ payer }) => payer === 'provider') ? 0 : view.providerFen
  assert.equal(paid + waived + own, view.totalFen, 'the rows of the payers add up to the total')
  if (lines.total <= 200) {
    const classes = await page.locator('.sheet-classes tfoot td').first().innerText()
    assert.equal(classes, yuan(view.totalFen), 'the fee classes add up to the total')
  }
  assert.match(sheet, /[壹贰叁肆伍陆柒捌玖][拾佰仟万亿]?.*元/)
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.locator('.sheet-tools').isVisible(), false)
  const pdf = await page.pdf({ preferCSSPageSize: true })
  await page.emulateMedia({ media: 'screen' })
  assert.match(pdf.toString('latin1'), /\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/, 'A4 portrait')
})

test('the full identity is shown only for a purpose', async () => {
  const { page } = browser
  const { personNo } = await aSettlement(page)
  await page.goto(`/persons/${personNo}`)
  await settled(page)
  const masked = await page.locator('.facts').first().innerText()
  assert.match(masked, /\*/)
  await page.locator('.page-actions button').click()
  const dialog = page.getByRole('dialog')
  const show = dialog.locator('.ant-btn-primary')
  assert.equal(await show.isDisabled(), true)
  await dialog.locator('input').fill('窗口核对本人身份')
  await show.click()
  await dialog.waitFor({ state: 'hidden' })
  await page.waitForFunction((before) => (document.querySelector('.facts') as HTMLElement).innerText !== before, masked)
  assert.doesNotMatch(await page.locator('.facts').first().innerText(), /\*/)
})

test('the ledger is verified on demand', async () => {
  const { page } = browser
  await page.goto('/funds')
  await settled(page)
  await page.locator('.verify button').click()
  await page.locator('.verify-checks .badge-good').first().waitFor()
  assert.equal(await page.locator('.verify-checks .badge-bad').count(), 0)
  assert.equal(
    await page.locator('.grid tfoot .badge-bad').count(),
    0,
    'in every layer of every fund debits equal credits',
  )
})

test('an ended session leads to the login, and from there back to the same page', async () => {
  const { page, context } = browser
  await page.goto('/policy')
  await settled(page)
  await context.clearCookies()
  await page.locator('.frame-nav a[href="/funds"]').click()
  await page.waitForURL('**/login')
  await page.locator('input[autocomplete=username]').fill(demo.name)
  await page.locator('input[type=password]').fill(demo.password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/funds')
})

test('nothing was asked of another host, and nothing went wrong on the way', () => {
  assert.deepEqual(browser.foreign, [])
  assert.deepEqual(browser.errors, [])
})
