// Runs everything that must be true: types, style, all tests. `npm test -- kernel ledger` runs only the test files
// whose path contains one of the words. Plain JavaScript: it runs before anything else is known to work.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ensure.mjs'

const words = process.argv.slice(2).filter((arg) => !arg.startsWith('-'))
const flags = process.argv.slice(2).filter((arg) => arg.startsWith('-'))
const bin = (name) => join(root, 'node_modules', '.bin', name)

function step(title, command, args) {
  const started = performance.now()
  process.stdout.write(`\n▶ ${title}\n`)
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (error || status !== 0) {
    process.stdout.write(`✖ ${title}: failed after ${seconds} s${error ? ` (${error.message})` : ''}\n`)
    process.exit(1)
  }
  process.stdout.write(`✔ ${title}: ${seconds} s\n`)
}

const all = globSync(['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.test.ts', 'tests/**/*.test.ts'], {
  cwd: root,
}).sort()
const wanted = words.length === 0 ? all : all.filter((file) => words.some((word) => file.includes(word)))
if (wanted.length === 0) {
  process.stdout.write(`No test file has a path containing ${words.join(' or ')}.\n`)
  process.exit(2)
}
const isBrowser = (file) => file.includes('tests/browser/')
const unit = wanted.filter((file) => !isBrowser(file))
const browser = wanted.filter(isBrowser)

if (words.length === 0) {
  step('types', bin('tsc'), ['--noEmit'])
  step('style', bin('biome'), ['check', '.'])
}
step('console', process.execPath, [join(root, 'scripts', 'build-console.mjs')])
const reporters = ['dot', join(root, 'scripts', 'slowest-files.mjs')]
const runner = [
  '--test',
  ...reporters.flatMap((each) => [`--test-reporter=${each}`, '--test-reporter-destination=stdout']),
  ...flags,
]
if (unit.length > 0)
  step(`tests (${unit.length} files)`, process.execPath, [...runner, '--test-concurrency=2', ...unit])
if (browser.length > 0) {
  step('browser for the tests', process.execPath, [join(root, 'scripts', 'ensure-browser.mjs')])
  const setup = `--test-global-setup=${join(root, 'tests', 'browser', 'setup.ts')}`
  step(`browser tests (${browser.length} files)`, process.execPath, [
    ...runner,
    setup,
    '--test-concurrency=1',
    ...browser,
  ])
}
