// Every page, in both languages: nothing serious for axe, no error, no request to a foreign host, nothing cut at the side.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Browser, openBrowser, seriousFindings, settled } from './browser.ts'
import { addressesOf, type Demo, signIn, startDemo } from './demo.ts'

let demo: Demo
let browser: Browser
let addresses: Readonly<Record<string, string>>

before(async () => {
  demo = await startDemo()
  browser = await openBrowser(demo.url)
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

test('the login is accessible', async () => {
  await browser.page.goto('/login')
  await settled(browser.page)
  assert.deepEqual(await seriousFindings(browser.page), [])
})

describe('signed in', () => {
  before(async () => {
    await signIn(browser.page, demo)
    addresses = await addressesOf(browser.page)
  })

  for (const language of ['zh', 'en']) {
    test(`every page in ${language}: axe finds nothing serious, nothing goes wrong`, async (t) => {
      const { page, errors } = browser
      await page.goto('/')
      await page.evaluate((chosen) => localStorage.setItem('yibao.language', chosen), language)
      const findings: string[] = []
      for (const [name, address] of Object.entries(addresses)) {
        await page.goto(address)
        await settled(page)
        const found = await seriousFindings(page)
        t.diagnostic(`${name}: ${found.length} serious findings, ${await page.title()}`)
        findings.push(...found.map((finding) => `${name}: ${finding}`))
        assert.equal(await page.evaluate(() => document.documentElement.lang), language === 'en' ? 'en' : 'zh-CN')
        assert.equal(await page.locator('.failed').count(), 0, `${name} shows a failure`)
      }
      assert.equal([...new Set(findings)].slice(0, 20).join('\n'), '')
      assert.deepEqual(errors, [])
    })
  }

  test('English pages hold no Chinese of our own words', async () => {
    const { page } = browser
    await page.goto('/')
    await page.evaluate(() => localStorage.setItem('yibao.language', 'en'))
    for (const name of ['overview', 'settlements', 'funds', 'traffic', 'policy']) {
      await page.goto(addresses[name] ?? '/')
      await settled(page)
      const own = await page
        .locator('h1, nav, label, th, .page-head p, .card-head .quiet, .card-actions')
        .allInnerTexts()
      const chinese = own.filter((text) => /\p{Script=Han}/u.test(text) && !/^中文/.test(text.trim()))
      // Names from the data stay as they are: places and persons.
      assert.deepEqual(
        chinese.filter((text) => !/市|县|区|人员|演示/.test(text)),
        [],
        name,
      )
    }
  })

  test('at twice the size and on a narrow window nothing is cut at the side', async () => {
    const { page } = browser
    await page.setViewportSize({ width: 640, height: 360 })
    for (const [name, address] of Object.entries(addresses)) {
      await page.goto(address)
      await settled(page)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      assert.ok(over <= 0, `${name} is ${over} px too wide`)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  test('controls are large enough to hit', async () => {
    const { page } = browser
    for (const name of ['overview', 'settlements', 'settlement', 'explanation', 'funds', 'traffic']) {
      await page.goto(addresses[name] ?? '/')
      await settled(page)
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('button, input:not([type=checkbox], [tabindex="-1"], .ant-select-input)')]
          .map((element) => ({ element, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.height < 23.5 || box.width < 23.5))
          .map(({ element, box }) => `${element.outerHTML.slice(0, 120)} ${box.width}×${box.height}`),
      )
      assert.deepEqual(small, [], name)
    }
  })

  test('what opens on a page is accessible too: a choice, a dialog, the account, a line, a chart as table', async () => {
    const { page } = browser
    const opened: readonly (readonly [string, string, string])[] = [
      ['settlements', '.filters .ant-select', '.ant-select-dropdown'],
      ['person', '.page-actions button', '[role=dialog] input'],
      ['overview', '.account > button', '.account-box a'],
      ['settlement', '.line-toggle', '.explain-compact [role=tree]'],
      ['traffic', '.chart-card .card-actions button', '.chart-table'],
    ]
    const findings: string[] = []
    for (const [name, opener, shown] of opened) {
      await page.goto(addresses[name] ?? '/')
      await settled(page)
      await page.locator(opener).first().click()
      await page.locator(shown).first().waitFor()
      findings.push(...(await seriousFindings(page)).map((finding) => `${name}: ${finding}`))
    }
    assert.equal([...new Set(findings)].slice(0, 20).join('\n'), '')
  })

  test('no page asked any other host for anything', () => {
    assert.deepEqual(browser.foreign, [])
  })
})
