// The first page: who is insured, who treats, what was settled and who paid it. Every sum is one of settlements in effect.
import type { OverviewView } from '@yibao/contract/rest'
import { countPopulation } from '../../person/index.ts'
import type { Asker } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { levelTitle, OWN_TITLES, payers, payerTitle } from '../words.ts'
import { type EffectiveSums, effectiveSums, paidBy } from './store.ts'

/** Columns that a chart can show side by side. */
const DAYS_SHOWN = 31

export async function overviewView(parts: ConsoleParts, asker: Asker): Promise<OverviewView> {
  const { clock } = parts.platform
  const { population, sums } = await asker.read(async (reader) => ({
    population: await countPopulation(reader, clock.today()),
    sums: await effectiveSums(reader),
  }))
  const { persons, employee, resident } = population
  const days = sums.filter(({ day }) => day !== null)
  const byProvider = sums.filter(({ provider }) => provider !== null)
  const of = (field: SumField): number => added(byProvider, (row) => row[field])
  const [totalFen, fundFen] = [of('totalFen'), of('fundFen')]
  return {
    asOf: clock.now(),
    persons,
    enrolled: { employee, resident },
    providers: providersOf(parts, asker),
    settlements: of('settlements'),
    totalFen,
    fundFen,
    personFen: of('personFen'),
    byPayer: byPayer(byProvider),
    byDay: days
      .slice(-DAYS_SHOWN)
      .map((row) => ({ day: row.day!, settlements: row.settlements, fundFen: row.fundFen, totalFen: row.totalFen })),
    byLevel: byLevel(parts, byProvider),
    inScopeRatioBp: ratioBp(fundFen, of('inScopeFen')),
    actualRatioBp: ratioBp(fundFen, totalFen),
    demo: parts.demoProgress(),
  }
}

type SumField = 'settlements' | 'totalFen' | 'inScopeFen' | 'fundFen' | 'personFen' | 'cashFen'

const added = (rows: readonly EffectiveSums[], of: (row: EffectiveSums) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0)

const ratioBp = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 10_000))

/** Σ = Σ total. Whoever pays nothing is left out, but for the person. */
function byPayer(rows: readonly EffectiveSums[]): OverviewView['byPayer'] {
  const [personFen, cashFen] = [added(rows, (row) => row.personFen), added(rows, (row) => row.cashFen)]
  const paid = payers.map((payer) => ({
    payer,
    ...payerTitle(payer),
    paidFen: added(rows, (row) => paidBy(row, payer)),
  }))
  return [
    ...paid.filter(({ paidFen }) => paidFen !== 0),
    { payer: 'account', ...OWN_TITLES.account, paidFen: personFen - cashFen },
    { payer: 'cash', ...OWN_TITLES.cash, paidFen: cashFen },
  ]
}

/** Of the level that each provider has now; the highest first, pharmacies last. */
function byLevel({ desks }: ConsoleParts, rows: readonly EffectiveSums[]): OverviewView['byLevel'] {
  const levels = Map.groupBy(rows, ({ provider }) => desks.providers.find(provider!)?.level ?? '')
  return [...levels]
    .sort(([a], [b]) => rankOf(a).localeCompare(rankOf(b)))
    .map(([level, own]) => ({
      level,
      title: levelTitle(desks.policy.library, level),
      settlements: added(own, (row) => row.settlements),
      totalFen: added(own, (row) => row.totalFen),
      fundFen: added(own, (row) => row.fundFen),
    }))
}

/** level_3 before level_2 before level_1 before what has no number. */
const rankOf = (level: string): string => {
  const number = /(\d)/.exec(level)?.[1]
  return number === undefined ? `9 ${level}` : `${9 - Number(number)} ${level}`
}

function providersOf({ desks }: ConsoleParts, { principal }: Asker): OverviewView['providers'] {
  const own = desks.providers
    .all()
    .filter(({ code, area }) => area.startsWith(principal.area) && ['', code].includes(principal.provider))
  const hospitals = own.filter(({ kind }) => kind === 'hospital').length
  return { hospitals, pharmacies: own.length - hospitals }
}
