// Builds a library from layers of files: the outermost inherited pack first, an overlay last.
import { checkLibrary } from './check/check.ts'
import { type PolicyFile, readPolicyFile } from './language/file.ts'
import { Library, type LibraryContent } from './library.ts'
import type { Allowance, Classification, Parameter, Plan, Source, Tier, Waiting } from './model.ts'
import { type Fault, FaultList } from './text/faults.ts'

export interface SourceText {
  /** As it should show in messages, for example policies/city/x/inpatient.yaml. */
  readonly path: string
  readonly text: string
}

export interface Layer {
  readonly id: string
  readonly files: readonly SourceText[]
}

export interface Built {
  /** Absent when any fault refuses the policy: a policy is used whole or not at all. */
  readonly library?: Library
  readonly faults: readonly Fault[]
  readonly files: readonly PolicyFile[]
}

/** `hash` is given by the shell, which owns cryptography: it names the content in every settlement's policy version. */
export function buildLibrary(layers: readonly Layer[], hash: (text: string) => string): Built {
  const faults = new FaultList()
  const files: PolicyFile[] = []
  const merged = emptyContent()
  layers.forEach((layer, depth) => {
    const own = layer.files.flatMap((file) => readPolicyFile(file.path, file.text, depth, faults) ?? [])
    files.push(...own)
    mergeLayer(merged, own, faults)
  })
  checkLibrary(merged, faults)
  const text = layers.flatMap((layer) => layer.files.map((file) => `${file.path}\n${file.text}`)).join('\n')
  const version = `${layers.map((layer) => layer.id).at(-1) ?? 'policy'}#${hash(text).slice(0, 12)}`
  return { ...(!faults.refuses && { library: new Library(merged, version) }), faults: faults.faults, files }
}

type Content = {
  -readonly [K in keyof LibraryContent]: LibraryContent[K]
} & {
  packs: NonNullable<PolicyFile['pack']>[]
  sources: Map<string, Source>
  vocabulary: { levels: Map<string, string>; categories: Map<string, string> }
  parameters: Map<string, Parameter>
  classifications: Map<string, Classification>
  tiers: Map<string, Tier>
  plans: Map<string, Plan>
  allowances: Map<string, Allowance>
  waiting: Map<string, Waiting>
}

function emptyContent(): Content {
  return {
    packs: [],
    sources: new Map(),
    vocabulary: { levels: new Map(), categories: new Map() },
    parameters: new Map(),
    classifications: new Map(),
    tiers: new Map(),
    plans: new Map(),
    allowances: new Map(),
    waiting: new Map(),
  }
}

function mergeLayer(content: Content, files: readonly PolicyFile[], faults: FaultList): void {
  for (const file of files) {
    if (file.pack) content.packs.push(file.pack)
    for (const [id, title] of file.levels) content.vocabulary.levels.set(id, title)
    for (const [id, title] of file.categories) content.vocabulary.categories.set(id, title)
  }
  const all = <K extends Merged>(key: K) => files.flatMap((file) => file[key] as PolicyFile[K][number][])
  merge(content.sources, all('sources'), 'source', (_, upper) => upper, faults)
  merge(content.parameters, all('parameters'), 'parameter', joinParameters, faults)
  merge(content.classifications, all('classifications'), 'classification', overlay, faults)
  merge(content.tiers, all('tiers'), 'tier', overlay, faults)
  merge(content.plans, all('plans'), 'plan', overlay, faults)
  merge(content.allowances, all('allowances'), 'allowance', overlay, faults)
  merge(content.waiting, all('waiting'), 'waiting period', overlay, faults)
}

/** What a layer defines by id. */
type Merged = 'sources' | 'parameters' | 'classifications' | 'tiers' | 'plans' | 'allowances' | 'waiting'

const joinParameters = (lower: Parameter, upper: Parameter): Parameter => ({
  ...lower,
  ...upper,
  value: [...lower.value, ...upper.value],
})

/** Puts a layer's definitions over those below; within one layer an id is defined once. */
function merge<T extends { id: string; at: Tier['at'] }>(
  map: Map<string, T>,
  items: readonly T[],
  what: string,
  combine: (lower: T, upper: T) => T,
  faults: FaultList,
): void {
  const seen = new Map<string, T>()
  for (const item of items) {
    const twin = seen.get(item.id)
    if (twin) {
      const found = `${what} ${item.id}, also at ${twin.at.file}:${twin.at.line}`
      faults.add(item.at, 'duplicate_id', found, 'one definition a layer')
    }
    seen.set(item.id, item)
    const lower = map.get(item.id)
    map.set(item.id, lower && !twin ? combine(lower, item) : item)
  }
}

/** Slots are joined (the higher layer's entries win while in force); of everything else the upper value holds if given. */
function overlay<T extends object>(lower: T, upper: T): T {
  const result = { ...lower } as Record<string, unknown>
  for (const [key, value] of Object.entries(upper)) {
    const below = (lower as Record<string, unknown>)[key]
    const isSlot = Array.isArray(value) && Array.isArray(below) && [...value, ...below].every(isEntry)
    if (isSlot) result[key] = [...below, ...value]
    else if (value !== '' && value !== undefined && !(key === 'given' && value === false)) result[key] = value
  }
  return result as unknown as T
}

const isEntry = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'layer' in value && 'from' in value
