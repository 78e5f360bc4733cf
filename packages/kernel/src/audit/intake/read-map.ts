// Reads a column map: every wrong word with its file and line, what was found and what is allowed.
import type { FaultList } from '../../policy/text/faults.ts'
import { locate, type MapNode, type Place, shown, type TextNode } from '../../policy/text/located.ts'
import { nearest } from '../../policy/text/shape.ts'
import { fieldOf, INTAKE_TABLES, type IntakeField, NEEDED, NEEDED_SOMEWHERE, tableNames } from './fields.ts'
import { type ColumnMap, fieldsTold, type MappedColumn, type MappedFile, type MoneyUnit } from './map.ts'

const UNITS: readonly MoneyUnit[] = ['yuan', 'fen']
const ENCODINGS = ['utf-8', 'gb18030'] as const
const FILE_KEYS = ['table', 'match', 'encoding', 'delimiter', 'columns']
const COLUMN_KEYS = ['column', 'value', 'words', 'format', 'separator', 'unit']

export function readColumnMap(file: string, text: string, faults: FaultList): ColumnMap | undefined {
  const root = locate(file, text, faults)
  if (!root) return undefined
  if (root.kind !== 'map') {
    faults.add(root.at, 'wrong_value', shown(root), 'a map with the keys money and files')
    return undefined
  }
  knownKeys(root, ['money', 'files'], faults)
  const money = wordOf(root, 'money', UNITS, faults) ?? 'yuan'
  const list = root.entries.get('files')
  if (list?.kind !== 'list' || list.items.length === 0) {
    faults.add(list?.at ?? root.at, 'missing_key', shown(list), 'files: a list of at least one file')
    return undefined
  }
  const map = { files: list.items.flatMap((node) => readFile(node, money, faults) ?? []) }
  if (!faults.refuses) checkWhole(map, root.at, faults)
  return faults.refuses ? undefined : map
}

function knownKeys(node: MapNode, allowed: readonly string[], faults: FaultList): void {
  for (const [key, at] of node.keys)
    if (!allowed.includes(key)) faults.add(at, 'unknown_key', key, `${hint(key, allowed)}one of ${allowed.join(', ')}`)
}

const hint = (word: string, allowed: readonly string[]): string => {
  const near = nearest(word, [...allowed])
  return near ? `${near}? ` : ''
}

function wordOf<T extends string>(node: MapNode, key: string, allowed: readonly T[], faults: FaultList): T | undefined {
  const found = node.entries.get(key)
  if (!found) return undefined
  const word = allowed.find((each) => found.kind === 'scalar' && each === found.text)
  if (!word) faults.add(found.at, 'wrong_value', shown(found), `one of ${allowed.join(', ')}`)
  return word
}

function textOf(node: MapNode, key: string, faults: FaultList): string | undefined {
  const found = node.entries.get(key)
  if (!found) return undefined
  if (found.kind === 'scalar' && found.text !== '') return found.text
  faults.add(found.at, 'wrong_value', shown(found), 'text')
  return undefined
}

function readFile(node: TextNode, money: MoneyUnit, faults: FaultList): MappedFile | undefined {
  if (node.kind !== 'map') {
    faults.add(node.at, 'wrong_value', shown(node), `a map with ${FILE_KEYS.join(', ')}`)
    return undefined
  }
  knownKeys(node, FILE_KEYS, faults)
  const table = wordOf(node, 'table', tableNames, faults)
  if (!table) {
    if (!node.entries.has('table'))
      faults.add(node.at, 'missing_key', 'no table', `table: one of ${tableNames.join(', ')}`)
    return undefined
  }
  const columns = node.entries.get('columns')
  if (columns?.kind !== 'map') {
    faults.add(columns?.at ?? node.at, 'missing_key', shown(columns), 'columns: our field, then the title in the file')
    return undefined
  }
  const [match, delimiter] = [textOf(node, 'match', faults), textOf(node, 'delimiter', faults)]
  const read = [...columns.entries].flatMap(([name, each]) => {
    const field = fieldOf(table, name)
    const at = columns.keys.get(name) ?? each.at
    if (field) return readColumn(field, each, at, money, faults) ?? []
    const names = (INTAKE_TABLES[table] ?? []).map((known) => known.name)
    faults.add(at, 'unknown_field', name, `${hint(name, names)}a field of ${table}: ${names.join(', ')}`)
    return []
  })
  for (const name of NEEDED[table] ?? [])
    if (!read.some(({ field }) => field.name === name) && !columns.entries.has(name))
      faults.add(
        columns.at,
        'missing_key',
        `no ${name}`,
        `${name} (${fieldOf(table, name)?.zh}): a row without it says nothing`,
      )
  return {
    ...{ table, columns: read, at: node.at, encoding: wordOf(node, 'encoding', ENCODINGS, faults) ?? 'utf-8' },
    ...(match !== undefined && { match }),
    ...(delimiter !== undefined && { delimiter: delimiter === '\\t' ? '\t' : delimiter }),
  }
}

function readColumn(
  field: IntakeField,
  node: TextNode,
  at: Place,
  money: MoneyUnit,
  faults: FaultList,
): MappedColumn | undefined {
  const plain = { field, at, words: new Map<string, string>(), formats: [], separator: '|', unit: money }
  if (node.kind === 'scalar' && node.text !== '' && node.value !== null) return { ...plain, column: node.text }
  if (node.kind !== 'map') {
    faults.add(node.at, 'wrong_value', shown(node), `the title of a column, or a map with ${COLUMN_KEYS.join(', ')}`)
    return undefined
  }
  knownKeys(node, COLUMN_KEYS, faults)
  const [column, value] = [textOf(node, 'column', faults), textOf(node, 'value', faults)]
  if (column === undefined && value === undefined)
    faults.add(
      node.at,
      'missing_key',
      'neither column nor value',
      'column: a title of the file, or value: the same for every row',
    )
  const words = wordsOf(field, node, faults)
  if (value !== undefined && field.choices && !field.choices.includes(value))
    faults.add(node.entries.get('value')?.at ?? at, 'wrong_value', value, `one of ${field.choices.join(', ')}`)
  return {
    ...{ ...plain, words, formats: formatsOf(field, node, faults) },
    separator: textOf(node, 'separator', faults) ?? '|',
    unit: wordOf(node, 'unit', UNITS, faults) ?? money,
    ...(column !== undefined && { column }),
    ...(value !== undefined && { value }),
  }
}

function wordsOf(field: IntakeField, node: MapNode, faults: FaultList): Map<string, string> {
  const found = node.entries.get('words')
  const words = new Map<string, string>()
  if (!found) return words
  if (found.kind !== 'map') faults.add(found.at, 'wrong_value', shown(found), 'a map: the word of the file, then ours')
  else {
    const allowed = field.type === 'flag' ? ['true', 'false'] : field.choices
    for (const [word, to] of found.entries) {
      if (to.kind !== 'scalar' || (allowed && !allowed.includes(to.text)))
        faults.add(to.at, 'wrong_value', shown(to), allowed ? `one of ${allowed.join(', ')}` : 'a word')
      else words.set(word, to.text)
    }
  }
  return words
}

/** YYYY-MM-DD HH:mm:ss as people write a form of days → the engine's signs. */
const SIGNS: readonly (readonly [string, string])[] = [
  ['YYYY', '%Y'],
  ['MM', '%m'],
  ['DD', '%d'],
  ['HH', '%H'],
  ['mm', '%M'],
  ['ss', '%S'],
]

function formatsOf(field: IntakeField, node: MapNode, faults: FaultList): string[] {
  const found = node.entries.get('format')
  if (!found) return []
  if (field.type !== 'day' && field.type !== 'moment') {
    faults.add(found.at, 'wrong_value', `a format for ${field.name}`, 'a format only for days and moments')
    return []
  }
  const items = found.kind === 'list' ? found.items : [found]
  return items.flatMap((item) => {
    const said = item.kind === 'scalar' ? item.text : ''
    if (said.includes('YYYY') && said.includes('MM') && said.includes('DD') && !said.includes('%'))
      return [SIGNS.reduce((text, [sign, engine]) => text.replace(sign, engine), said)]
    faults.add(item.at, 'wrong_value', shown(item), 'a form such as YYYY-MM-DD HH:mm:ss or YYYY年MM月DD日')
    return []
  })
}

function checkWhole(map: ColumnMap, at: Place, faults: FaultList): void {
  if (!map.files.some(({ table }) => table === 'lines'))
    faults.add(at, 'missing_key', 'no file with table: lines', 'a file of fee lines: without them nothing is audited')
  const told = fieldsTold(map)
  for (const name of NEEDED_SOMEWHERE)
    if (!told.has(name))
      faults.add(
        at,
        'missing_key',
        `no ${name} in any file`,
        `${name} (${fieldOf('visits', name)?.zh}) in the lines or the visits`,
      )
}
