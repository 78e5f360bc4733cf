// Builds the console when its sources changed since the last build, and only then: `yibao serve` and the browser tests ask
// for it before they need it. The digest of what went in is kept beside what came out.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packageFolder = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = ['src/**/*.{ts,tsx,css}', 'public/*', '*.html', 'vite.config.ts', 'package.json']

/** Everything the build reads; tests do not change what comes out. */
function digestOfSources(): string {
  const digest = createHash('sha256')
  const files = globSync(SOURCES, { cwd: packageFolder }).filter((file) => !file.endsWith('.test.ts'))
  for (const file of files.sort()) digest.update(`${file}\0`).update(readFileSync(join(packageFolder, file)))
  const lock = join(packageFolder, '..', '..', 'package-lock.json')
  if (existsSync(lock)) digest.update(readFileSync(lock))
  return digest.digest('hex')
}

export interface BuiltConsole {
  readonly folder: string
  /** Whether it had to be built now. */
  readonly built: boolean
}

/** Throws one sentence with the build's own words when it cannot be built. */
export async function ensureConsole(folder = join(packageFolder, 'dist')): Promise<BuiltConsole> {
  const stamp = join(folder, 'built-from.txt')
  const wanted = digestOfSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return { folder, built: false }
  await build(folder)
  writeFileSync(stamp, wanted)
  return { folder, built: true }
}

function build(folder: string): Promise<void> {
  const vite = join(dirname(fileURLToPath(import.meta.resolve('vite/package.json'))), 'bin', 'vite.js')
  const args = [vite, 'build', '--logLevel', 'warn', '--outDir', folder, '--emptyOutDir']
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: packageFolder, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`The console could not be built: ${said.trim().slice(-600)}`)),
    )
  })
}
