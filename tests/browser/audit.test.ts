// The audit workbench in a browser: three people and an institution take a finding to its deduction, in batches and one by one;
// axe on each page, in both languages. YIBAO_SHOTS names a folder for pictures.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ensureConsole } from '@yibao/web'
import {
  HOSPITAL,
  ITEMS,
  item,
  openVisit,
  patient,
  seatedClient,
  settleBatch,
  smallCity,
  startTestServer,
  type TestServer,
} from '../../packages/server/src/testing/index.ts'
import { type Browser, openBrowser, seriousFindings, settled } from './browser.ts'

const folder = mkdtempSync(join(tmpdir(), 'yibao-points-'))
let server: TestServer
let browser: Browser

before(async () => {
  writeFileSync(
    join(folder, 'N31.csv'),
    `kpId,rule,version,validFrom,genericName,basis,minGapDays,codes\nK1,N31,7,2020-01-01,奥美拉唑,payment,30,${ITEMS.plain}\n`,
  )
  await ensureConsole()
  server = await startTestServer({ knowledgeFolder: folder, cityLoad: smallCity({ each: 6 }) })
  browser = await openBrowser(server.url)
  for (const at of [0, 1]) {
    const person = patient('employee', at)
    for (let bill = 0; bill < 2; bill += 1) {
      const visit = await openVisit(server.client, person)
      await settleBatch(server.client, person, visit, 'B1', [item('plain', 400), item('partly', 120)])
    }
  }
  const { rows } = await server.platform.reader.query(
    `select op_id as "opId", xid::text as xid, kind, person_no as "personNo", at, event from operation
     where event is not null order by operation.xid, op_id`,
  )
  await server.city.desks.auditCases.listener(rows)
})
after(async () => {
  await browser?.close()
  await server?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function sitDown(role: Parameters<typeof seatedClient>[1]['role'], provider = ''): Promise<void> {
  const { cookie } = await seatedClient(server, { role, provider })
  const [name = '', value = ''] = cookie.split('=')
  await browser.page.context().clearCookies()
  await browser.page.context().addCookies([{ name, value, url: server.url }])
}

async function look(name: string): Promise<void> {
  await settled(browser.page)
  assert.deepEqual(await seriousFindings(browser.page), [], name)
  const shots = process.env.YIBAO_SHOTS
  if (shots) await browser.page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

const choose = async (label: string, value: string): Promise<void> => {
  const { page } = browser
  await page.getByLabel(label, { exact: true }).click()
  await page.getByTitle(value, { exact: true }).last().click()
}
const submit = () => browser.page.getByRole('button', { name: /^提\s?交$/ }).click()

test('a batch passes the first review, a second person tells the institution', async () => {
  const { page } = browser
  await sitDown('fund_supervision')
  await page.goto('/audit?state=first_review')
  await page.getByText('共 2 条').first().waitFor()
  await page.getByRole('button', { name: '选中本页' }).click()
  await page.getByText('已选 2 条').waitFor()
  await look('audit-pool')
  await submit()
  await page.getByText('办理 2 条，未办 0 条').waitFor()
  await sitDown('fund_supervision')
  await page.goto('/audit?state=second_review')
  await page.locator('tbody a[data-row]').first().click()
  await page.getByText('规则指出').first().waitFor()
  await look('audit-case')
  await submit()
  await page.getByText('待机构申诉').first().waitFor()
})

test('the institution sees what it was told, and appeals with a file', async () => {
  const { page } = browser
  await sitDown('provider_office', HOSPITAL)
  await page.goto('/audit')
  await page.getByRole('heading', { name: '审核疑点与申诉' }).waitFor()
  await page.getByText('共 1 条').first().waitFor()
  await look('audit-institution')
  await page.locator('tbody a[data-row]').first().click()
  await choose('办理结果', '申诉')
  await page.getByLabel('意见').fill('有病程记录和医嘱')
  await page.getByLabel('申诉材料').setInputFiles({
    ...{ name: '病程记录.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 病程') },
  })
  await look('audit-appeal')
  await submit()
  await page.getByRole('button', { name: '病程记录.pdf' }).waitFor()
  await page.getByText('没有可办的步骤').waitFor()
})

test('a third person decides an amount, it is booked; another undoes it; the figures say how right the rule was', async () => {
  const { page } = browser
  await sitDown('bureau_leader')
  await page.goto('/audit?state=final_review')
  await page.locator('tbody a[data-row]').first().click()
  const address = page.url()
  await page.getByLabel('第1行扣款金额(元)').fill('300')
  await look('audit-decision')
  await submit()
  await page.getByText('已扣款').first().waitFor()
  await look('audit-deducted')
  await page.goto('/audit/figures')
  await page.getByText('核定节约').waitFor()
  await look('audit-figures')
  await sitDown('fund_supervision')
  await page.goto(address)
  await submit()
  await page.getByText('须选择理由').waitFor()
  await choose('理由', '临床理由成立')
  await submit()
  await page.getByText('扣款已撤销').first().waitFor()
  await look('audit-undone')
})

test('in English too; what the filters cannot mean is not sent', async () => {
  const { page } = browser
  await page.evaluate(() => localStorage.setItem('yibao.language', 'en'))
  for (const [name, path] of [
    ['audit-pool-en', '/audit'],
    ['audit-empty-en', '/audit?month=1999-01'],
    ['audit-figures-en', '/audit/figures'],
  ] as const) {
    await page.goto(path)
    await look(name)
    const own = await page.locator('h1, label, th, .page-head p, .card-head .quiet').allInnerTexts()
    assert.deepEqual(
      own.filter((text) => /\p{Script=Han}/u.test(text)),
      [],
      name,
    )
  }
  await page.goto('/audit')
  await page.getByLabel('Month settled').fill('2026-1')
  await page.getByLabel('Rule code').fill('N99')
  await page.getByText('No case fits').waitFor()
  assert.ok(!page.url().includes('month='), page.url())
  assert.deepEqual(
    browser.errors.filter((error) => !/409|400/.test(error)),
    [],
  )
})
