// A malformed catalogue names file, row and column, what was found and what is allowed; nothing of it is used.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogueText, type GroupCells, type Lists, readText } from './build.ts'

const good: GroupCells = {
  seq: 'JC-1',
  layer: 'basic',
  pdx: 'I21.0',
  score: '1141.2234',
  avg_cost: '9940.00',
  cv: '0.61',
  tcm: '是',
}

const faultsOf = (groups: readonly GroupCells[], lists?: Lists): string[] =>
  readText(catalogueText(groups), lists).faults.map(
    ({ file, line, column, found }) => `${file}:${line} ${column} ${found}`,
  )

test('numbers keep their decimals as integers', () => {
  const { catalogue, faults } = readText(catalogueText([good]))
  assert.deepEqual(faults, [])
  const [group] = catalogue.groups
  assert.deepEqual(
    [group?.scoreE4, group?.avgCostFen, group?.cvE4, group?.tcm, group?.basicLevel, group?.type, group?.dipCode],
    [11_412_234, 994_000, 6_100, true, false, 'core', 'JC-1'],
  )
  assert.deepEqual([...catalogue.resistantDiagnoses], ['U84.300'])
})

test('each kind of fault has its place', () => {
  const cases: readonly [GroupCells, string][] = [
    [{ layer: 'base' }, 'layer base'],
    [{ seq: '' }, 'seq '],
    [{ pdx: 'I2' }, 'pdx I2'],
    [{ pdx: 'I25-I21' }, 'pdx I25-I21'],
    [{ pdx: '' }, 'pdx '],
    [{ main_proc: '36.07;36.06' }, 'main_proc 36.07;36.06'],
    [{ related_proc: '36.0700+' }, 'related_proc 36.0700+'],
    [{ other_dx: 'C00–C75' }, 'other_dx C00–C75'],
    [{ score: '1,141' }, 'score 1,141'],
    [{ score: '1.12345' }, 'score 1.12345'],
    [{ case_count: '1.5' }, 'case_count 1.5'],
    [{ tcm: 'maybe' }, 'tcm maybe'],
    [{ birth_weight_min: '2', birth_weight_max: '1' }, 'birth_weight_max 1'],
    [{ proc_class: '手术' }, 'proc_class 手术'],
    [{ layer: 'mixed', proc_class: '大手术' }, 'proc_class 大手术'],
    [{ layer: 'mixed' }, 'proc_class '],
    [{ layer: 'mixed', proc_class: '手术', main_proc: '36.0700' }, 'main_proc 36.0700'],
    [{ layer: 'priority', pdx: '' }, 'main_proc '],
    [{ valid_from: '2026-13-01' }, 'valid_from 2026-13-01'],
    [{ type: 'other' }, 'type other'],
  ]
  for (const [cells, expected] of cases)
    assert.deepEqual(faultsOf([{ ...good, ...cells }]), [`catalogue.csv:2 ${expected}`])
})

test('a number twice, groups that no case tells apart, and two versions in one file', () => {
  assert.deepEqual(faultsOf([good, { ...good, pdx: 'I21.1' }]), ['catalogue.csv:3 seq JC-1'])
  assert.deepEqual(faultsOf([good, { ...good, seq: 'JC-2' }]), ['catalogue.csv:3 pdx I21.0 '])
  assert.deepEqual(faultsOf([good, { ...good, seq: 'JC-2', pdx: 'I21.1', version: '2' }]), [
    'catalogue.csv:3 version 2',
  ])
})

test('missing, unknown and repeated columns; an empty catalogue; rows of another width', () => {
  const columns = (text: string): string[] => readText(text).faults.map(({ line, column }) => `${line} ${column}`)
  assert.deepEqual(columns('catalogue_id,version,seq,layer,pdx,pdxname\n'), ['1 pdxname'])
  assert.deepEqual(columns('catalogue_id,version,seq,pdx\n'), ['1 layer'])
  assert.deepEqual(columns('catalogue_id,version,seq,layer,pdx,pdx\n'), ['1 pdx'])
  assert.deepEqual(columns('catalogue_id,version,seq,layer,pdx\n'), ['1 seq'])
})

test('the other lists are checked as well', () => {
  const lists: Lists = {
    excludedDiagnoses: 'code\nZ51.100\n',
    excludedProcedures: 'proc_code,rule,pdx_scope\n38.9300,limited,\n88.5600,not_main,I21\n99.2900,drop,\n',
    procedureClasses: 'proc_code,class,level\n36.0700,支架,\n36.0600,手术,5\n88.5500,,\n',
  }
  assert.deepEqual(faultsOf([good], lists), [
    'excluded-diagnoses.csv:1 dx_code code',
    'excluded-diagnoses.csv:2 dx_code ',
    'excluded-procedures.csv:2 pdx_scope ',
    'excluded-procedures.csv:3 pdx_scope I21',
    'excluded-procedures.csv:4 rule drop',
    'procedure-classes.csv:2 class 支架',
    'procedure-classes.csv:3 level 5',
  ])
})
