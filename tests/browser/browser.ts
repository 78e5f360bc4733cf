// A real Chromium for the browser tests: headless, with a profile of its own that is thrown away, and with an eye on what it asks for.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { ensureBrowser } from '../../scripts/ensure-browser.mjs'

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface Browser {
  readonly context: BrowserContext
  readonly page: Page
  /** Requests to any host but the platform's. */
  readonly foreign: readonly string[]
  /** Errors that the page wrote to its console or threw, refused requests apart. */
  readonly errors: readonly string[]
  readonly close: () => Promise<void>
}

export async function openBrowser(url: string, viewport = { width: 1440, height: 900 }): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'yibao-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: ensureBrowser(),
    headless: true,
    viewport,
    baseURL: url,
    args: ARGUMENTS,
    acceptDownloads: true,
  })
  const page = context.pages()[0] ?? (await context.newPage())
  const foreign: string[] = []
  const errors: string[] = []
  const { host } = new URL(url)
  context.on('request', (request) => {
    const asked = new URL(request.url())
    if (/^(https?|wss?):$/.test(asked.protocol) && asked.host !== host) foreign.push(request.url())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(message.text())
  })
  const close = async () => {
    await context.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  return { context, page, foreign, errors, close }
}

const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** What axe finds serious or critical on the page, one line each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    interface Finding {
      readonly id: string
      readonly impact: string
      readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
    }
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: Finding[] }> } }
    const { violations } = await axe.run()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, impact, nodes }) =>
        nodes.map((node) => `${id} (${impact}) ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`),
      )
  })
}

/** Nothing is under way any more and the page shows content. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('h1') !== null && document.querySelector('.loading') === null)
}
