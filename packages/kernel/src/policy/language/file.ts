// Reads one policy file: its pack, sources, vocabulary, parameters, classifications, tiers, plans and cases.
import type { Allowance, Classification, Pack, Parameter, Plan, Source, Tier, Waiting } from '../model.ts'
import { GRADES } from '../slot.ts'
import type { FaultList } from '../text/faults.ts'
import { locate, type MapNode, shown, type TextNode } from '../text/located.ts'
import {
  list,
  mapOf,
  object,
  oneOf,
  optional,
  refuseUnknownKeys,
  required,
  type Shape,
  type TypeOf,
  text,
} from '../text/shape.ts'
import { readAllowance, readWaiting } from './beside-the-bill.ts'
import { readClassification } from './classification.ts'
import { expression } from './expression.ts'
import { readPlan } from './plan.ts'
import { type Defaults, readDefaults, readSlot } from './slot.ts'
import { readTier } from './tier.ts'

export interface PolicyFile {
  readonly path: string
  readonly title: string
  readonly pack?: Pack
  readonly inherits?: readonly string[]
  readonly sources: readonly Source[]
  readonly levels: ReadonlyMap<string, string>
  readonly categories: ReadonlyMap<string, string>
  readonly parameters: readonly Parameter[]
  readonly classifications: readonly Classification[]
  readonly tiers: readonly Tier[]
  readonly plans: readonly Plan[]
  readonly allowances: readonly Allowance[]
  readonly waiting: readonly Waiting[]
  /** Cases are read by cases.ts; here they only pass by. */
  readonly cases?: TextNode
}

export const TOP_KEYS = [
  'title',
  'pack',
  'inherits',
  'defaults',
  'sources',
  'vocabulary',
  'parameters',
  'classifications',
  'tiers',
  'plans',
  'allowances',
  'waiting',
  'cases',
] as const

export const packShape = object({
  id: required(text(/^[a-z][a-z0-9-]*$/, 'a pack id such as nation'), '政策包'),
  title: required(text(), '名称'),
  title_en: optional(text(), 'English name'),
  area: optional(text(/^\d{6}$/, 'six digits'), '医保区划'),
})

export const sourceShape = object({
  title: required(text(), '文件名'),
  issuer: optional(text(), '发文机关'),
  number: optional(text(), '文号'),
  date: optional(text(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'a date'), '日期'),
  url: optional(text(), '网址'),
  grade: optional(oneOf(GRADES), '来源等级'),
})

const vocabularyShape = object({
  levels: optional(mapOf(text() as Shape<string & object>), '医疗机构等级'),
  categories: optional(mapOf(text() as Shape<string & object>), '人员类别'),
})

/** Reads a file of the given layer (0 = outermost inherited pack). Faults go to the list. */
export function readPolicyFile(path: string, source: string, layer: number, faults: FaultList): PolicyFile | undefined {
  const root = locate(path, source, faults)
  if (!root) return undefined
  if (root.kind !== 'map') {
    faults.add(root.at, 'wrong_value', shown(root), `a policy file with ${TOP_KEYS.join(', ')}`)
    return undefined
  }
  refuseUnknownKeys(root, TOP_KEYS, faults)
  const defaultsNode = root.entries.get('defaults')
  const defaults: Defaults = defaultsNode?.kind === 'map' ? readDefaults(defaultsNode, faults) : {}
  const child = <T>(key: string, shape: Shape<T>): T | undefined => {
    const node = root.entries.get(key)
    return node && shape.read(node, faults)
  }
  const each = <T>(key: string, read: (id: string, node: TextNode) => T | undefined): T[] =>
    entriesOf(root, key, faults).flatMap(([id, node]) => read(id, node) ?? [])
  const vocabulary = child('vocabulary', vocabularyShape)
  const [pack, inherits] = [child('pack', packShape), child('inherits', list(text(), 0))]
  return {
    path,
    title: child('title', text()) ?? pack?.title ?? '',
    ...(pack && { pack: packOf(pack) }),
    ...(inherits && { inherits }),
    sources: each('sources', (id, node) => {
      const read = sourceShape.read(node, faults)
      return read && { id, ...read }
    }),
    levels: (vocabulary?.levels as ReadonlyMap<string, string> | undefined) ?? new Map(),
    categories: (vocabulary?.categories as ReadonlyMap<string, string> | undefined) ?? new Map(),
    parameters: each('parameters', (id, node) => readParameter(id, node, defaults, layer, faults)),
    classifications: each('classifications', (id, node) => readClassification(id, node, defaults, layer, faults)),
    tiers: each('tiers', (id, node) => readTier(id, node, defaults, layer, faults)),
    plans: each('plans', (id, node) => readPlan(id, node, defaults, layer, faults)),
    allowances: each('allowances', (id, node) => readAllowance(id, node, defaults, layer, faults)),
    waiting: each('waiting', (id, node) => readWaiting(id, node, defaults, layer, faults)),
    ...(root.entries.has('cases') && { cases: root.entries.get('cases') as TextNode }),
  }
}

/** As in tiers and plans, the file says title_en. */
const packOf = ({ title_en: titleEn, ...pack }: TypeOf<typeof packShape>): Pack => ({
  ...pack,
  ...(titleEn && { titleEn }),
})

function entriesOf(root: MapNode, key: string, faults: FaultList): [string, TextNode][] {
  const node = root.entries.get(key)
  if (!node) return []
  if (node.kind !== 'map') {
    faults.add(node.at, 'wrong_value', shown(node), `${key}: a map from ids`)
    return []
  }
  for (const id of node.entries.keys()) {
    if (!/^[a-z][a-z0-9_.-]*$/i.test(id))
      faults.add(node.keys.get(id) ?? node.at, 'wrong_name', id, 'letters, digits, _ - .')
  }
  return [...node.entries]
}

function readParameter(
  id: string,
  node: TextNode,
  defaults: Defaults,
  layer: number,
  faults: FaultList,
): Parameter | undefined {
  if (node.kind !== 'map') {
    faults.add(node.at, 'wrong_value', shown(node), 'a parameter: title, unit, value')
    return undefined
  }
  refuseUnknownKeys(node, ['title', 'unit', 'value'], faults)
  const unitNode = node.entries.get('unit')
  const unit = unitNode ? oneOf(['money', 'rate', 'count']).read(unitNode, faults) : 'money'
  const valueNode = node.entries.get('value')
  if (!valueNode || !unit) {
    faults.add(node.at, 'missing_key', 'a parameter without value', 'value')
    return undefined
  }
  const title = node.entries.get('title')
  return {
    id,
    at: node.at,
    unit,
    title: title?.kind === 'scalar' ? title.text : id,
    value: readSlot(valueNode, expression(unit), defaults, layer, faults),
  }
}
