// Help is true: every example of every command runs as it stands and ends with 0; every option is explained; codes are 0, 1, 2.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { scratchDatabase } from '../../../server/src/platform/testing/scratch.ts'
import { helpOf } from '../command.ts'
import type { Said } from '../testing/say-lines.ts'
import { typedIn } from '../testing/typed.ts'
import { commandNames, loadCommand } from './index.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const sayLines = fileURLToPath(new URL('../testing/say-lines.ts', import.meta.url))
const product = fileURLToPath(new URL('../../../../', import.meta.url))

/** Where a reader would stand: a folder with the policies, rules and schemes, where whatever is written may stay until the end of the test. */
const folder = mkdtempSync(join(tmpdir(), 'yibao-examples-'))
for (const name of ['policies', 'rules', 'schemes']) symlinkSync(join(product, name), join(folder, name))
after(() => rmSync(folder, { recursive: true, force: true }))

/** A platform that is there already: an empty one. */
const database = scratchDatabase()

const wordsOf = (line: string): string[] => line.match(/\S+/g) ?? []

/** In this process: starting one for each of them took longer than what most of them do. */
const yibao = typedIn(folder)

/** In one process, which is faster. */
async function said(lines: readonly string[], databaseUrl?: string): Promise<Said[]> {
  const { stdout, stderr } = spawnSync(process.execPath, [sayLines, ...lines], {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: databaseUrl ?? (await database) },
    encoding: 'utf8',
  })
  assert.equal(stderr, '')
  return JSON.parse(stdout)
}

for (const name of commandNames) {
  test(`every example of ${name} runs`, async () => {
    process.env.DATABASE_URL = await database
    const { examples } = await loadCommand(name)
    assert.ok(examples.length > 0)
    for (const example of examples) {
      assert.match(example, /^npx yibao /)
      const { status, stderr } = await yibao(...wordsOf(example.replace('npx yibao ', '')))
      assert.equal(status, 0, `${example}\n${stderr}`)
    }
  })
}

test('the process of the command passes on the words, what is said and the code', async () => {
  const typed = (...words: readonly string[]) =>
    spawnSync(process.execPath, [main, ...words], { cwd: folder, encoding: 'utf8' })
  assert.deepEqual([typed('--version').status, typed('--version').stdout], [0, 'yibao 0.1.0\n'])
  assert.equal(typed('policy', 'test', 'nowhere').status, 2)
})

test('help names every option, with words for it, and every example of the command itself', async () => {
  const helps = await said(commandNames.map((name) => `${name} --help`))
  for (const [at, name] of commandNames.entries()) {
    const command = await loadCommand(name)
    assert.deepEqual(Object.keys(command.optionHelp).sort(), Object.keys(command.options).sort(), name)
    assert.deepEqual(helps[at], { status: 0, stdout: helpOf(command), stderr: '' })
    for (const example of [...command.examples, ...(command.longExamples ?? [])])
      assert.ok(example.startsWith(`npx yibao ${name}`), example)
  }
})

test('0 is done, 1 is refused, 2 is wrong words: a line or two on standard error and nothing on standard output', async () => {
  const outcomes: Readonly<Record<string, number>> = {
    help: 0,
    '--version': 0,
    'help ledger verify': 0,
    'user reset nobody': 1,
    'user add Wang --role finance': 1,
    'user add wang': 2,
    'user add wang --role king': 2,
    'user list more': 2,
    'ledger verify --nothing': 2,
    'ledger check': 2,
    bench: 2,
    'bench nothing': 2,
    'bench settle --rounds 0': 2,
    'synth --out x --city nowhere': 2,
    'synth --out x --from 2025-02-30': 2,
    'serve --demo --port 99999': 2,
    'group --in schemes/drg-teaching/sample-records.csv --out x.csv': 2,
    'group --scheme nowhere --in x.csv --out y.csv': 2,
    'group --scheme schemes/drg-teaching --in schemes/drg-teaching/sample-records.csv --out - --json': 2,
    'group --scheme schemes/drg-teaching --in nowhere.csv --out y.csv': 2,
  }
  const all = await said(Object.keys(outcomes))
  for (const [at, [line, expected]] of Object.entries(outcomes).entries()) {
    const { status, stdout, stderr } = all[at]!
    assert.equal(status, expected, `${line}\n${stderr}`)
    if (expected === 0) continue
    assert.equal(stdout, '', line)
    assert.doesNotMatch(stderr, /\n\s+at /, `${line} shows a stack`)
    assert.match(stderr, /^[^\n]+\n([^\n]+\n)?$/, line)
  }
})

test('without a platform there is one line that says where one was looked for', async () => {
  const [first] = await said(['ledger verify --data nowhere'], '')
  assert.equal(first?.status, 2)
  assert.match(first?.stderr ?? '', /nowhere/)
})
