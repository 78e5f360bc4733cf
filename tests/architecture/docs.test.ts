// What the documents say is true today: links lead somewhere, commands and options exist, both languages say as much.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { commandNames, loadCommand } from '../../packages/cli/src/commands/index.ts'
import { anchorOf, commandsOf, type Document, documents, filesNamedBy, linksOf } from './documents.ts'
import { root, sourceFiles } from './sources.ts'

const byPath = new Map(documents.map((document) => [document.path, document]))
const inFolder = (folder: string) => documents.filter(({ path }) => path.startsWith(folder))

test('every relative link leads to a file of the repository, and every anchor to a heading', () => {
  const links = documents.flatMap(linksOf)
  assert.ok(links.length > 100, `${links.length} links found`)
  const broken = links.filter(({ path, anchor }) => {
    if (!existsSync(join(root, path))) return true
    const target = byPath.get(path)
    return anchor !== '' && target !== undefined && !target.headings.some((heading) => anchorOf(heading) === anchor)
  })
  assert.deepEqual(
    broken.map(({ from, target }) => `${from} → ${target}`),
    [],
  )
})

test('every command that a document names exists, with the options it is given', async () => {
  const wrong: string[] = []
  let checked = 0
  for (const document of documents) {
    for (const words of commandsOf(document)) {
      checked += 1
      const fault = await faultOf(words)
      if (fault) wrong.push(`${document.path}: yibao ${words.join(' ')}: ${fault}`)
    }
  }
  assert.ok(checked > 20, `${checked} commands found`)
  assert.deepEqual(wrong, [])
})

/** The words of a command as a document shows them: placeholders are as good as values. */
async function faultOf(words: readonly string[]): Promise<string | undefined> {
  const [first = '', second = ''] = words
  if (/^(help|--help|-h|--version|<command>|X|…)$/.test(first)) return undefined
  const name = commandNames.find((each) => each === `${first} ${second}`) ?? commandNames.find((each) => each === first)
  if (!name) {
    const isFamily = words.length === 1 && commandNames.some((each) => each.startsWith(`${first} `))
    return isFamily ? undefined : 'no such command'
  }
  const { options } = await loadCommand(name)
  const unknown = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2))
  return unknown.find((option) => option !== 'help' && !Object.hasOwn(options, option))
}

test('the commands are tested by names that do not exist, too', async () => {
  assert.equal(await faultOf(['no-such-command']), 'no such command')
  assert.equal(await faultOf(['policy', 'check', 'policies', '--no-such-option']), 'no-such-option')
})

const shape = ({ headings }: Document) => headings.map(({ level }) => '#'.repeat(level)).join(' ')
const commandLines = ({ blocks }: Document) =>
  blocks.flatMap(({ text }) => text.split('\n').filter((line) => line.startsWith('npx yibao'))).sort()

function assertSame(zh: Document | undefined, en: Document | undefined): void {
  assert.ok(zh && en)
  assert.equal(shape(zh), shape(en), `headings of ${zh.path} and ${en.path}`)
  assert.deepEqual(commandLines(zh), commandLines(en), `commands of ${zh.path} and ${en.path}`)
}

test('the manual has the same pages in Chinese and in English, with the same headings and commands', () => {
  const names = (folder: string) => inFolder(folder).map(({ path }) => basename(path))
  assert.deepEqual(names('docs/manual/zh/'), names('docs/manual/en/'))
  assert.ok(names('docs/manual/zh/').length >= 7)
  for (const name of names('docs/manual/zh/')) {
    assertSame(byPath.get(`docs/manual/zh/${name}`), byPath.get(`docs/manual/en/${name}`))
  }
  assertSame(byPath.get('README.zh-CN.md'), byPath.get('README.md'))
})

test('each index lists each page beside it, and decisions by their own titles', () => {
  for (const folder of ['docs/adr', 'docs/guides', 'docs/manual/zh', 'docs/manual/en']) {
    const index = byPath.get(`${folder}/README.md`)
    assert.ok(index, folder)
    const listed = new Set(linksOf(index).map(({ path }) => path))
    const pages = inFolder(`${folder}/`).filter(({ path }) => path !== index.path)
    assert.deepEqual(
      pages.map(({ path }) => path).filter((path) => !listed.has(path)),
      [],
    )
  }
  const index = byPath.get('docs/adr/README.md')!
  const untrue = inFolder('docs/adr/0').filter(({ headings }) => {
    const [, number = '', title = ''] = /^(\d{4}) (.+)$/.exec(headings[0]?.text ?? '') ?? []
    return !index.text.includes(`| [${number}]`) || !index.text.includes(`| ${title} |`)
  })
  assert.deepEqual(
    untrue.map(({ path }) => path),
    [],
  )
})

test('files that the guides and the architecture name are there', () => {
  const pages = [...inFolder('docs/guides/'), ...inFolder('docs/architecture.md'), ...inFolder('CONTRIBUTING.md')]
  const missing = pages.flatMap((page) =>
    filesNamedBy(page)
      .filter((path) => globSync(path, { cwd: root }).length === 0)
      .map((path) => `${page.path}: ${path}`),
  )
  assert.deepEqual(missing, [])
})

test('environment variables that the documents name are read by the program', () => {
  const config = readFileSync(join(root, 'packages/web/vite.config.ts'), 'utf8')
  const texts = [config, ...sourceFiles.map(({ text }) => text)]
  const read = new Set(texts.flatMap((text) => text.match(/\bYIBAO_[A-Z_]+\b/g) ?? []))
  const unknown = documents.flatMap(({ path, text }) =>
    (text.match(/\bYIBAO_[A-Z_]+\b/g) ?? []).filter((name) => !read.has(name)).map((name) => `${path}: ${name}`),
  )
  assert.deepEqual([...new Set(unknown)], [])
})
