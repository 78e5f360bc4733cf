// The indexed assignment gives the group that the plain walk over all groups gives, on random catalogues and records built from few codes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assignDip, compileDip, DIP_LAYERS, type DipGroup, type MedicalRecord, type TieRule } from '@yibao/kernel'
import fc from 'fast-check'
import { catalogueText, type GroupCells, readText, recordOf } from './build.ts'
import { judged } from './judge.ts'

const PDX = [
  'A15.000',
  'A15.000x010',
  'A16.200',
  'A17.000',
  'I21.000',
  'I21.100',
  'I21.100x003',
  'I63.900',
  'P07.000',
  'T20.200',
]
const OTHERS = ['U84.300', 'T31.000', 'T31.200', 'C34.901', 'C78.000', 'I10.x00', 'I50.900']
const PROCS = [
  '36.0600',
  '36.0700',
  '36.0700x004',
  '36.0701',
  '88.5500',
  '99.2800',
  '99.2800x005',
  '99.2800x006',
  '33.6x00',
  '33.6x00x001',
]
const CELLS_DX = [
  'A15-A16',
  'A15',
  'A15.0',
  'A17|I21.0',
  'I21',
  'I21.1',
  'I21.100',
  'I21.0-I21.1',
  'I63',
  'P07',
  'T20.2',
  'A00-T99',
]
const CELLS_PROC = [
  ...PROCS,
  '36.06|36.07',
  '36.0600+88.5500',
  '36.0700|99.2800x005+99.2800x006',
  '99.28',
  '33.6',
  '88.5500|33.6x00',
]
const CLASSES = ['手术', '介入治疗', '相关手术', '诊断性操作', '保守治疗', '手术4级', '治疗性操作|诊断性操作']

const maybe = <T>(value: fc.Arbitrary<T>, weight = 1): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight, arbitrary: value }, { weight: 2, arbitrary: fc.constant(undefined) })

const group: fc.Arbitrary<GroupCells> = fc
  .record({
    layer: fc.constantFrom(...DIP_LAYERS),
    pdx: fc.constantFrom(...CELLS_DX),
    open: fc.boolean(),
    main: maybe(fc.constantFrom(...CELLS_PROC), 3),
    related: maybe(fc.constantFrom(...CELLS_PROC)),
    other: maybe(fc.constantFrom('T31.0|T31.2', 'C00-C75', 'I10'), 0),
    days: maybe(fc.constantFrom('0', '28'), 0),
    weight: maybe(fc.constantFrom(['0', '999'], ['1000', '1499']), 0),
    resistant: maybe(fc.constantFrom('yes', 'no'), 0),
    procClass: fc.constantFrom(...CLASSES),
    avg: maybe(fc.constantFrom('9000', '10000', '11000')),
    score: maybe(fc.constantFrom('1', '2')),
  })
  .map(({ layer, pdx, open, main, related, other, days, weight, resistant, procClass, avg, score }): GroupCells => {
    const isMixed = layer === 'mixed'
    return {
      ...{ layer, pdx: layer === 'priority' && open && main !== undefined ? '' : pdx },
      ...(isMixed ? { proc_class: procClass } : { main_proc: main ?? '', related_proc: related ?? '' }),
      ...{ other_dx: other ?? '', age_days_max: days ?? '', resistant: resistant ?? '' },
      ...{
        birth_weight_min: weight?.[0] ?? '',
        birth_weight_max: weight?.[1] ?? '',
        avg_cost: avg ?? '',
        score: score ?? '',
      },
    }
  })

const catalogue = fc.record({
  groups: fc.array(group, { minLength: 1, maxLength: 30 }),
  ties: fc.constantFrom<TieRule[]>(
    [],
    ['nearest_cost'],
    ['highest_score'],
    ['lowest_score', 'nearest_cost'],
    ['order'],
  ),
  excluded: fc.subarray(['A16.200', 'I63.900']),
  rules: fc.array(
    fc.tuple(fc.constantFrom(...PROCS), fc.constantFrom('conservative,', 'not_main,', 'limited,A15-A19|I21.0')),
    { maxLength: 3 },
  ),
})

const record: fc.Arbitrary<MedicalRecord> = fc
  .record({
    pdx: fc.constantFrom(...PDX),
    others: fc.array(fc.constantFrom(...OTHERS, ...PDX), { maxLength: 3 }),
    procs: fc.array(fc.constantFrom(...PROCS), { maxLength: 4 }),
    ageDays: maybe(fc.constantFrom(0, 28, 29)),
    birthWeightG: maybe(fc.constantFrom(999, 1000, 1499, 1500)),
    totalFen: maybe(fc.constantFrom(900_000, 950_000, 1_000_000, 1_090_000)),
  })
  .map(({ pdx, others, procs, ...rest }) =>
    recordOf([pdx, ...others].join('|'), procs.join('|'), rest as Partial<MedicalRecord>),
  )

test('the indexed assignment equals the plain one', () => {
  let grouped = 0
  const layers = new Map<string, number>()
  fc.assert(
    fc.property(
      catalogue,
      fc.array(record, { minLength: 20, maxLength: 20 }),
      ({ groups, ties, excluded, rules }, records) => {
        const rows = groups.map((cells, at): GroupCells => ({ seq: `G-${(at * 7) % 31}`, ...cells }))
        const { catalogue: own } = readText(catalogueText(rows), {
          excludedDiagnoses: ['dx_code', ...excluded].join('\n'),
          excludedProcedures: ['proc_code,rule,pdx_scope', ...rules.map((rule) => rule.join(','))].join('\n'),
          procedureClasses:
            'proc_code,class,level\n36.0600,介入治疗,\n36.0700,介入治疗,4\n88.5500,诊断性操作,\n33.6x00,手术,4\n99.2800,治疗性操作,',
          ties,
        })
        const compiled = compileDip(own)
        for (const each of records) {
          const found = assignDip(compiled, each)
          const text = found.status === 'excluded' ? 'none' : (found.group?.seq ?? '')
          assert.equal(text, judged(own, each), JSON.stringify(each))
          if (found.group) {
            grouped += 1
            layers.set(found.group.layer, (layers.get(found.group.layer) ?? 0) + 1)
          }
        }
      },
    ),
    { numRuns: 600 },
  )
  assert.ok(grouped > 2_000, `${grouped} were grouped`)
  for (const layer of DIP_LAYERS) assert.ok((layers.get(layer) ?? 0) > 120, `${layer}: ${layers.get(layer)}`)
})

test('the order of the rows in the file does not matter where numbers differ', () => {
  const shuffled = fc
    .array(group, { minLength: 2, maxLength: 20 })
    .chain((groups) =>
      fc.tuple(fc.constant(groups), fc.shuffledSubarray([...groups.keys()], { minLength: groups.length })),
    )
  fc.assert(
    fc.property(shuffled, record, ([groups, order], each) => {
      const rows = groups.map((cells, at): GroupCells => ({ seq: `G-${at + 1}`, ...cells }))
      const seqOf = (own: readonly GroupCells[]): DipGroup['seq'] | undefined =>
        assignDip(compileDip(readText(catalogueText(own)).catalogue), each).group?.seq
      assert.equal(seqOf(order.map((at) => rows[at]!)), seqOf(rows))
    }),
    { numRuns: 200 },
  )
})
