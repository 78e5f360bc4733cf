// The run behind scripts/mutation.mjs, on the pinned Node: which mutants, held against which checks, and what became of them.
import { execFileSync, fork } from 'node:child_process'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { pinnedNode, root } from '../ensure.mjs'
import { instrument, MUTATED, work } from './instrument.mjs'
import { writeReport } from './report.mjs'
import { keyOf, reasonFor, summary } from './summary.mjs'

const result = join(work, 'result.json')
const last = join(work, 'last.json')
const worker = join(root, 'packages/kernel/test/mutation/worker.ts')
const hook = pathToFileURL(join(root, 'scripts/mutation/hook.mjs')).href

/** Policies in the battery. Few for a mutant that needs a process of its own. */
const POLICIES = 100
const POLICIES_FROM_THE_START = 12
/** A mutant may take so long before its process is ended. */
const LONGEST_MS = 300_000

const TESTS = ['packages/kernel/src/{money,ledger,benefits}/**/*.test.ts', 'packages/kernel/test/**/*.test.ts']
/** About the reader of policies, about the generators themselves, and the shipped cases, which the battery has of its own. */
const LEFT_OUT = ['reader-robustness', 'generator-covers', 'shipped-policies']
const isQuick = (file) => /(found-by|by-hand|facts|plans|bands|words)[^/]*$|\/(money|ledger|benefits)\//.test(file)

const flags = process.argv.slice(2).filter((arg) => arg.startsWith('--'))
const words = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))

const stored = () => (existsSync(result) ? JSON.parse(readFileSync(result, 'utf8')) : {})

function start(policies, files, mutant) {
  return fork(worker, [String(policies), ...files], {
    cwd: root,
    execPath: pinnedNode,
    execArgv: ['--import', hook],
    env: { ...process.env, ...(mutant && { YIBAO_MUTANT: mutant }) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

/** The next message of a process; its end or too long a silence are answers as well. */
function answer(child, longestMs) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => done({ status: 'timeout', by: 'the clock' }), longestMs)
    const onExit = () => done({ status: 'killed', by: 'the process ended' })
    function done(message) {
      clearTimeout(timer)
      child.off('message', done)
      child.off('exit', onExit)
      resolve(message)
    }
    child.on('message', done)
    child.on('exit', onExit)
  })
}

async function ready(files) {
  const child = start(POLICIES, files)
  const leftOut = []
  for (;;) {
    const message = await answer(child, 1_800_000)
    if (message.ready) return { child, leftOut, ...message }
    if (!message.leftOut) throw new Error('The checks do not run, with no mutant on: is `npm test` green?')
    leftOut.push(message)
  }
}

/** Holds each mutant against the checks that reach it, in one process for as long as that lives: the quick checks first. */
async function holdAll(mutants, files, found, unnoticed) {
  let present = await ready(files)
  const { atLoad, checks, leftOut, reached } = present
  process.stdout.write(`${checks.length} checks; with few cases ${leftOut.length} more count too little:\n`)
  for (const { leftOut: name, because } of leftOut) process.stdout.write(`  ${name} (${because})\n`)
  const holdOne = async (mutant, slow) => {
    present.child.send({ id: mutant.id, slow })
    const said = await answer(present.child, LONGEST_MS)
    if (said.id !== mutant.id) {
      present.child.kill('SIGKILL')
      present = await ready(files)
    }
    found(
      mutant,
      reached.includes(mutant.id) ? { ...said, status: said.status ?? 'killed' } : { status: 'no coverage' },
    )
  }
  const step = async (list, slow) => {
    process.stdout.write(`${list.length} mutants, ${slow ? 'slower' : 'quick'} checks\n`)
    for (const [at, mutant] of list.entries()) {
      await holdOne(mutant, slow)
      if (at % 100 === 99) process.stdout.write(`${at + 1} of ${list.length}, ${unnoticed.size} not noticed\n`)
    }
  }
  await step(mutants, false)
  const late = [...unnoticed.values()].filter(({ id }) => atLoad.includes(id))
  await holdFromTheStart(late, files.filter(isQuick), found)
  const reachedLate = [...unnoticed.values()].filter(({ id }) => reached.includes(id))
  if (!flags.includes('--quick')) await step(reachedLate, true)
  present.child.send({})
  const { checked, failing } = await answer(present.child, 1_800_000)
  present.child.kill()
  if (failing?.length !== 0)
    process.stdout.write(`After all ${checked} checks, these fail with no mutant on: ${failing}\n`)
}

async function holdFromTheStart(mutants, files, found) {
  process.stdout.write(`${mutants.length} mutants act while modules load: a process for each\n`)
  const holdOne = async (id) => {
    const child = start(POLICIES_FROM_THE_START, files, id)
    const said = await answer(child, LONGEST_MS)
    child.kill('SIGKILL')
    return said
  }
  const { status, because } = mutants.length === 0 ? { status: 'survived' } : await holdOne('none')
  if (status !== 'survived') throw new Error(`With no mutant on, a process of its own fails: ${because}`)
  for (const mutant of mutants) found(mutant, await holdOne(mutant.id))
}

async function run() {
  const all = (await instrument()).filter(({ ignored }) => !ignored)
  const before = stored()
  const isOpen = (mutant) => {
    const status = before[keyOf(mutant)]?.status
    return status === undefined || (['survived', 'no coverage'].includes(status) && !reasonFor(mutant))
  }
  const wanted = all
    .filter(({ file }) => words.length === 0 || words.some((word) => file.includes(word)))
    .filter((mutant) => !flags.includes('--survivors') || isOpen(mutant))
  const present = new Map(all.map((mutant) => [keyOf(mutant), mutant]))
  const results = Object.fromEntries(Object.entries(before).filter(([key]) => present.has(key)))
  const unnoticed = new Map()
  let unsaved = 0
  const save = (every = 25) => {
    unsaved += 1
    if (unsaved % every === 0) writeFileSync(result, JSON.stringify(results, null, 1))
  }
  const found = (mutant, { status, by, because }) => {
    if (['killed', 'timeout'].includes(status)) unnoticed.delete(mutant.id)
    else unnoticed.set(mutant.id, mutant)
    const { id, ...own } = mutant
    results[keyOf(mutant)] = { ...own, status, by, because }
    save()
  }
  const files = globSync(TESTS, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !LEFT_OUT.some((name) => file.includes(name)))
    .sort()
  // The last commit that changed what is mutated: the tests may be younger.
  const git = ['log', '-1', '--format=%h', '--', ...MUTATED]
  const commit = execFileSync('git', git, { cwd: root, encoding: 'utf8' }).trim()
  await holdAll(wanted, files, found, unnoticed)
  save(1)
  writeFileSync(last, JSON.stringify({ commit, on: new Date().toISOString().slice(0, 10) }))
}

try {
  if (flags.includes('--report')) {
    writeReport(stored(), JSON.parse(readFileSync(last, 'utf8')))
  } else {
    if (!flags.includes('--summary')) await run()
    process.stdout.write(summary(stored()))
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
