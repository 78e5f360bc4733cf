// Beside the figures: the way of the money, what was stopped lately, and the page on which a record is shown.
import type { CockpitView, HospitalPointView, MoneyFlowView } from '@yibao/contract/rest'
import { type Fen, PAYERS, type Payer } from '@yibao/kernel'
import type { Scope } from '@yibao/lake'
import { may } from '../../../platform/index.ts'
import type { Asker } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { fundTitle, levelTitle, payerTitle, type Title } from '../words.ts'

const STOPPED_MAX = 12

/** An account of an institution: the figures are of areas. */
export const isBound = ({ principal }: Asker): boolean => principal.provider !== ''

export async function flowsOf({ lake, desks }: ConsoleParts, asker: Asker, scope: Scope): Promise<MoneyFlowView[]> {
  if (isBound(asker)) return []
  const { library } = desks.policy
  const flows = await lake.flows(scope)
  return flows.map(({ payer, fund, level, fen }) => ({
    payer: { id: payer, ...payerName(payer) },
    fund: { id: fund, ...fundTitle(fund === '' ? 'outside' : fund) },
    level: { id: level, ...levelName(level, levelTitle(library, level)) },
    fen,
  }))
}

const isPayer = (text: string): text is Payer => PAYERS.some((payer) => payer === text)
const payerName = (payer: string): Title => (isPayer(payer) ? payerTitle(payer) : { title: payer, titleEn: payer })

const LEVELS_EN: Readonly<Record<string, string>> = {
  ...{ level_1: 'Level 1 and below', level_2: 'Level 2', level_3: 'Level 3', pharmacy: 'Pharmacies' },
}
const levelName = (level: string, title: string): Title => ({ title, titleEn: LEVELS_EN[level] ?? title })

export async function stoppedOf(
  { lake, desks }: ConsoleParts,
  asker: Asker,
  scope: Scope,
): Promise<CockpitView['stopped']> {
  if (isBound(asker)) return []
  const opens = may(asker.principal, 'audit_case:read')
  const found = await lake.stopped(scope, STOPPED_MAX)
  return found.map(({ id, on, kind, rule, word, provider, fen }) => {
    const card = desks.auditCases.ruleOf(rule)
    return {
      ...{ id, on, kind, rule, word, fen, title: card?.title.zh ?? rule, titleEn: card?.title.en ?? rule },
      provider: desks.providers.find(provider)?.name ?? provider,
      path: kind === 'finding' && opens ? `/audit/cases/${id}` : '',
    }
  })
}

/** More boxes would be too thin to read. */
const SPREADS_MAX = 12

export async function spreadsOf(
  { lake, desks }: ConsoleParts,
  asker: Asker,
  scope: Scope,
): Promise<CockpitView['spreads']> {
  if (isBound(asker)) return { by: 'level', groups: [] }
  const { by, spreads } = await lake.spreads(scope, SPREADS_MAX)
  const { library } = desks.policy
  return {
    by,
    groups: spreads.map(({ leastFen, q1Fen, medianFen, q3Fen, mostFen, ...each }) => ({
      ...each,
      ...(by === 'level' ? levelName(each.key, levelTitle(library, each.key)) : { title: each.key, titleEn: each.key }),
      ...{ leastFen: leastFen as Fen, q1Fen: q1Fen as Fen, medianFen: medianFen as Fen },
      ...{ q3Fen: q3Fen as Fen, mostFen: mostFen as Fen },
    })),
  }
}

export async function hospitalsOf(
  { lake, desks }: ConsoleParts,
  asker: Asker,
  scope: Scope,
): Promise<HospitalPointView[]> {
  if (isBound(asker)) return []
  const { library } = desks.policy
  return (await lake.hospitals(scope)).map(({ provider, level, stays, totalFen, days, dueFen, bookedFen }) => ({
    ...{ provider, title: desks.providers.find(provider)?.name ?? provider, stays },
    level: levelName(level, levelTitle(library, level)),
    meanFen: Math.round(totalFen / stays) as Fen,
    meanDays: Math.round((days / stays) * 10) / 10,
    surplusFen: dueFen === undefined || bookedFen === undefined ? null : ((dueFen - bookedFen) as Fen),
  }))
}

/** The page of the record, for those who may open it; what has no page of its own leads to its person or list. */
const PAGES: readonly (readonly [
  column: string,
  permission: Parameters<typeof may>[1],
  path: (id: string) => string,
])[] = [
  ['id', 'settlement:read', (id) => `/settlements/${id}`],
  ['journal_id', 'fund:read', (id) => `/journals/${id}`],
  ['clearing_id', 'clearing:read', (id) => `/clearings/${id}`],
  ['finding_id', 'audit_case:read', (id) => `/audit/cases/${id}`],
  ['warning_id', 'watch:read', () => '/fund-watch'],
  ['report_id', 'watch:read', () => '/fund-watch'],
  ['person_no', 'person:read', (id) => `/persons/${id}`],
]

export function pathOfRow(row: Readonly<Record<string, unknown>>, { principal }: Asker): string {
  for (const [column, permission, path] of PAGES) {
    const value = row[column]
    if (typeof value === 'string' && value !== '') return may(principal, permission) ? path(value) : ''
  }
  return ''
}
