// The panel of the doctor's desk inside a foreign page: what is told it shows, what is chosen goes back, by keyboard alone, and nowhere else.
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { AnsweredRow, OrderShown } from '@yibao/contract/order-desk'
import { ensureConsole } from '@yibao/web'
import fastify, { type FastifyInstance } from 'fastify'
import type { FrameLocator } from 'playwright-core'
import { registerSecurityHeaders } from '../../packages/server/src/platform/http/security-headers.ts'
import { registerStaticFiles } from '../../packages/server/src/platform/http/static-files.ts'
import { type Browser, openBrowser, seriousFindings } from './browser.ts'

let platform: FastifyInstance
let hospital: Server
let browser: Browser
let desk: FrameLocator
let panel: string

const listening = (server: Server): Promise<string> =>
  new Promise((done) =>
    server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  )

before(async () => {
  const { folder } = await ensureConsole()
  platform = fastify()
  platform.decorateReply('refuse', function refuse() {
    return this.code(404).send('')
  })
  registerSecurityHeaders(platform)
  registerStaticFiles(platform, folder)
  panel = await platform.listen({ host: '127.0.0.1', port: 0 })
  // A page of a hospital's own system, on another origin.
  hospital = createServer((request, response) => {
    const language = request.url?.includes('lang=en') ? '?lang=en' : ''
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="zh"><title>HIS</title><main><h1>HIS</h1>
<iframe title="panel" src="${panel}/order-desk.html${language}" style="width:900px;height:700px"></iframe></main>
<script>window.heard = []; addEventListener('message', (e) => heard.push(e.data))</script></html>`)
  })
  browser = await openBrowser(await listening(hospital))
})
after(async () => {
  await browser?.close()
  hospital?.close()
  await platform?.close()
})

const ROWS: AnsweredRow[] = [
  {
    jr_id: 'B',
    rule_id: 'N31',
    rule_name: '周期超频次',
    vola_cont: '距上次检测仅 10 天，间隔应不少于 56 天',
    sev_deg: '2',
    vola_evid: '《条例》第三十八条',
  },
  {
    jr_id: 'A',
    rule_id: 'N10',
    rule_name: '药品限支付疗程',
    vola_cont: '若开具，甲药将用到第8天，支付疗程为7天',
    sev_deg: '1',
    vola_amt: 15,
    judge_result_detail_dtos: [{ rx_id: 'R1' }],
  },
]
const ORDER: OrderShown = {
  ...{ type: 'yibao.order', order: 'O1', result: ROWS },
  lines: [
    { id: 'R1', name: '甲药', quantity: '1 盒', amountYuan: '15.00' },
    { id: 'R2', name: '乙项目', quantity: '1 次', amountYuan: '60.00' },
  ],
}

async function opened(address = '/'): Promise<void> {
  await browser.page.goto(address)
  desk = browser.page.frameLocator('iframe')
  await desk.locator('.state').waitFor()
}
const tell = (data: unknown): Promise<void> =>
  browser.page.evaluate((told) => document.querySelector('iframe')!.contentWindow!.postMessage(told, '*'), data)
const heard = (): Promise<unknown[]> =>
  browser.page.evaluate(() =>
    (window as unknown as { heard: { type?: string }[] }).heard.filter(({ type }) => type === 'yibao.response'),
  )

test('it waits, shows the order with what stops it first, and takes the keyboard there', async () => {
  await opened()
  assert.match(await desk.locator('.state').innerText(), /等待医嘱/)
  await tell(ORDER)
  assert.deepEqual(await desk.locator('.finding .tag').allInnerTexts(), ['拦截', '提醒'])
  assert.match(await desk.locator('.finding').first().innerText(), /将用到第8天，支付疗程为7天/)
  assert.match(await desk.locator('tr.flagged').innerText(), /甲药 有提醒/)
  assert.equal(await desk.locator('input:focus').getAttribute('name'), 'choice-A')
})

test('by keyboard: going on without a reason is asked for one; then the rows of 3103 come back to the page that embeds it', async () => {
  const { keyboard } = browser.page
  await keyboard.press('ArrowDown') // continue, on what stops
  await keyboard.press('Control+Enter')
  assert.match(await desk.locator('#problem').innerText(), /请填写原因/)
  assert.equal(await desk.locator('input:focus').getAttribute('id'), 'reason-A')
  await keyboard.type('急救')
  assert.deepEqual(await heard(), [])
  await keyboard.press('Control+Enter')
  assert.match(await desk.locator('.state').innerText(), /已提交/)
  assert.deepEqual(await heard(), [
    {
      ...{ type: 'yibao.response', order: 'O1', action: 'change' },
      warns: [
        { warn_rslt_id: 'A', dspo_way: '1', dspo_way_rea: '急救' },
        { warn_rslt_id: 'B', dspo_way: '2', dspo_way_rea: '' },
      ],
    },
  ])
})

test('escape goes back to the order; a usual reason may be chosen; texts are never markup', async () => {
  await opened()
  await tell({ ...ORDER, result: [{ ...ROWS[1]!, vola_cont: '<img src=x onerror=alert(1)>' }] })
  assert.match(await desk.locator('.finding').innerText(), /<img src=x/)
  await desk.getByLabel('继续执行', { exact: true }).check()
  await desk.locator('.reason select').selectOption('急救')
  assert.equal(await desk.locator('.reason input').inputValue(), '急救')
  await browser.page.keyboard.press('Escape')
  // A message between windows comes a moment later.
  await browser.page.waitForFunction(() =>
    (window as unknown as { heard: { type?: string }[] }).heard.some(({ type }) => type === 'yibao.response'),
  )
  const [answer] = (await heard()) as { action: string; warns: { dspo_way: string }[] }[]
  assert.deepEqual([answer?.action, answer?.warns[0]?.dspo_way], ['change', '2'])
})

test('unscreened, nothing found, still looking and unreadable are each said, and care goes on', async () => {
  await opened()
  const said = async (data: unknown): Promise<string> => {
    await tell(data)
    return desk.locator('.state').innerText()
  }
  const { result: _, ...asked } = ORDER
  assert.match(await said(asked), /正在审核/)
  assert.match(await said({ ...ORDER, result: [] }), /没有提醒/)
  assert.match(await said({ ...ORDER, result: [], unscreened: true }), /未完成审核，请照常诊疗/)
  assert.match(await said({ ...ORDER, lines: 'x' }), /不能识别/)
  await tell({ type: 'of another script' })
  assert.match(await desk.locator('.state').innerText(), /不能识别/)
})

test('axe finds nothing serious, by day and by night, in both languages; it asks nothing but its own files', async () => {
  const { page } = browser
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const language of ['', '?lang=en']) {
      await page.emulateMedia({ colorScheme })
      // By itself, as in a program's own browser window: axe does not look into foreign frames.
      await page.goto(`${panel}/order-desk.html${language}`)
      await page.locator('.state').waitFor()
      assert.deepEqual(await seriousFindings(page), [], `waiting, ${colorScheme} ${language}`)
      await page.evaluate((told) => postMessage(told, '*'), ORDER)
      await page.locator('.finding input[value=keep]').first().check()
      await page.keyboard.press('Control+Enter')
      assert.deepEqual(await seriousFindings(page), [], `${colorScheme} ${language}`)
    }
  }
  assert.match(await page.locator('.finding .tag').first().innerText(), /Stop/)
  assert.deepEqual(
    asked.filter((path) => !/^\/(order-desk\.html|assets\/[\w.-]+|icon\.svg)$/.test(path)),
    [],
  )
  assert.deepEqual(browser.errors, [])
})
