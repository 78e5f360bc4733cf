// `scheme.yaml`: name, version and validity of a scheme. A scheme without it is read as it stands, under the name of its folder.
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml'
import { parseDay } from '../time/day.ts'
import type { Manifest } from './scheme.ts'
import type { SchemeFaults, SchemeFile } from './table.ts'

const KEYS = ['name', 'version', 'valid_from', 'valid_to', 'source', 'ambiguous', 'ambiguous_mdcs', 'assumed', 'note']

export const namelessManifest = (name: string): Manifest => ({ name, version: '', ambiguous: false, assumed: false })

export function readManifest(file: SchemeFile, faults: SchemeFaults): Manifest {
  const lines = new LineCounter()
  const document = parseDocument(file.text, { lineCounter: lines })
  const values = new Map<string, string | readonly string[]>()
  const fault = (offset: number, title: string, found: string, allowed: string): void => {
    const { line, col } = lines.linePos(offset)
    faults.add({ file: file.path, line: Math.max(1, line), column: col, title, found, allowed })
  }
  for (const error of document.errors) fault(error.pos[0], '', error.code, '应为 YAML(not valid YAML)')
  const pairs = isMap(document.contents) ? (document.contents.items as Pair<Node, Node>[]) : []
  for (const { key, value } of pairs) {
    const name = String(isScalar(key) ? key.value : key)
    if (!KEYS.includes(name)) fault(key.range?.[0] ?? 0, '', name, `应为 ${KEYS.join('、')} 之一(one of these)`)
    values.set(name, isSeq(value) ? value.items.map((each) => wordOf(each)) : wordOf(value))
    checkValue(name, values.get(name) ?? '', (found, allowed) => fault(value?.range?.[0] ?? 0, name, found, allowed))
  }
  for (const name of ['name', 'version', 'source'].filter((each) => !values.get(each)))
    fault(0, name, '', '此项必填(must be there)')
  return manifestOf(values)
}

const wordOf = (value: unknown): string => (isScalar(value) ? (value.source ?? String(value.value ?? '')) : '')

function checkValue(
  name: string,
  value: string | readonly string[],
  fault: (found: string, allowed: string) => void,
): void {
  const isList = typeof value !== 'string'
  if (isList !== (name === 'ambiguous_mdcs'))
    fault(String(value), isList ? '应为一个值(one value)' : '应为列表(a list)')
  if (isList) return
  if (/^valid_/.test(name) && !parseDay(value)) fault(value, '应为日期，如 2026-01-01(a day)')
  if (/^(ambiguous|assumed)$/.test(name) && !/^(true|false)$/.test(value)) fault(value, '应为 true 或 false')
}

function manifestOf(values: ReadonlyMap<string, string | readonly string[]>): Manifest {
  const text = (name: string): string | undefined => {
    const value = values.get(name)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const mdcs = values.get('ambiguous_mdcs')
  return {
    name: text('name') ?? '',
    version: text('version') ?? '',
    validFrom: text('valid_from'),
    validTo: text('valid_to'),
    source: text('source'),
    ambiguous: text('ambiguous') === 'true',
    ambiguousMdcs: typeof mdcs === 'string' ? undefined : mdcs,
    assumed: text('assumed') === 'true',
  }
}
