// Installs what a fresh clone is missing, and nothing when nothing changed. Runs on plain Node 20 before every
// `npm start` and `npm test`, so it imports no package and no TypeScript.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The runtime that the project pins: Node 26, brought by the npm package `node`. */
export const pinnedNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

const stamp = join(root, 'node_modules', '.yibao-installed')

/** What was installed is right as long as the lock file and the platform are those it was installed for. */
function wanted() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex')
}

export function isInstalled() {
  return existsSync(pinnedNode) && existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === wanted()
}

/** Installs the locked packages when they are missing or the lock file changed. Throws one sentence when it cannot. */
export async function ensure() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20)
    throw new Error(`Node ${process.versions.node} is too old to install with: Node 20 or later is needed.`)
  if (isInstalled()) return
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  const tick = process.stderr.isTTY
    ? setInterval(() => process.stderr.write(`\r正在安装依赖 installing packages … ${seconds()} s `), 500)
    : undefined
  if (!tick) process.stderr.write('正在安装依赖 installing packages (about 30 s, only when the lock file changed) …\n')
  const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (tick) {
    clearInterval(tick)
    process.stderr.write('\r')
  }
  if (code !== 0) throw new Error(`Packages could not be installed: ${reasonOf(output)}`)
  if (!existsSync(pinnedNode)) {
    throw new Error(
      'Packages are installed but Node 26 is not: the install script of the npm package "node" did not run.',
    )
  }
  writeFileSync(stamp, wanted())
  process.stderr.write(`依赖已安装 packages installed in ${seconds()} s\n`)
}

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, shell: process.platform === 'win32' })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', (error) => resolve({ code: -1, output: String(error.message) }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

/** The one line of npm's report that names the cause. */
function reasonOf(output) {
  const lines = output
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim())
    .filter(Boolean)
  const telling = lines.find((line) =>
    /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|ENOSPC|EACCES|ETARGET|EINTEGRITY|ENOENT/.test(line),
  )
  const hint = /ENOTFOUND|ECONNREFUSED|ETIMEDOUT/.test(output)
    ? ' (the package registry cannot be reached)'
    : /ENOSPC/.test(output)
      ? ' (the disk is full)'
      : /EACCES/.test(output)
        ? ' (this folder cannot be written)'
        : ''
  return (telling ?? lines[0] ?? 'npm ended without a message') + hint
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensure().catch((error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  })
}
