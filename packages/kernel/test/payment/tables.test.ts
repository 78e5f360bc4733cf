// Tables are read or refused cell by cell, with file, line and column; a grouper's output can be joined.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DIP_STATUS_TEXT, FaultList, faultText, payment as pay } from '@yibao/kernel'
import fc from 'fast-check'

const HEAD = 'record_id,provider,scheme,admitted_on,discharged_on,cost,fund'
const read = (text: string) => {
  const faults = new FaultList()
  const cases = pay.readCaseTable('c.csv', text, faults)
  return { cases, faults: faults.faults.map(faultText) }
}

test('the least a case needs; what is left out follows', () => {
  const { cases, faults } = read(`\ufeff${HEAD}\r\nC1,h1,employee,2025-03-01,2025-03-09,1000.00,600.00\r\n`)
  assert.deepEqual(faults, [])
  const [each] = cases
  assert.deepEqual(
    [each?.days, each?.settledOn, each?.patientFen, each?.setting, each?.status],
    [8, '2025-03-09', 40_000, 'inpatient', 'grouped'],
  )
})

const wrong: readonly [string, string, RegExp][] = [
  [
    'a column that is missing',
    'record_id,provider,scheme,admitted_on,discharged_on,cost\n',
    /c\.csv:1 missing_column: .*expected fund/,
  ],
  ['a misspelt column', `${HEAD},patiant\n`, /c\.csv:1 unknown_column: found patiant; expected patient\?/],
  ['a column twice', `${HEAD},total_cost\n`, /column_twice/],
  [
    'a day that does not exist',
    `${HEAD}\nC1,h1,employee,2025-02-29,2025-03-09,1000.00,600.00\n`,
    /c\.csv:2 wrong_cell: found admitted_on 2025-02-29/,
  ],
  ['money that is none', `${HEAD}\nC1,h1,employee,2025-03-01,2025-03-09,1e3,600.00\n`, /found cost 1e3/],
  ['an empty cell that is needed', `${HEAD}\nC1,h1,,2025-03-01,2025-03-09,1000,600\n`, /scheme 空/],
  [
    'a case twice',
    `${HEAD}\nC1,h1,employee,2025-03-01,2025-03-09,1,0\nC1,h1,employee,2025-03-01,2025-03-09,1,0\n`,
    /c\.csv:3 twice: found id C1，第 2 行已有/,
  ],
  [
    'a discharge before the admission',
    `${HEAD}\nC1,h1,employee,2025-03-09,2025-03-01,1,0\n`,
    /discharged_on 2025-03-01/,
  ],
  ['a short row', `${HEAD}\nC1,h1\n`, /c\.csv:2 wrong_row: found 2/],
  [
    'payers that do not add up',
    `${HEAD},patient\nC1,h1,employee,2025-03-01,2025-03-09,1000,600,399.99\n`,
    /sum_of_payers: found cost 1000\.00，fund \+ patient \+ other 999\.99/,
  ],
  ['more fund than cost', `${HEAD}\nC1,h1,employee,2025-03-01,2025-03-09,1000,1000.01\n`, /sum_of_payers/],
  [
    'an unknown status',
    `${HEAD},status\nC1,h1,employee,2025-03-01,2025-03-09,1000,600,ok\n`,
    /status ok; expected grouped/,
  ],
]
for (const [what, text, message] of wrong)
  test(`refused: ${what}`, () => assert.match(read(text).faults.join('\n'), message))

test('the line is told across quoted line ends', () => {
  const text = `${HEAD},department\nC1,h1,employee,2025-03-01,2025-03-09,1,0,"内科\n""一""区,东"\nC2,h1,employee,2025-03-01,2025-03-09,x,0,外科\n`
  const { cases, faults } = read(text)
  assert.equal(cases[0]?.department, '内科\n"一"区,东')
  assert.match(faults[0] ?? '', /c\.csv:4 wrong_cell: found cost x/)
})

test('whatever is written with quotes is read back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '医') })
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }), (rows) => {
      const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\r\n')
      assert.deepEqual(
        [...pay.csvRows(text)].map(({ cells }) => cells),
        rows,
      )
    }),
    { numRuns: 2000 },
  )
})

test('group results are joined by case, with the words of groupers', () => {
  const faults = new FaultList()
  const { cases } = read(
    `${HEAD}\nC1,h1,employee,2025-03-01,2025-03-09,1,0\nC2,h1,employee,2025-03-01,2025-03-09,1,0\n`,
  )
  const results = pay.readGroupResults(
    'g.csv',
    'record_id,status,mdc,adrg,drg\nC1,分组成功,MDCE,ES2,ES23\nC2,歧义病案,,,\n',
    faults,
  )
  const joined = pay.withGroups(cases, results)
  assert.deepEqual(
    joined.map(({ group, status }) => [group, status]),
    [
      ['ES23', 'grouped'],
      ['', 'ambiguous'],
    ],
  )
})

test('the output of both groupers is understood, whatever became of the record', () => {
  for (const text of Object.values(DIP_STATUS_TEXT)) assert.ok(Object.hasOwn(pay.STATUS_WORDS, text), text)
  const faults = new FaultList()
  const text = 'record_id,status,layer,seq,dip_code,type,score,decided_by\nC1,入组成功,core,JC-106,X,,88.5,\n'
  const found = pay.readGroupResults('g.csv', text, faults).get('C1')
  assert.deepEqual(
    [faults.faults, found?.group, found?.status, found?.weight],
    [[], 'JC-106', 'grouped', { n: 885n, d: 10n }],
  )
})

test('side tables: weights by level, providers, heads, money', () => {
  const faults = new FaultList()
  const weights = pay.readWeights(
    'w.csv',
    'group,weight,coefficient_level_3,average_cost\nA,0.62,1.1,9000.00\n',
    faults,
  )
  assert.equal(weights.get('A')?.coefficients.get('level_3')?.n, 11n)
  assert.equal(weights.get('A')?.averageFen.get(''), 900_000)
  const heads = pay.readHeads(
    'h.csv',
    'provider,scheme,class,persons,person_months\nh1,resident,general,10,\nh1,resident,chronic,,7\n',
    faults,
  )
  assert.deepEqual(
    heads.map(({ personMonths }) => personMonths),
    [120, 7],
  )
  assert.deepEqual(faults.faults, [])
  pay.readProviders('p.csv', 'provider,score\nh1,101\nh1,50\n', faults)
  pay.readMoney(
    'm.csv',
    'provider,month,kind,amount\nh1,2025-13,deduction,1\nh1,2025-01,gift,1\nh1,2025-01,deduction,-1\n',
    faults,
  )
  assert.deepEqual(
    faults.faults.map(({ file, line, code }) => `${file}:${line} ${code}`),
    ['p.csv:2 wrong_cell', 'p.csv:3 twice', 'm.csv:2 wrong_cell', 'm.csv:3 wrong_cell', 'm.csv:4 wrong_cell'],
  )
})
