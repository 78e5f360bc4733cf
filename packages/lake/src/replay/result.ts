// The result of a replay: differences by group, who gains and who loses, sample bills explained under both policies.
import { FUNDS, type Fund, PAYERS, type Payer } from '@yibao/kernel'
import { contentHash, type Manifest } from '../history/manifest.ts'
import type { BucketResult } from './bucket.ts'
import { type Deviation, mergeDeviations } from './deviations.ts'
import { type ExplainedSample, explainSamples, namesOf } from './explained.ts'
import { AT, DIMENSIONS, type Dimension, FUND_A, FUND_B, STEPS } from './groups.ts'
import { libraryOf, policyHash, RESULT_FORMAT, type ReplayAsk } from './options.ts'
import { LOSS_REASONS, type LossReason } from './reasons.ts'
import { mergeChosen, middleOf } from './samples.ts'
import { addSums, type LossCounts, type StepCounts, type Sums } from './tally.ts'

/** All money in fen. A: the policy as it is. B: with the reform. Differences are B − A. */
export interface GroupRow {
  readonly value: string
  readonly claims: number
  readonly persons: number
  readonly totalFen: number
  readonly fundAFen: number
  readonly fundBFen: number
  readonly fundDifferenceFen: number
  readonly personAFen: number
  readonly personBFen: number
  readonly personDifferenceFen: number
  readonly accountAFen: number
  readonly accountBFen: number
  readonly gainedClaims: number
  readonly lostClaims: number
  /** Claims that the reform rules by another text. */
  readonly reformedClaims: number
  /** Funds that pay anything under either policy. */
  readonly funds: Readonly<Partial<Record<Fund, PaidRow>>>
}

export interface PaidRow {
  readonly claims?: number
  readonly aFen: number
  readonly bFen: number
  readonly differenceFen: number
}

export interface StepRow {
  readonly fromFen: number
  readonly count: number
  readonly fen: number
}

export interface Winners {
  readonly gained: number
  readonly gainedFen: number
  readonly lost: number
  readonly lostFen: number
  readonly gainSteps: readonly StepRow[]
  readonly lossSteps: readonly StepRow[]
}

/** One month of the reform: `monthsInForce` counts the months in which it ruled anything, `SoFar` adds up from the first. */
export interface EffectRow {
  readonly month: string
  readonly monthsInForce: number
  readonly claims: number
  readonly reformedClaims: number
  readonly fundDifferenceFen: number
  readonly personDifferenceFen: number
  readonly fundSoFarFen: number
  readonly personSoFarFen: number
}

export interface ReplayResult {
  readonly format: number
  readonly runId: string
  readonly lake: { readonly policy: string; readonly area: string; readonly hash: string; readonly claims: number }
  readonly base: { readonly version: string; readonly hash: string }
  readonly reformed: { readonly version: string; readonly hash: string }
  readonly months: { readonly first: string; readonly last: string }
  readonly claims: number
  readonly counted: number
  readonly withLines: number
  /** Claims that the policy as it is does not give as they were settled. */
  readonly deviations: {
    readonly count: number
    readonly refused: number
    readonly byReason: Readonly<Record<string, number>>
    readonly first: readonly (Deviation & { readonly id: string; readonly policyVersion: string })[]
  }
  readonly refusedByReform: Readonly<Record<string, number>>
  readonly newlyCovered: { readonly claims: number; readonly fen: number }
  readonly newlyUncovered: { readonly claims: number; readonly fen: number }
  readonly total: GroupRow
  readonly groups: { readonly [K in Exclude<Dimension, 'all'>]: readonly GroupRow[] }
  readonly funds: Readonly<Partial<Record<Fund, PaidRow>>>
  readonly payers: Readonly<Partial<Record<Payer, PaidRow>>>
  readonly byClaim: Winners
  readonly byPerson: Winners
  /** Why claims are heavier. */
  readonly lossReasons: Readonly<Partial<Record<LossReason, { readonly claims: number; readonly fen: number }>>>
  /** The months in which the reform ruled any claim by another text: its effect as it comes in. */
  readonly inForce: readonly EffectRow[]
  /** Values not established for the city that took part under either policy. */
  readonly assumed: readonly string[]
  readonly samples: readonly ExplainedSample[]
}

export async function resultOf(
  ask: ReplayAsk,
  manifest: Manifest,
  runId: string,
  parts: readonly BucketResult[],
): Promise<ReplayResult> {
  const [first, ...others] = parts.map(({ sums }) => sums)
  if (!first) throw new Error('A lake has at least one bucket')
  for (const sums of others) addSums(first, sums)
  const [base, reformed] = [libraryOf(ask.base), libraryOf(ask.reformed)]
  const merged = mergeDeviations(parts.map(({ deviations }) => deviations))
  const chosen = mergeChosen(
    parts.map((part) => part.chosen),
    ask.samples,
  )
  const months = manifest.slices.map(({ month }) => month)
  const shown = { gain: chosen.gains, loss: chosen.losses, middle: middleOf(chosen, ask.samples) }
  const groups = groupsOf(first)
  const sum = (pick: (part: BucketResult) => number): number => parts.reduce((total, part) => total + pick(part), 0)
  return {
    format: RESULT_FORMAT,
    runId,
    lake: {
      policy: manifest.policy,
      area: manifest.area,
      hash: contentHash(manifest),
      claims: manifest.claims,
    },
    base: { version: base.version, hash: policyHash(ask.base) },
    reformed: { version: reformed.version, hash: policyHash(ask.reformed) },
    months: { first: larger(months[0], ask.from), last: smaller(months.at(-1), ask.to) },
    claims: sum(({ claims }) => claims),
    counted: sum(({ counted }) => counted),
    withLines: sum(({ withLines }) => withLines),
    deviations: { ...merged, first: await namesOf(ask.folder, manifest, merged.first) },
    refusedByReform: countsOf(parts.map(({ refusedByReform }) => refusedByReform)),
    newlyCovered: { claims: first.newlyCovered[0], fen: first.newlyCovered[1] },
    newlyUncovered: { claims: first.newlyUncovered[0], fen: first.newlyUncovered[1] },
    total: groupRow('all', first.groups.all.all ?? []),
    groups,
    funds: paidRows(FUNDS, (name) => first.funds[name]),
    payers: paidRows(PAYERS, (name) => first.payers[name]),
    byClaim: winnersOf(first.gainedClaims, first.lostClaims),
    byPerson: winnersOf(first.gainedPersons, first.lostPersons),
    lossReasons: lossesOf(first.lossReasons),
    inForce: effectRows(groups.month),
    assumed: [...new Set(parts.flatMap((part) => part.assumed))].sort(),
    samples: await explainSamples(ask.folder, manifest, base, reformed, shown),
  }
}

const larger = (a = '', b = ''): string => (a > b ? a : b)
const smaller = (a = '', b = '9999-99'): string => (a < b ? a : b)

function countsOf(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const each of all)
    for (const [name, count] of Object.entries(each)) counts.set(name, (counts.get(name) ?? 0) + count)
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function groupsOf(sums: Sums): ReplayResult['groups'] {
  const rows = (name: Dimension): [string, readonly GroupRow[]] => [
    name,
    Object.entries(sums.groups[name])
      .sort(([a], [b]) => (name === 'age' ? Number.parseInt(a, 10) - Number.parseInt(b, 10) : a < b ? -1 : 1))
      .map(([value, row]) => groupRow(value, row)),
  ]
  return Object.fromEntries(DIMENSIONS.slice(1).map(rows)) as unknown as ReplayResult['groups']
}

function groupRow(value: string, row: readonly number[]): GroupRow {
  const at = (name: keyof typeof AT): number => row[AT[name]] ?? 0
  return {
    value,
    claims: at('claims'),
    persons: at('persons'),
    totalFen: at('totalFen'),
    fundAFen: at('fundA'),
    fundBFen: at('fundB'),
    fundDifferenceFen: at('fundB') - at('fundA'),
    personAFen: at('personA'),
    personBFen: at('personB'),
    personDifferenceFen: at('personB') - at('personA'),
    accountAFen: at('accountA'),
    accountBFen: at('accountB'),
    gainedClaims: at('gained'),
    lostClaims: at('lost'),
    reformedClaims: at('reformed'),
    funds: paidRows(FUNDS, (_, place) => [undefined, row[FUND_A + place] ?? 0, row[FUND_B + place] ?? 0]),
  }
}

function paidRows<Name extends string>(
  names: readonly Name[],
  of: (name: Name, place: number) => readonly [claims: number | undefined, a: number, b: number],
): Partial<Record<Name, PaidRow>> {
  const entries = names.flatMap((name, place): [Name, PaidRow][] => {
    const [claims, aFen, bFen] = of(name, place)
    if (aFen === 0 && bFen === 0) return []
    return [[name, { ...(claims !== undefined && { claims }), aFen, bFen, differenceFen: bFen - aFen }]]
  })
  return Object.fromEntries(entries) as Partial<Record<Name, PaidRow>>
}

function lossesOf(counts: LossCounts): ReplayResult['lossReasons'] {
  const rows = LOSS_REASONS.flatMap((reason): [LossReason, { claims: number; fen: number }][] => {
    const [claims, fen] = counts[reason]
    return claims > 0 ? [[reason, { claims, fen }]] : []
  })
  return Object.fromEntries(rows)
}

/** From the first month in force on: later months may have no changed text, but still what the earlier ones left. */
function effectRows(months: readonly GroupRow[]): EffectRow[] {
  const first = months.findIndex(({ reformedClaims }) => reformedClaims > 0)
  if (first < 0) return []
  let [nth, fundFen, personFen] = [0, 0, 0]
  return months.slice(first).map((row): EffectRow => {
    nth += Number(row.reformedClaims > 0)
    fundFen += row.fundDifferenceFen
    personFen += row.personDifferenceFen
    return {
      month: row.value,
      monthsInForce: nth,
      claims: row.claims,
      reformedClaims: row.reformedClaims,
      fundDifferenceFen: row.fundDifferenceFen,
      personDifferenceFen: row.personDifferenceFen,
      fundSoFarFen: fundFen,
      personSoFarFen: personFen,
    }
  })
}

function winnersOf(gains: StepCounts, losses: StepCounts): Winners {
  const rows = ({ claims, fen }: StepCounts): StepRow[] =>
    STEPS.map((fromFen, at) => ({ fromFen, count: claims[at] ?? 0, fen: fen[at] ?? 0 }))
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
  return {
    gained: total(gains.claims),
    gainedFen: total(gains.fen),
    lost: total(losses.claims),
    lostFen: total(losses.fen),
    gainSteps: rows(gains),
    lossSteps: rows(losses),
  }
}
