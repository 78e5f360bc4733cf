// Finds the Chromium that drives the browser tests, and installs Debian's where that is possible. Plain Node 20, no
// packages: it runs before the tests. A machine that has neither gets one line that says what to install.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const USUAL = [
  '/usr/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The path of a Chromium: CHROMIUM_PATH when it is set, otherwise the first on the PATH or in its usual place. */
export function findBrowser() {
  const named = process.env.CHROMIUM_PATH
  if (named) return canRun(named) ? named : undefined
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...USUAL].find(canRun)
}

function canRun(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The path of a Chromium, installed if need be. Throws one sentence when there is none. */
export function ensureBrowser() {
  const found = findBrowser()
  if (found) return found
  if (process.env.CHROMIUM_PATH) {
    throw new Error(`CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which is not a program that can be run.`)
  }
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
    throw new Error(
      'The browser tests need Chromium: install the package "chromium" (on Debian: apt-get install chromium), or set CHROMIUM_PATH.',
    )
  }
  process.stderr.write('正在安装测试用浏览器 installing Chromium for the browser tests …\n')
  apt('update', '-q')
  apt('install', '-y', '-q', '--no-install-recommends', 'chromium')
  installChineseFont()
  const installed = findBrowser()
  if (!installed)
    throw new Error('apt-get installed the package "chromium", but no program of that name is on the PATH.')
  return installed
}

/** Pages are Chinese first: without a Chinese font a screenshot shows boxes. The tests do not depend on it. */
function installChineseFont() {
  const known = spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' })
  if (known.stdout?.trim()) return
  try {
    apt('install', '-y', '-q', '--no-install-recommends', 'fonts-noto-cjk')
  } catch (error) {
    process.stderr.write(
      `No Chinese font could be installed; screenshots will lack Chinese characters. ${error.message}\n`,
    )
  }
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status, stderr, error } = spawnSync('apt-get', args, { env, encoding: 'utf8' })
  if (status === 0) return
  const cause = stderr?.split('\n').find((line) => line.startsWith('E:')) ?? error?.message ?? `exit code ${status}`
  throw new Error(`Chromium could not be installed: apt-get ${args[0]} failed (${cause}).`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    process.stdout.write(`${ensureBrowser()}\n`)
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
