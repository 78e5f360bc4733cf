// The tables a scheme may have: names of codes, maps from clinical codes, grey codes, weights.
import type { Scheme, Weight } from './scheme.ts'
import type { Row, Tables } from './table.ts'

type Optional = Pick<
  Scheme,
  'diagnosisNames' | 'procedureNames' | 'diagnosisMap' | 'procedureMap' | 'greyDiagnoses' | 'greyProcedures' | 'weights'
>

export function readOptionalTables(tables: Tables): Optional {
  const rows = (name: string): readonly Row[] => tables.get(name)?.rows ?? []
  const grey = new Map([
    ['dx', new Set<string>()],
    ['proc', new Set<string>()],
  ])
  for (const row of rows('grey-codes.csv')) grey.get(row.choice('kind', ['dx', 'proc']))?.add(row.filled('code'))
  return {
    diagnosisNames: pairs(rows('dx-codes.csv'), 'dx_code', 'name'),
    procedureNames: pairs(rows('proc-codes.csv'), 'proc_code', 'name'),
    diagnosisMap: pairs(rows('dx-map.csv'), 'from_code', 'to_code'),
    procedureMap: pairs(rows('proc-map.csv'), 'from_code', 'to_code'),
    greyDiagnoses: grey.get('dx') ?? new Set(),
    greyProcedures: grey.get('proc') ?? new Set(),
    weights: new Map(rows('weights.csv').flatMap((row) => weightOf(row))),
  }
}

function pairs(rows: readonly Row[], from: string, to: string): Map<string, string> {
  const result = new Map<string, string>()
  for (const row of rows) {
    const key = row.filled(from)
    if (result.has(key)) row.fault(from, '编码重复(written twice)')
    const value = row.text(to)
    if (value.trim() === '') row.fault(to, '此列必填(must be filled)')
    if (value !== value.trim()) row.fault(to, '前后的空格已忽略(blanks around it are ignored)', value, true)
    result.set(key, value.trim())
  }
  return result
}

/** A weight with up to eight decimals; an empty cell says that the city published none. */
function weightOf(row: Row): [string, Weight][] {
  const text = row.text('rw')
  const [, whole = '', decimals = ''] = /^(\d{1,5})(?:\.(\d{1,8}))?$/.exec(text) ?? []
  if (text !== '' && whole === '') {
    row.fault('rw', '应为权重，最多八位小数，如 1.2345(a weight with up to eight decimals)')
    return []
  }
  const weightE8 = text === '' ? undefined : Number(whole) * 100_000_000 + Number(decimals.padEnd(8, '0'))
  return [[row.filled('drg'), { weightE8, groupType: row.text('group_type') }]]
}
