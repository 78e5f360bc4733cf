// Special flows as two people do them in a browser: a correction seen, proposed and approved, and a paper bill; axe on each page.
// YIBAO_SHOTS names a folder for pictures.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ensureConsole } from '@yibao/web'
import {
  item,
  openVisit,
  patient,
  seatedClient,
  settleBatch,
  startTestServer,
  type TestServer,
} from '../../packages/server/src/testing/index.ts'
import { type Browser, openBrowser, seriousFindings, settled } from './browser.ts'

let server: TestServer
let browser: Browser
let settlement = ''
const person = patient('employee', 0)

before(async () => {
  await ensureConsole()
  server = await startTestServer()
  browser = await openBrowser(server.url)
  const visit = await openVisit(server.client, person)
  const { setlinfo } = await settleBatch(server.client, person, visit, 'B1', [item('plain', 500), item('partly', 300)])
  settlement = setlinfo.setl_id
})
after(async () => {
  await browser?.close()
  await server?.close()
})

async function sitDown(role: Parameters<typeof seatedClient>[1]['role']): Promise<void> {
  const { cookie } = await seatedClient(server, { role })
  const [name = '', value = ''] = cookie.split('=')
  await browser.page.context().clearCookies()
  await browser.page.context().addCookies([{ name, value, url: server.url }])
}

async function look(name: string): Promise<void> {
  await settled(browser.page)
  assert.deepEqual(await seriousFindings(browser.page), [], name)
  const folder = process.env.YIBAO_SHOTS
  if (folder) await browser.page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

test('a line is put right: seen before, proposed by one, approved by another', async () => {
  const { page } = browser
  await sitDown('benefits_officer')
  await page.goto(`/settlements/${settlement}`)
  await look('settlement')
  await page.getByRole('link', { name: '更正结算' }).click()
  await page.getByLabel('第2行更正为').click()
  await page.getByTitle('删除此行').click()
  await page.getByLabel('事由').fill('重复收费')
  await page
    .getByRole('button', { name: '试 算' })
    .or(page.getByRole('button', { name: '试算' }))
    .click()
  await page.getByText('统筹基金收回162.00元').waitFor()
  await look('correction-preview')
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByText('须由另一人审批').waitFor()
  await look('request-own')
  const address = page.url()
  await sitDown('benefits_officer')
  await page.goto(address)
  await page.getByRole('button', { name: '批准并执行' }).click()
  await page.getByText('已批准').waitFor()
  await look('request-approved')
})

test('a paper bill is taken in at the window, approved, and paid by the finance office', async () => {
  const { page } = browser
  await sitDown('enrolment_window')
  await page.goto('/requests')
  await look('requests')
  await page.goto(`/requests/new/claim?person=${person.personNo}`)
  await page.getByLabel('险种').click()
  await page.getByTitle('职工医保').click()
  await page.getByLabel('就医开始', { exact: true }).fill('2026-06-01')
  await page.getByLabel('就医结束', { exact: true }).fill('2026-06-01')
  await page.getByLabel('主要诊断').fill('I10.x00 高血压')
  await page.getByLabel('机构编码').fill('H99010100001')
  await page.getByLabel('票据号码 1').fill('0412345678')
  await page.getByLabel('金额(元) 1').fill('800')
  await page.getByLabel('录入方式').click()
  await page.getByTitle('按票据上的合计').click()
  await page.getByLabel('全自费(元)').fill('100')
  await page.getByLabel('范围内(元)').fill('700')
  await page.getByLabel('户名').fill('赵明')
  await page.getByLabel('开户银行').fill('试验银行')
  await page.getByLabel('银行账号').fill('6222000011112222')
  await page.getByLabel('事由').fill('外出未带卡')
  await page
    .getByRole('button', { name: '试 算' })
    .or(page.getByRole('button', { name: '试算' }))
    .click()
  await page.getByText('付给本人').waitFor()
  await look('claim-preview')
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByText('须由另一人审批').waitFor()
  const address = page.url()
  await sitDown('benefits_officer')
  await page.goto(address)
  await page.getByRole('button', { name: '批准并执行' }).click()
  await page.getByText('已批准').waitFor()
  await look('claim-approved')
  await sitDown('finance')
  await page.goto('/payouts')
  await page.getByLabel('赵明的凭证号').fill('HD-2026-001')
  await look('payouts')
  await page.getByRole('button', { name: '已支付' }).click()
  await page.getByText('HD-2026-001').waitFor()
  await page.goto('/recoveries')
  await look('recoveries')
})

test('what the platform refuses is said where it was asked', async () => {
  const { page } = browser
  await sitDown('benefits_officer')
  await page.goto(`/requests/new/death?person=${person.personNo}`)
  await page.getByLabel('死亡日期', { exact: true }).fill('2026-12-01')
  await page.getByLabel('证明材料').fill('死亡医学证明')
  await page.getByLabel('事由').fill('家属申报')
  await page
    .getByRole('button', { name: '试 算' })
    .or(page.getByRole('button', { name: '试算' }))
    .click()
  await page.getByText('死亡日期2026-12-01应在').waitFor()
  await look('death-refused')
  assert.deepEqual(
    browser.errors.filter((error) => !error.includes('409')),
    [],
  )
})
