// Makes the mutants: installs the pinned mutator into a folder of its own and writes the sources with every mutant in them,
// each behind a switch that hook.mjs turns on.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../ensure.mjs'

const MUTATOR = '@stryker-mutator/instrumenter'
const VERSION = '10.1.1'

export const work = join(root, '.yibao-mutation')
const tool = join(work, 'tool')
export const instrumented = join(work, 'instrumented.json')

/** The money core: what decides an amount or where it is booked. Explanations are read by people and have checks of their own. */
export const MUTATED = [
  'packages/kernel/src/money/*.ts',
  'packages/kernel/src/ledger/*.ts',
  'packages/kernel/src/benefits/**/*.ts',
]
const isLeftOut = (file) => file.endsWith('.test.ts') || file.includes('/explain/') || file.endsWith('/index.ts')

/** Not a dependency of the project: nobody who builds, tests or runs it needs the mutator and the seventy packages below it. */
function ensureMutator() {
  const manifest = join(tool, 'node_modules', MUTATOR, 'package.json')
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === VERSION) return
  process.stderr.write(`正在安装变异工具 installing ${MUTATOR} ${VERSION} into .yibao-mutation/tool …\n`)
  mkdirSync(tool, { recursive: true })
  writeFileSync(join(tool, 'package.json'), JSON.stringify({ private: true, dependencies: { [MUTATOR]: VERSION } }))
  const npm = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  const { status, stderr, error } = spawnSync('npm', npm, {
    cwd: tool,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status === 0) return
  const reason = error?.message ?? stderr.split('\n').find((line) => /E[A-Z]{4,}/.test(line)) ?? 'npm failed'
  throw new Error(`${MUTATOR} ${VERSION} could not be installed: ${reason.trim()}`)
}

/** Sentences of thrown bugs are for whoever mends them: no test should hold their wording. */
const messagesOfBugs = {
  shouldIgnore(path) {
    const { node, parent } = path
    const isBug = (each) => each?.type === 'NewExpression' && ['Error', 'RangeError'].includes(each.callee.name)
    if (isBug(node) || (parent?.callee?.type === 'Super' && node.type === 'TemplateLiteral')) return 'message of a bug'
    const isMessage = parent?.callee?.name === 'invariant' && parent.arguments[1] === node
    return isMessage ? 'message of a bug' : undefined
  },
}

/** Instruments the sources and writes them beside the list of mutants; gives that list. */
export async function instrument() {
  ensureMutator()
  const entry = join(tool, 'node_modules', MUTATOR, 'dist', 'src', 'index.js')
  const { Instrumenter } = await import(pathToFileURL(entry).href)
  const silent = () => {}
  const log = { debug: silent, info: silent, warn: console.error, isDebugEnabled: () => false }
  const names = globSync(MUTATED, { cwd: root })
    .sort()
    .filter((name) => !isLeftOut(name.replaceAll('\\', '/')))
  const files = names.map((name) => ({ name, mutate: true, content: readFileSync(join(root, name), 'utf8') }))
  const options = { plugins: null, excludedMutations: [], ignorers: [messagesOfBugs], noHeader: true }
  const made = await new Instrumenter(log).instrument(files, options)
  const sources = made.files.map(({ name, content }) => [pathToFileURL(join(root, name)).href, content])
  const lines = new Map(files.map(({ name, content }) => [name, content.split('\n')]))
  const mutants = made.mutants.map(({ id, fileName, mutatorName, replacement, location, statusReason }) => ({
    id,
    file: fileName,
    line: location.start.line + 1,
    mutator: mutatorName,
    was: excerpt(lines.get(fileName), location),
    becomes: replacement.replaceAll(/\s+/g, ' '),
    ...(statusReason && { ignored: statusReason }),
  }))
  writeFileSync(instrumented, JSON.stringify({ sources: Object.fromEntries(sources), mutants }))
  return mutants
}

function excerpt(lines, { start, end }) {
  const own = lines.slice(start.line, end.line + 1)
  own[own.length - 1] = own.at(-1).slice(0, end.column)
  own[0] = own[0].slice(start.column)
  return own.join(' ').replaceAll(/\s+/g, ' ')
}
