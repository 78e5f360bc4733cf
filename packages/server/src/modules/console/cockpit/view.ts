// The cockpit: the blocks with their figures, counted by the indicators' own code over the lake that the platform keeps.
import type {
  CockpitChart,
  CockpitQuery,
  CockpitView,
  FigureDetail,
  FigureList,
  FigureListQuery,
  FigureQuery,
  FigureView,
  LakeView,
} from '@yibao/contract/rest'
import { accepted, type Day, type Outcome, refused } from '@yibao/kernel'
import { type IndicatorValue, LakeError, type Scope } from '@yibao/lake'
import { schemeTitle, settingTitle } from '../../policy/index.ts'
import type { Asker } from '../asker.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { levelTitle } from '../words.ts'
import { BLOCKS, type ChartPlan } from './blocks.ts'
import { flowsOf, hospitalsOf, isBound, pathOfRow, spreadsOf, stoppedOf } from './board.ts'
import { grainOf, scopeFor } from './scope.ts'

/** Of many providers the largest are shown; the table of the figure's own page has them all. */
const BARS_MAX = 12

export function cockpitView(parts: ConsoleParts, asker: Asker, query: CockpitQuery): Promise<Outcome<CockpitView>> {
  return counted(async () => {
    const asked = await askedOf(parts, asker, query)
    if (!asked.ok) return asked
    const { scope, head } = asked.value
    const ids = BLOCKS.flatMap(({ figures }) => figures)
    const values = new Map((await valuesOf(parts, asker, ids, scope)).map((each) => [each.id, each]))
    const blocks: CockpitView['blocks'] = []
    for (const { id, figures, charts } of BLOCKS) {
      const drawn: CockpitChart[] = []
      for (const plan of charts) drawn.push(await chartOf(parts, asker, plan, scope, BARS_MAX))
      const shown = figures.flatMap((figure) => values.get(figure) ?? [])
      blocks.push({ id, figures: shown, charts: drawn.filter(({ points }) => points.length > 0) })
    }
    const board = {
      ...{ flows: await flowsOf(parts, asker, scope), stopped: await stoppedOf(parts, asker, scope) },
      ...{ spreads: await spreadsOf(parts, asker, scope), hospitals: await hospitalsOf(parts, asker, scope) },
      hours: isBound(asker) ? [] : [...(await parts.lake.hours(scope))],
    }
    return accepted({ ...head, areas: areasOf(parts, asker, scope), blocks, ...board })
  })
}

export function figureList(parts: ConsoleParts, asker: Asker, query: FigureListQuery): Promise<Outcome<FigureList>> {
  return counted(async () => {
    const asked = await askedOf(parts, asker, query)
    if (!asked.ok) return asked
    const { scope, head } = asked.value
    const { indicators, documents } = parts.lake
    const all = [...indicators.values()]
    const wanted = all.filter(({ module }) => query.module === undefined || module === query.module)
    const values = await valuesOf(
      parts,
      asker,
      wanted.map(({ id }) => id),
      scope,
    )
    const figures = values.map((figure) => {
      const { module = '', demands = [] } = indicators.get(figure.id) ?? {}
      const named = demands.map(({ document, ...where }) => ({
        ...where,
        document: documents.get(document) ?? document,
      }))
      return { ...figure, module, demands: named }
    })
    const modules = [...new Set(all.map(({ module }) => module))].sort()
    return accepted({ ...head, areas: areasOf(parts, asker, scope), modules, figures })
  })
}

const GROUPS = ['time', 'county', 'scheme', 'level', 'setting', 'provider'] as const

export function figureDetail(
  parts: ConsoleParts,
  asker: Asker,
  id: string,
  query: FigureQuery,
): Promise<Outcome<FigureDetail>> {
  return counted(async () => {
    if (!parts.lake.indicators.has(id)) return refused('figure_unknown', { id })
    const asked = await askedOf(parts, asker, query)
    if (!asked.ok) return asked
    const { scope, head } = asked.value
    const [figure] = await valuesOf(parts, asker, [id], scope)
    const { page, size, offset } = pageOf(query)
    const part = query.of ?? 'numerator'
    const found = isBound(asker) ? [] : await parts.lake.rows(id, scope, part, { limit: size + 1, offset })
    const rows = found.slice(0, size)
    await asker.looked({ purpose: `指标 ${id}`, fields: 'amounts', shown: rows.length })
    const charts: CockpitChart[] = []
    for (const by of GROUPS) charts.push(await chartOf(parts, asker, { indicator: id, by }, scope))
    return accepted({
      ...head,
      figure: figure!,
      hasDenominator: parts.lake.indicators.get(id)?.formula?.kind === 'ratio',
      charts: charts.filter(({ points }) => points.length > 0),
      columns: Object.keys(rows[0] ?? {}),
      rows: rows.map((row) => ({
        cells: Object.entries(row).map(([column, cell]) => cellText(parts, column, String(cell ?? ''))),
        path: pathOfRow(row, asker),
      })),
      ...{ page, size, hasNext: found.length > size },
    })
  })
}

/** Institutions and areas by their names. */
function cellText({ desks }: ConsoleParts, column: string, cell: string): string {
  if (column === 'provider') return desks.providers.find(cell)?.name ?? cell
  return column === 'county' || column === 'provider_county' ? desks.city.areaName(cell) : cell
}

/** A lake that cannot be read gives a sentence, never a number. */
async function counted<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof LakeError) return refused('lake_unreadable', { reason: error.message })
    throw error
  }
}

async function askedOf({ lake, platform }: ConsoleParts, asker: Asker, query: CockpitQuery) {
  const view = await lakeNow({ lake })
  const lastOn = (view.at.slice(0, 10) || platform.clock.today()) as Day
  const scope = scopeFor(query, asker, lastOn)
  if (!scope.ok) return scope
  const { period, area = '' } = scope.value
  const head = { asOf: view.at || platform.clock.now(), ...period, area, lake: view }
  return accepted({ scope: scope.value, head })
}

/** How far the history is: figures are of this moment. */
export async function lakeNow({ lake }: Pick<ConsoleParts, 'lake'>): Promise<LakeView> {
  const status = await lake.keeper?.status()
  return {
    batch: status?.batch ?? 0,
    at: status?.at ?? '',
    waiting: status?.lag.operations ?? 0,
    lagSeconds: status?.lag.seconds ?? 0,
    parked: status?.parked ?? 0,
    broken: (status?.fault ?? '') !== '',
  }
}

async function valuesOf(
  { lake }: ConsoleParts,
  asker: Asker,
  ids: readonly string[],
  scope: Scope,
): Promise<FigureView[]> {
  const values = await lake.values(ids, isBound(asker) ? { ...scope, area: NOWHERE } : scope)
  const shown = values.map((value) => figureView(lake, value))
  return isBound(asker) ? shown.map(ofNobody) : shown
}

/** The figures are of areas; an account that is bound to an institution has none of them. */
const NOWHERE = '-'
const ofNobody = (figure: FigureView): FigureView => ({
  ...figure,
  ...{ value: null, numerator: null, denominator: null, waitsFor: '全区指标，机构账号不显示' },
  waitsForEn: 'figures of the area, which accounts of institutions do not see',
})

function figureView({ indicators, documents }: ConsoleParts['lake'], value: IndicatorValue): FigureView {
  const demands = indicators.get(value.id)?.demands ?? []
  return {
    id: value.id,
    title: value.title,
    titleEn: value.titleEn,
    unit: value.unit,
    value: value.value ?? null,
    numerator: value.numerator ?? null,
    denominator: value.denominator ?? null,
    definition: value.definition,
    version: value.version,
    sources: [...new Set(demands.map(({ document }) => documents.get(document) ?? document))],
    waitsFor: value.waitsFor ?? null,
    waitsForEn: 'waitsForEn' in value && typeof value.waitsForEn === 'string' ? value.waitsForEn : null,
  }
}

async function chartOf(
  parts: ConsoleParts,
  asker: Asker,
  { indicator, by }: ChartPlan,
  scope: Scope,
  most = Number.POSITIVE_INFINITY,
): Promise<CockpitChart> {
  const { lake } = parts
  const each = lake.indicators.get(indicator)!
  const shown = by === 'time' ? grainOf(scope) : by
  const head = { indicator, title: each.title, titleEn: each.titleEn, unit: each.unit, by: shown }
  if (isBound(asker)) return { ...head, points: [] }
  const groups = (await lake.groups(indicator, scope, shown)).filter(({ value }) => value !== undefined)
  const points = (RANKED.has(by) ? groups.toSorted((a, b) => exactly(b) - exactly(a)) : groups)
    .slice(0, by === 'provider' ? most : undefined)
    .map(({ value = null, ...group }) => ({ ...group, value, ...titlesOf(parts, by, group.key) }))
  return { ...head, points }
}

/** Not as rounded: small cities have many figures of 0.00. */
const exactly = (group: { readonly numerator: string; readonly denominator: string }): number =>
  Number(group.numerator) / Number(group.denominator)

/** The largest first; days and levels keep their own order. */
const RANKED = new Set<ChartPlan['by']>(['county', 'provider', 'setting'])

/** Institutions are called by their own names. */
function titlesOf(
  parts: ConsoleParts,
  by: ChartPlan['by'],
  key: string,
): { readonly title: string; readonly titleEn: string } {
  const title = titleOf(parts, by, key)
  return { title, titleEn: by === 'county' ? parts.desks.city.areaNameEn(key) : title }
}

function titleOf({ desks }: ConsoleParts, by: ChartPlan['by'], key: string): string {
  const { library } = desks.policy
  switch (by) {
    case 'time':
      return key
    case 'county':
      return desks.city.areaName(key)
    case 'scheme':
      return schemeTitle(key)
    case 'level':
      return levelTitle(library, key)
    case 'setting':
      return settingTitle(key)
    case 'provider':
      return desks.providers.find(key)?.name ?? key
  }
}

const CITY_DIGITS = 4

/** Counties that the asker may look at by themselves: those of the providers and of the scope. */
function areasOf({ desks }: ConsoleParts, { principal }: Asker, scope: Scope): CockpitView['areas'] {
  const codes = new Set([...desks.providers.all().map(({ area }) => area), ...(scope.area ? [scope.area] : [])])
  return (
    [...codes]
      // Care elsewhere has providers elsewhere; only the own counties are offered.
      .filter((code) => code.startsWith(principal.area) && code.startsWith(desks.poolingArea.slice(0, CITY_DIGITS)))
      .sort()
      .map((code) => ({ code, name: desks.city.areaName(code), nameEn: desks.city.areaNameEn(code) }))
  )
}
