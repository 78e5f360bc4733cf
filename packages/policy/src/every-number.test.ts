// Each number of the nation's frame, the provinces and the cities is held by a case: change it, and some case must fail.
// The ordinary run takes every tenth number; YIBAO_EVERY_NUMBER=1 takes them all.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { buildLibrary, FaultList, type Layer, PlanBook, type PolicyCase, readCases, runCase } from '@yibao/kernel'
import { type PackOnDisk, packsAt, productPolicies, sha256 } from './index.ts'

const STRIDE = process.env.YIBAO_EVERY_NUMBER ? 1 : 10

interface NumberAt {
  readonly pack: PackOnDisk
  readonly layer: number
  readonly file: number
  readonly line: number
  readonly column: number
  readonly number: string
  readonly unit: string
}

const packs = [join(productPolicies, 'nation'), join(productPolicies, 'city')].flatMap((path) => packsAt(path))

/** What the pack itself and its province say; the nation's numbers are held by the nation's own cases. */
function numbersOf(pack: PackOnDisk): NumberAt[] {
  return pack.layers.flatMap(({ id, files }, layer) =>
    id === 'nation' && layer < pack.layers.length - 1
      ? []
      : files.flatMap((file, index) =>
          file.path.includes('/cases/')
            ? []
            : file.text.split('\n').flatMap((text, line) =>
                [...spoken(text).matchAll(/(\d+(?:\.\d+)?)(%|万元|元|个百分点)/g)].map((match) => ({
                  pack,
                  layer,
                  file: index,
                  line,
                  column: match.index,
                  number: match[1] ?? '',
                  unit: match[2] ?? '',
                })),
              ),
        ),
  )
}

/** The line without comment, note and title, at the same columns. */
const spoken = (line: string): string =>
  line
    .replace(/(^|\s)#.*/, (all) => ' '.repeat(all.length))
    .replace(/\b(note|title|clause): [^,}\]]*/g, (all) => ' '.repeat(all.length))

function changed(at: NumberAt): Layer[] {
  const value = Number(at.number)
  const other = at.unit === '万元' ? (value + 0.1).toFixed(1) : at.unit === '%' && value >= 100 ? value - 1 : value + 1
  return at.pack.layers.map((layer, l) => ({
    ...layer,
    files: layer.files.map((file, f) => {
      if (l !== at.layer || f !== at.file) return file
      const lines = file.text.split('\n')
      const line = lines[at.line] ?? ''
      lines[at.line] = `${line.slice(0, at.column)}${other}${line.slice(at.column + at.number.length)}`
      return { ...file, text: lines.join('\n') }
    }),
  }))
}

function casesOf(pack: PackOnDisk): PolicyCase[] {
  const own = new Set(pack.layers.at(-1)?.files.map((file) => file.path))
  return buildLibrary(pack.layers, sha256)
    .files.filter((file) => own.has(file.path))
    .flatMap((file) => (file.cases ? readCases(file.cases, new FaultList()) : []))
}

function isNoticed(at: NumberAt, cases: readonly PolicyCase[]): boolean {
  const { library } = buildLibrary(changed(at), sha256)
  if (!library) return true
  const book = new PlanBook(library)
  return cases.some((each) => runCase(book, each).differences.length > 0)
}

test('a number that is changed by one makes a case fail', (t) => {
  let tried = 0
  const unnoticed = packs.flatMap((pack) => {
    const cases = casesOf(pack)
    const numbers = numbersOf(pack).filter((_, index) => index % STRIDE === 0)
    tried += numbers.length
    return numbers
      .filter((at) => !isNoticed(at, cases))
      .map((at) => `${pack.layers[at.layer]?.files[at.file]?.path}:${at.line + 1} ${at.number}${at.unit}`)
  })
  assert.deepEqual(unnoticed, [])
  t.diagnostic(`${tried} numbers changed, one at a time`)
  assert.ok(tried >= 30, `only ${tried} numbers`)
})
