// A catalogue read once into indexes: principal diagnosis → main procedure → groups, layer by layer.
import type { DipCatalogue, DipGroup, DipLayer } from './catalogue.ts'
import { DIP_LAYERS } from './catalogue.ts'
import { diagnosisPrefixes, lengthsOf } from './diagnosis-cell.ts'
import { bareCode, isExtension, procedureAlternatives } from './procedure-cell.ts'

export interface CompiledGroup {
  readonly group: DipGroup
  /** Place among all groups: layers in order, then numbers in order. */
  readonly order: number
  readonly pdx: ReadonlySet<string>
  readonly main: readonly string[][]
  readonly related: readonly string[][]
  readonly otherDx: ReadonlySet<string> | undefined
  readonly otherLengths: readonly number[]
  readonly classes: ReadonlySet<string>
  /** Age, weight, further diagnosis or resistance: something beside codes of diagnosis and procedure. */
  readonly hasConditions: boolean
}

export interface PdxEntry {
  readonly byMain: ReadonlyMap<string, readonly CompiledGroup[]>
  readonly withoutMain: readonly CompiledGroup[]
  readonly all: readonly CompiledGroup[]
}

export interface LayerIndex {
  readonly groups: readonly CompiledGroup[]
  readonly byPdx: ReadonlyMap<string, PdxEntry>
  /** Of the prefixes, longest first. */
  readonly lengths: readonly number[]
  /** Groups without regard to the principal diagnosis, by code of a procedure. */
  readonly byAnyProc: ReadonlyMap<string, readonly CompiledGroup[]>
}

export interface CompiledDip {
  readonly catalogue: DipCatalogue
  readonly layers: Readonly<Record<DipLayer, LayerIndex>>
  /** Lengths of procedure prefixes shorter than a whole code, such as 39.95. */
  readonly shortLengths: readonly number[]
  readonly limitedScopes: ReadonlyMap<
    string,
    { readonly prefixes: ReadonlySet<string>; readonly lengths: readonly number[] }
  >
  readonly bySeq: ReadonlyMap<string, CompiledGroup>
}

/** `relatedSurgery`: the mixed group of operations and interventions together. */
const RELATED_SURGERY = ['相关手术', '手术', '介入治疗']
const WHOLE_CODE = 7

export function compileDip(catalogue: DipCatalogue): CompiledDip {
  const groups = ordered(catalogue.groups).map(compileGroup)
  const layers = Object.fromEntries(
    DIP_LAYERS.map((layer) => [layer, indexOf(groups.filter(({ group }) => group.layer === layer))]),
  ) as Record<DipLayer, LayerIndex>
  const tokens = groups.flatMap(({ main }) => main.flat())
  return {
    catalogue,
    layers,
    shortLengths: lengthsOf(tokens.filter(({ length }) => length < WHOLE_CODE)),
    limitedScopes: scopesOf(catalogue),
    bySeq: new Map(groups.map((each) => [each.group.seq, each])),
  }
}

/** 先期 before 并项 …; inside a layer by the number in `seq`, then as in the file. */
function ordered(groups: readonly DipGroup[]): DipGroup[] {
  const numberOf = ({ seq }: DipGroup): number => Number(/(\d+)\D*$/.exec(seq)?.[1] ?? Number.MAX_SAFE_INTEGER)
  const layerOf = ({ layer }: DipGroup): number => DIP_LAYERS.indexOf(layer)
  return groups
    .map((group, at) => ({ group, at }))
    .sort((a, b) => layerOf(a.group) - layerOf(b.group) || numberOf(a.group) - numberOf(b.group) || a.at - b.at)
    .map(({ group }) => group)
}

function compileGroup(group: DipGroup, order: number): CompiledGroup {
  const otherDx = group.otherDx === '' ? undefined : new Set(cellOf(group, 'otherDx', diagnosisPrefixes(group.otherDx)))
  const { ageDays, ageYears, birthWeightG, resistant } = group
  const bounds = [ageDays, ageYears, birthWeightG].flatMap(({ min, max }) => [min, max])
  return {
    group,
    order,
    pdx: new Set(group.pdx === '' ? [] : cellOf(group, 'pdx', diagnosisPrefixes(group.pdx))),
    main: cellOf(group, 'mainProc', procedureAlternatives(group.mainProc)),
    related: cellOf(group, 'relatedProc', procedureAlternatives(group.relatedProc)),
    otherDx,
    otherLengths: otherDx ? lengthsOf(otherDx) : [],
    classes: new Set(group.procClass.split('|').flatMap((each) => (each === '相关手术' ? RELATED_SURGERY : [each]))),
    hasConditions: otherDx !== undefined || resistant !== undefined || bounds.some((bound) => bound !== undefined),
  }
}

function cellOf<T>(group: DipGroup, cell: string, value: T | undefined): T {
  if (value === undefined) throw new Error(`Group ${group.seq}: ${cell} was not checked when the catalogue was read`)
  return value
}

interface OpenEntry {
  readonly byMain: Map<string, CompiledGroup[]>
  readonly withoutMain: CompiledGroup[]
  readonly all: CompiledGroup[]
}

function indexOf(groups: readonly CompiledGroup[]): LayerIndex {
  const byPdx = new Map<string, OpenEntry>()
  const byAnyProc = new Map<string, CompiledGroup[]>()
  for (const each of groups) {
    if (each.pdx.size === 0) for (const key of mainKeys(each)) push(byAnyProc, key, each)
    for (const prefix of each.pdx) {
      const entry: OpenEntry = byPdx.get(prefix) ?? { byMain: new Map(), withoutMain: [], all: [] }
      byPdx.set(prefix, entry)
      entry.all.push(each)
      if (each.main.length === 0) entry.withoutMain.push(each)
      for (const key of mainKeys(each)) push(entry.byMain, key, each)
    }
  }
  return { groups, byPdx, lengths: lengthsOf(byPdx.keys()), byAnyProc }
}

/** Under its own code and, for an extension, under the bare code: a record may be coded with that. */
function mainKeys({ main }: CompiledGroup): Set<string> {
  return new Set(main.flat().flatMap((code) => (isExtension(code) ? [code, bareCode(code)] : [code])))
}

function push(map: Map<string, CompiledGroup[]>, key: string, group: CompiledGroup): void {
  const list = map.get(key)
  if (list) list.push(group)
  else map.set(key, [group])
}

function scopesOf(catalogue: DipCatalogue): CompiledDip['limitedScopes'] {
  const limited = [...catalogue.excludedProcedures.values()].filter(({ rule }) => rule === 'limited')
  return new Map(
    limited.map(({ code, pdxScope }) => {
      const prefixes = new Set(diagnosisPrefixes(pdxScope))
      return [code, { prefixes, lengths: lengthsOf(prefixes) }]
    }),
  )
}
