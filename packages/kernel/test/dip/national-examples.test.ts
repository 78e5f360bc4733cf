// The 47 example cases of the released DIP 3.0 scheme, where the folder with the national tables lies beside the repository. The rows
// of the national catalogue are not published as data: those that the examples need are written here from what each one says.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { assignDip, compileDip, parseDipTable } from '@yibao/kernel'
import { catalogueOf, type GroupCells, recordOf } from './build.ts'

const folder = fileURLToPath(new URL('../../../../../shared/standards/dip/', import.meta.url))
const isThere = existsSync(folder)

interface Example {
  readonly line: number
  readonly expected: string
  readonly pdx: string
  readonly main: string
  readonly related: string
  readonly other: string
  readonly ageDays?: number
  readonly birthWeightG?: number
}

function examples(): Example[] {
  const table = parseDipTable('examples', readFileSync(`${folder}grouping-examples-3.0.csv`, 'utf8'), [])
  return table.rows.map(({ line, cells }) => {
    const condition = (name: string): number | undefined => {
      const found = new RegExp(`${name}=(\\d+)`).exec(cells.conditions ?? '')?.[1]
      return found === undefined ? undefined : Number(found)
    }
    const [ageDays, birthWeightG] = [condition('age_days'), condition('birth_weight_g')]
    return {
      ...{ line, expected: cells.expected_seq ?? '', pdx: cells.pdx ?? '', main: cells.main_proc ?? '' },
      ...{ related: cells.related_proc ?? '', other: cells.other_dx ?? '' },
      ...(ageDays !== undefined && { ageDays }),
      ...(birthWeightG !== undefined && { birthWeightG }),
    }
  })
}

/** Bands of birth weight of the groups for newborns. */
const BANDS: Readonly<Record<string, [number, number]>> = {
  'XQ-16': [0, 999],
  'XQ-17': [1000, 1499],
  'XQ-18': [1500, 1999],
  'XQ-19': [2000, 2499],
}
/** Burnt area by the digit of T31 and T32. */
const AREAS = ['0', '12', '34', '56789']
const TUMOURS = ['C00-C75', 'C76-C80', 'C81-C86', 'C88', 'C90', 'C91-C95']
const TUBERCULOSIS = ['A15-A16', 'A17', 'A18', 'A19']

const covers = (range: string, code: string): boolean => {
  const [from = '', to = from] = range.split('-')
  return from <= code.slice(0, 3) && code.slice(0, 3) <= to
}

/** The row of the catalogue that an example shows, by the description of its layer. */
function groupOf({ expected, pdx, main, related, other }: Example): GroupCells {
  const codes = [main, related].filter(Boolean).join('+')
  const own = { seq: expected, main_proc: codes }
  const band = BANDS[expected]
  if (band)
    return {
      ...{ seq: expected, layer: 'priority', pdx: 'P07', age_days_max: '28' },
      ...{ birth_weight_min: String(band[0]), birth_weight_max: String(band[1]) },
    }
  if (expected.startsWith('XQ')) return { ...own, layer: 'priority' }
  if (expected.startsWith('BX')) return { ...own, layer: 'merged', pdx: pdx.slice(0, 5) }
  if (expected.startsWith('JC')) return { seq: expected, layer: 'basic', pdx: pdx.slice(0, 5) }
  if (pdx.startsWith('T')) {
    const digits = AREAS.find((area) => area.includes(other[4] ?? '')) ?? ''
    const cell = [...digits].flatMap((digit) => [`T31.${digit}`, `T32.${digit}`]).join('|')
    return { ...own, layer: 'dx_aux', pdx: pdx.slice(0, 5), other_dx: cell }
  }
  if (pdx.startsWith('Z51'))
    return {
      ...own,
      layer: 'dx_aux',
      pdx: pdx.slice(0, 5),
      other_dx: TUMOURS.find((each) => covers(each, other)) ?? '',
    }
  const resistant = other === 'U84.300' ? 'yes' : 'no'
  return { ...own, layer: 'dx_aux', pdx: TUBERCULOSIS.find((each) => covers(each, pdx)) ?? '', resistant }
}

function compiled() {
  const all = examples()
  const groups = new Map<string, GroupCells>()
  for (const each of all) {
    if (!/^(XQ|BX|FZ|JC)-/.test(each.expected) || groups.has(each.expected)) continue
    groups.set(each.expected, groupOf(each))
  }
  const outside = all.filter(({ expected }) => expected === 'none').map(({ pdx }) => pdx)
  const resistant = readFileSync(`${folder}tb-resistant-dx.csv`, 'utf8')
  return compileDip(
    catalogueOf([...groups.values()], {
      excludedDiagnoses: ['dx_code', ...outside].join('\n'),
      excludedProcedures: 'proc_code,rule\n00.2900x001,conservative\n00.3101,not_main\n99.2800,conservative\n',
      resistantDiagnoses: `${resistant.trim()}\nU84.300\n`,
    }),
  )
}

test('all examples of the released scheme fall where it says', { skip: !isThere }, () => {
  const all = examples()
  assert.equal(all.length, 47)
  const dip = compiled()
  const wrong = all.flatMap(({ line, expected, pdx, main, related, other, ...rest }) => {
    const dx = [pdx, other].filter(Boolean).join('|')
    const proc = [main, related].filter(Boolean).join('|')
    const found = assignDip(dip, recordOf(dx, proc, rest))
    const isRight =
      expected === 'none'
        ? found.status === 'excluded'
        : expected === 'not XQ'
          ? found.layer !== 'priority'
          : found.group?.seq === expected
    return isRight ? [] : [`line ${line}: ${expected}, found ${found.status} ${found.group?.seq ?? ''}`]
  })
  assert.deepEqual(wrong, [])
})
