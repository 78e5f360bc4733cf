// Which package may stand on which: cli on everything, the kernel on nothing. Modules of the server meet at their doors.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importsOf, type SourceFile, sourceFiles, targetOf } from './sources.ts'

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  policy: ['kernel'],
  contract: ['kernel'],
  lake: ['kernel'],
  server: ['kernel', 'contract', 'lake', 'policy'],
  lab: ['kernel', 'contract', 'lake', 'policy'],
  web: ['contract'],
  cli: ['kernel', 'contract', 'lake', 'policy', 'lab', 'server', 'web'],
}

const own = (file: SourceFile) => importsOf(file).map((specifier) => ({ specifier, target: targetOf(file, specifier) }))

test('a package imports only the packages below it, and only through their doors', () => {
  const wrong = sourceFiles
    .filter((file) => file.package && !file.isTest)
    .flatMap((file) =>
      own(file).flatMap(({ specifier, target }) => {
        const named = /^@yibao\/([^/]+)/.exec(specifier)?.[1]
        if (named)
          return named === file.package || !ALLOWED[file.package]?.includes(named)
            ? [`${file.path} → ${specifier}`]
            : []
        const reached = /^packages\/([^/]+)\//.exec(target)?.[1]
        return reached && reached !== file.package ? [`${file.path} → ${target}`] : []
      }),
    )
  assert.deepEqual(wrong, [])
})

test('the kernel reads no clock, no randomness, no file and no network', () => {
  const forbidden =
    /Date\.now|new Date\(|Math\.random|performance\.now|process\.|node:(fs|net|http|https|child_process|os|dns)/
  const wrong = sourceFiles
    .filter((file) => file.package === 'kernel' && !file.isTest)
    .flatMap((file) =>
      file.lines.flatMap((line, at) => (forbidden.test(line) ? [`${file.path}:${at + 1} ${line.trim()}`] : [])),
    )
  assert.deepEqual(wrong, [])
})

test('modules of the server meet only at their doors', () => {
  const moduleOf = (path: string) => /^packages\/server\/src\/modules\/([^/]+)\//.exec(path)?.[1]
  const wrong = sourceFiles
    .filter((file) => moduleOf(file.path) && !file.isTest)
    .flatMap((file) =>
      own(file).flatMap(({ target }) => {
        const [from, to] = [moduleOf(file.path), moduleOf(target)]
        const door = to && target === `packages/server/src/modules/${to}/index.ts`
        return to && to !== from && !door ? [`${file.path} → ${target}`] : []
      }),
    )
  assert.deepEqual(wrong, [])
})

test('no file imports itself in a circle through others of its package', () => {
  const graph = new Map(sourceFiles.map((file) => [file.path, own(file).map(({ target }) => target)]))
  const state = new Map<string, 'open' | 'done'>()
  const circles: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return
    if (state.get(path) === 'open') {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
      return
    }
    state.set(path, 'open')
    for (const next of graph.get(path) ?? []) if (graph.has(next)) visit(next, [...trail, path])
    state.set(path, 'done')
  }
  for (const path of graph.keys()) visit(path, [])
  assert.deepEqual(circles, [])
})
