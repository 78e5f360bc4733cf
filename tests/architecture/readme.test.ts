// The readme is true: each fenced `sh` block of `npx yibao …` runs as it stands and ends with 0, unless a comment above it says
// that it goes on for long; and every benchmark that a document names exists and is described.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { benchNames } from '../../packages/cli/src/commands/bench.ts'
import { root } from './sources.ts'

/** Where whatever the examples write may stay until the end of the test; the rest is that of a clone. */
const folder = mkdtempSync(join(tmpdir(), 'yibao-readme-'))
for (const name of ['policies', 'rules', 'schemes', 'catalogue']) symlinkSync(join(root, name), join(folder, name))
after(() => rmSync(folder, { recursive: true, force: true }))

const LONG = '<!-- long-running -->'
const BLOCK = /(^|\n)(<!-- long-running -->\s*\n)?```sh\n([\s\S]*?)\n```/g

/** The commands of a document, a line each; a line that ends in `\` goes on in the next. */
function commandsIn(text: string): { line: string; isLong: boolean }[] {
  return [...text.matchAll(BLOCK)].flatMap(([, , comment, body = '']) =>
    body
      .replace(/\\\n\s*/g, '')
      .split('\n')
      .filter((line) => line.startsWith('npx yibao'))
      .map((line) => ({ line: line.replace(/\s+#.*$/, ''), isLong: comment !== undefined })),
  )
}

const readmes = ['README.md', 'README.zh-CN.md'].map((path) => ({
  path,
  commands: commandsIn(readFileSync(join(root, path), 'utf8')),
}))

for (const { path, commands } of readmes) {
  test(`${path} has commands that run, and says which go on for long`, () => {
    assert.ok(commands.some(({ isLong }) => !isLong))
    const unmarked = commands.filter(
      ({ line, isLong }) => !isLong && /yibao (serve(?! --help)|bench (gateway|write))/.test(line),
    )
    assert.deepEqual(unmarked, [], `mark these blocks with ${LONG}`)
  })
}

const lines = readmes.flatMap(({ commands }) => commands.filter(({ isLong }) => !isLong).map(({ line }) => line))
for (const line of new Set(lines)) {
  test(line, () => {
    const words = (line.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^['"]|['"]$/g, ''))
    const run = spawnSync(process.execPath, [join(root, 'bin', 'yibao.mjs'), ...words.slice(2)], {
      cwd: folder,
      encoding: 'utf8',
    })
    assert.equal(run.status, 0, run.stderr)
    assert.notEqual(run.stdout, '')
  })
}

test('documents name only benchmarks that exist, and every one of them is described with its figures', () => {
  const documents = globSync(['*.md', 'docs/**/*.md', 'packages/*/**/README.md'], {
    cwd: root,
    exclude: (path) => String(path).includes('node_modules'),
  })
  const named = documents.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/yibao bench ([a-z][\w-]*)/g)].map(
      ([, name]) => `${path}: ${name}`,
    ),
  )
  assert.deepEqual(
    named.filter((each) => !benchNames.includes(each.split(': ')[1] ?? '')),
    [],
  )
  const described = readFileSync(join(root, 'docs/benchmarks.md'), 'utf8')
  for (const name of benchNames) assert.match(described, new RegExp(`^## \`yibao bench ${name}\``, 'm'), name)
})
