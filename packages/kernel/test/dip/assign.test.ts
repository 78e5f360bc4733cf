// Each step of the assignment with a case on either side of it, and what the explanation says about it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assignDip, dipExplanationText, explainDip, type MedicalRecord } from '@yibao/kernel'
import { compiledOf, type GroupCells, type Lists, recordOf } from './build.ts'

const STENT = '36.0700'
const IVUS = '00.2400'
const ANGIOGRAPHY = '88.5600'

const groups: readonly GroupCells[] = [
  { seq: 'XQ-1', layer: 'priority', pdx: '', main_proc: '96.7201+39.9500x007' },
  { seq: 'XQ-2', layer: 'priority', pdx: '', main_proc: '96.7201' },
  {
    seq: 'XQ-3',
    layer: 'priority',
    pdx: 'P07',
    age_days_max: '28',
    birth_weight_min: '1000',
    birth_weight_max: '1499',
  },
  { seq: 'BX-10', layer: 'merged', pdx: 'K35-K37', main_proc: '47.0100|47.0900' },
  { seq: 'BX-11', layer: 'merged', pdx: 'K35-K37', main_proc: '47.0100', related_proc: '54.5100' },
  { seq: 'FZ-20', layer: 'dx_aux', pdx: 'Z51.1', main_proc: '99.2503', other_dx: 'C00-C75' },
  { seq: 'FZ-21', layer: 'dx_aux', pdx: 'Z51.1', main_proc: '99.2503+99.2800x005', other_dx: 'C00-C75' },
  { seq: 'FZ-22', layer: 'dx_aux', pdx: 'A17', resistant: 'yes' },
  { seq: 'FZ-23', layer: 'dx_aux', pdx: 'A17', resistant: 'no' },
  { seq: 'JC-30', layer: 'basic', pdx: 'I21.0' },
  { seq: 'JC-31', layer: 'basic', pdx: 'I21.0', main_proc: STENT, avg_cost: '28033' },
  { seq: 'JC-32', layer: 'basic', pdx: 'I21.0', main_proc: STENT, related_proc: IVUS, avg_cost: '44003' },
  { seq: 'JC-33', layer: 'basic', pdx: 'I21.0', main_proc: STENT, related_proc: `${IVUS}+00.4500`, avg_cost: '50000' },
  { seq: 'JC-34', layer: 'basic', pdx: 'I21.0', main_proc: STENT, related_proc: '37.6100', avg_cost: '90000' },
  { seq: 'ZH-40', layer: 'mixed', pdx: 'I21', proc_class: '相关手术' },
  { seq: 'ZH-41', layer: 'mixed', pdx: 'I21', proc_class: '诊断性操作' },
  { seq: 'ZH-42', layer: 'mixed', pdx: 'I20-I25', proc_class: '保守治疗' },
]

const lists: Lists = {
  excludedDiagnoses: 'dx_code\nZ51.100\n',
  excludedProcedures: 'proc_code,rule,pdx_scope\n99.2900,conservative,\n88.5600,not_main,\n38.9300,limited,N17-N19\n',
  procedureClasses: 'proc_code,class\n36.0600,介入治疗\n88.5500,诊断性操作\n99.1000,治疗性操作\n',
}
const dip = compiledOf(groups, lists)
const seqOf = (dx: string, proc = '', rest: Partial<MedicalRecord> = {}): string | undefined => {
  const { status, group } = assignDip(dip, recordOf(dx, proc, rest))
  return group?.seq ?? status
}

test('priority groups look at all procedures, the first by number wins, whatever the diagnosis', () => {
  assert.equal(seqOf('J96.000', '31.1x00|96.7201'), 'XQ-2')
  assert.equal(seqOf('I21.000', `${STENT}|96.7201|39.9500x007`), 'XQ-1')
  assert.equal(seqOf('J96.000', '96.7201|39.9500'), 'XQ-1', 'the bare code stands for its extension')
  assert.equal(seqOf('J96.000', '39.9500x007'), 'ungrouped')
})

test('a newborn by weight: bounds are inclusive, and what is unknown does not fit', () => {
  const of = (ageDays?: number, birthWeightG?: number) => seqOf('P07.100', '', { ageDays, birthWeightG })
  assert.equal(of(28, 1000), 'XQ-3')
  assert.equal(of(0, 1499), 'XQ-3')
  for (const [days, weight] of [
    [29, 1000],
    [28, 999],
    [28, 1500],
    [undefined, 1200],
    [3, undefined],
  ] as const)
    assert.equal(of(days, weight), 'ungrouped')
})

test('merged groups: similar procedures together, a related one only when it is there whole', () => {
  assert.equal(seqOf('K36.x00', '47.0900'), 'BX-10')
  assert.equal(seqOf('K35.900', '47.0100|54.5100'), 'BX-11')
  assert.equal(seqOf('K35.900', '47.0100|54.5900'), 'BX-10')
  assert.equal(seqOf('K38.000', '47.0100'), 'ungrouped')
})

test('a further diagnosis and combined procedures: the combination before the single one; one extension is not another', () => {
  assert.equal(seqOf('Z51.100x001|C34.901', '99.2503'), 'FZ-20')
  assert.equal(seqOf('Z51.100x001|C34.901', '99.2503|99.2800x005'), 'FZ-21')
  assert.equal(seqOf('Z51.100x001|C34.901', '99.2503|99.2800x006'), 'FZ-20')
  assert.equal(seqOf('Z51.100x001|C91.000', '99.2503'), 'ungrouped')
})

test('an excluded diagnosis means the whole code and nothing below it', () => {
  assert.equal(seqOf('Z51.100|C34.901', '99.2503'), 'excluded')
  assert.equal(seqOf('Z51.100x002|C34.901', '99.2503'), 'FZ-20')
})

test('resistance by an additional diagnosis', () => {
  assert.equal(seqOf('A17.000|U84.300'), 'FZ-22')
  assert.equal(seqOf('A17.000|U84.300x001'), 'FZ-22')
  assert.equal(seqOf('A17.000'), 'FZ-23')
})

test('basic groups: related procedures whole, then in part, then none', () => {
  assert.equal(seqOf('I21.000', STENT), 'JC-31')
  assert.equal(seqOf('I21.000', `${STENT}|${IVUS}`), 'JC-32')
  assert.equal(seqOf('I21.000', `${STENT}|${IVUS}|00.4500`), 'JC-33')
  assert.equal(seqOf('I21.000', `${STENT}|00.4500`), 'JC-33', 'half of the only group that names it')
  assert.equal(seqOf('I21.000', `${STENT}|${ANGIOGRAPHY}`), 'JC-31', 'another related procedure asks for nothing')
  assert.equal(seqOf('I21.000'), 'JC-30')
})

test('a tie is decided by the cost nearest to the average', () => {
  const of = (totalFen: number) => seqOf('I21.000', `${STENT}|${IVUS}|37.6100`, { totalFen: totalFen as never })
  assert.equal(of(6_700_149), 'JC-32')
  assert.equal(of(6_700_151), 'JC-34')
  const { decidedBy, rivals } = assignDip(dip, recordOf('I21.000', `${STENT}|${IVUS}|37.6100`))
  assert.equal(decidedBy, 'nearest_cost')
  assert.deepEqual(
    rivals.map(({ seq }) => seq),
    ['JC-34', 'JC-33', 'JC-31'],
  )
})

test('listed procedures: dropped, never main, or main only in a range', () => {
  assert.equal(seqOf('I21.000', '99.2900'), 'JC-30')
  assert.equal(seqOf('I21.000', `${ANGIOGRAPHY}|${STENT}`), 'JC-31')
  assert.equal(seqOf('I21.000', `${ANGIOGRAPHY}`), 'JC-30')
  assert.equal(seqOf('I21.000', `38.9300|${STENT}`), 'JC-31', 'outside its range it is not the main one')
})

test('mixed groups by class of the main procedure; an unknown class is conservative', () => {
  assert.equal(seqOf('I21.900', '36.0600'), 'ZH-40')
  assert.equal(seqOf('I21.900', '88.5500'), 'ZH-41')
  assert.equal(seqOf('I21.900'), 'ZH-42')
  assert.equal(seqOf('I21.900', '12.3456'), 'ZH-42')
  assert.equal(seqOf('I21.900', '99.1000'), 'ungrouped')
  assert.equal(seqOf('I25.100'), 'ZH-42')
})

test('nothing is guessed: no diagnosis is invalid, no group is ungrouped', () => {
  assert.equal(seqOf(''), 'invalid')
  assert.equal(seqOf('Q99.900'), 'ungrouped')
})

test('the explanation names the steps, the groups near by and what each lacked', () => {
  const text = dipExplanationText(explainDip(dip, recordOf('I21.900', `99.2900|36.0600`)))
  assert.equal(
    text,
    [
      'R1（目录 test 1）',
      '1. 主要诊断 I21.900；99.2900 按保守治疗，不计入；主要手术操作 36.0600',
      '2. 先期分组：没有这个诊断或操作的病种',
      '3. 并项规则：没有这个诊断或操作的病种',
      '4. 诊断辅助细分：没有这个诊断或操作的病种',
      '5. 基本规则：没有这个诊断或操作的病种',
      '6. 综合病种：符合 ZH-40',
      '   ✓ ZH-40 I21·相关手术',
      '   ✗ ZH-41 I21·诊断性操作：操作类别应为 诊断性操作，本例为 介入治疗',
      '   ✗ ZH-42 I20-I25·保守治疗：操作类别应为 保守治疗，本例为 介入治疗',
      '结果：入组成功：ZH-40 I21·相关手术（只有它符合）',
      '',
    ].join('\n'),
  )
  const lacking = dipExplanationText(explainDip(dip, recordOf('P07.100', '', { ageDays: 3 })))
  assert.match(lacking, /✗ XQ-3 P07：出生体重应在 1000–1499，本例为 未填\n/)
  assert.match(lacking, /结果：未入组/)
})
