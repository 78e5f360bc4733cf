// The cockpit by pointer and by keyboard: figures of the platform, their meaning, their records down to a settlement, table and file
// of a chart, and the wall board.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { CockpitView } from '@yibao/contract/rest'
import { type Browser, openBrowser, seriousFindings, settled } from './browser.ts'
import { ask, type Demo, signIn, startDemo } from './demo.ts'

let demo: Demo
let browser: Browser
let view: CockpitView

before(async () => {
  demo = await startDemo()
  browser = await openBrowser(demo.url)
  await signIn(browser.page, demo)
  await browser.page.goto('/')
  await browser.page.evaluate(() => localStorage.setItem('yibao.language', 'zh'))
  view = await ask<CockpitView>(browser.page, '/cockpit')
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

const figures = () => view.blocks.flatMap((block) => block.figures)

describe('the cockpit', () => {
  test('six blocks; what is counted has a number, what waits says for what', async () => {
    const { page } = browser
    await page.goto('/cockpit')
    await settled(page)
    assert.equal(await page.locator('.block').count(), 6)
    // The books' own figures of the fund stand beside them, in a list of their own.
    assert.equal(await page.locator('.tiles:not(.watch-tiles) .tile').count(), figures().length)
    const waiting = figures().filter(({ waitsFor }) => waitsFor !== null)
    assert.equal(await page.locator('.tile-none').filter({ hasText: '待数据' }).count(), waiting.length)
    const counted = figures().find(({ id }) => id === 'CM-26')!
    const tile = page.locator('.tile', { hasText: counted.title }).first()
    assert.match((await tile.innerText()).replaceAll('\n', ' '), new RegExp(counted.value!.replace('.', '\\.')))
  })

  test('the keyboard shows what a figure means, and opens it', async () => {
    const { page } = browser
    await page.goto('/cockpit')
    await settled(page)
    const mark = page.locator('.meaning-mark').first()
    const box = page.locator('.meaning-box').first()
    assert.equal(await box.isVisible(), false)
    await mark.focus()
    assert.equal(await box.isVisible(), true)
    assert.match(await box.innerText(), new RegExp(figures()[0]!.id))
    assert.deepEqual(await seriousFindings(page), [])
    const link = page.locator('.tile', { hasText: '实际报销比例' }).locator('a').first()
    await link.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/cockpit\/[A-Z]+-\d+\?/)
    await settled(page)
    await page.locator('section.grid-box a').first().click()
    await page.waitForURL(/\/settlements\/[0-9a-f-]{36}$/)
  })

  test('a chart is a table and a file, too, and an area narrows every figure', async () => {
    const { page } = browser
    await page.goto('/cockpit')
    await settled(page)
    const card = page.locator('.chart-card', { hasText: '结算人次' }).first()
    await card.locator('.card-actions button').first().click()
    const chart = view.blocks.flatMap(({ charts }) => charts).find(({ indicator }) => indicator === 'CM-24')!
    assert.equal(await card.locator('tbody tr').count(), chart.points.length)
    const download = page.waitForEvent('download')
    await card.locator('.card-actions button').nth(1).click()
    assert.equal((await download).suggestedFilename(), `CM-24-${chart.by}.csv`)
    const [county] = view.areas
    await page.goto(`/cockpit?area=${county!.code}`)
    await settled(page)
    const own = await ask<CockpitView>(page, `/cockpit?area=${county!.code}`)
    const of = (each: CockpitView) =>
      Number(each.blocks.flatMap((block) => block.figures).find(({ id }) => id === 'QY-023')?.numerator)
    assert.ok(of(own) < of(view), `${of(own)} of ${of(view)}`)
  })

  test('counties are tiles that the keyboard opens; the way of the money is a table, too; nobody is named', async () => {
    const { page } = browser
    await page.goto('/cockpit')
    await settled(page)
    const way = page.locator('.chart-card', { hasText: '的去向' })
    assert.ok((await way.locator('.sankey-band').count()) > 0)
    await way.locator('.card-actions button').first().click()
    assert.equal(await way.locator('tbody tr').count(), view.flows.length)
    const stopped = page.locator('.stopped')
    assert.equal(await stopped.locator('li').count(), view.stopped.length)
    assert.deepEqual(await seriousFindings(page), [])
    const tile = page.locator('.map-tile').first()
    await tile.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/cockpit\/[A-Z]+-\d+\?.*area=\d{6}/)
  })

  test('the wall board stands alone, dark, without a scroll at 1920 × 1080, and can be light', async () => {
    const { page } = browser
    await page.setViewportSize({ width: 1920, height: 1080 })
    await page.goto('/wall')
    await settled(page)
    assert.equal(await page.locator('.wall-block').count(), 6)
    assert.equal(await page.locator('.frame-nav').count(), 0)
    const over = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)
    assert.ok(over <= 0, `${over} px below the screen`)
    assert.deepEqual(await seriousFindings(page), [])
    await page.locator('.wall-head button').click()
    assert.equal(await page.locator('.wall-dark').count(), 0)
    assert.deepEqual(await seriousFindings(page), [])
    await page.setViewportSize({ width: 1440, height: 900 })
  })
})
