// How values lie behind a mean: the costs of stays within a group, settlements by hour and weekday, hospitals beside each other. In
// the part of SQL that columnar engines share: quartiles are ranks, a weekday is told from its day.
import { type Day, daysBetween } from '@yibao/kernel'
import { quoted } from '../history/engine.ts'
import { checked, type LakeTables, unreadable } from './open.ts'
import type { Scope } from './scope.ts'
import { daysText } from './tables.ts'

export interface CostSpread {
  readonly key: string
  readonly stays: number
  readonly leastFen: number
  readonly q1Fen: number
  readonly medianFen: number
  readonly q3Fen: number
  readonly mostFen: number
}

/** Fewer stays would be a list of stays, not a spread. */
const STAYS_LEAST = 4

const within = (column: string, { period: { from, to }, area }: Scope): string =>
  `${column} BETWEEN DATE '${from}' AND DATE '${to}'${area === undefined ? '' : ` AND county LIKE ${quoted(`${area}%`)}`}`

/** Costs of stays by their case group; the groups with the most stays first. None where nothing was grouped. */
export const groupSpreads = (lake: LakeTables, scope: Scope, limit: number): Promise<CostSpread[]> =>
  spreads(lake, 'groups', (source) => {
    const own = `SELECT case_group AS own_key, total_fen FROM ${source} g WHERE status = 'grouped' AND ${within('settled_on', scope)}`
    return spreadText(own, limit)
  })

/** The same by level of hospital, for a city that groups nothing. */
export const levelSpreads = (lake: LakeTables, scope: Scope, limit: number): Promise<CostSpread[]> =>
  spreads(lake, 'claims', (source) => {
    const own = `SELECT level AS own_key, total_fen FROM ${source} c WHERE setting = 'inpatient' AND ${within('settled_on', scope)}`
    return spreadText(own, limit)
  })

/** Nearest ranks: of n values in order those at (n − 1) quarters, rounded down. */
function spreadText(own: string, limit: number): string {
  const rank = (quarters: number): string =>
    `MAX(CASE WHEN own_rank = 1 + FLOOR((own_count - 1) * ${quarters} / 4.0) THEN total_fen END)`
  return `SELECT own_key, COUNT(*), MIN(total_fen), ${rank(1)}, ${rank(2)}, ${rank(3)}, MAX(total_fen)
    FROM (SELECT own_key, total_fen, ROW_NUMBER() OVER (PARTITION BY own_key ORDER BY total_fen) AS own_rank,
        COUNT(*) OVER (PARTITION BY own_key) AS own_count FROM (${own}) o WHERE own_key IS NOT NULL) r
    GROUP BY own_key HAVING COUNT(*) >= ${STAYS_LEAST} ORDER BY COUNT(*) DESC, own_key LIMIT ${limit}`
}

async function spreads(lake: LakeTables, table: string, text: (source: string) => string): Promise<CostSpread[]> {
  const source = lake.sourceOf(table)
  if (source === undefined) return []
  return rowsOf(lake, [table], text(source), ([key, stays, least, q1, median, q3, most]) => ({
    ...{ key: String(key), stays: Number(stays), leastFen: Number(least), mostFen: Number(most) },
    ...{ q1Fen: Number(q1), medianFen: Number(median), q3Fen: Number(q3) },
  }))
}

export interface HourCount {
  /** 1 is Monday, 7 Sunday. */
  readonly weekday: number
  readonly hour: number
  readonly settlements: number
}

/** The first day of 1970 was a Thursday. */
const weekdayOf = (on: Day): number => ((daysBetween('1970-01-01' as Day, on) + 3) % 7) + 1

export async function settlingHours(lake: LakeTables, scope: Scope): Promise<HourCount[]> {
  const source = lake.sourceOf('claims', scope.period)
  if (source === undefined) return []
  const found = await rowsOf(
    lake,
    ['claims'],
    `SELECT CAST(settled_on AS VARCHAR), SUBSTR(CAST(settled_at AS VARCHAR), 12, 2), COUNT(*) FROM ${source} c WHERE ${within('settled_on', scope)}
     GROUP BY CAST(settled_on AS VARCHAR), SUBSTR(CAST(settled_at AS VARCHAR), 12, 2)`,
    ([on, hour, count]) => ({ on: String(on) as Day, hour: Number(hour), count: Number(count) }),
  )
  const sums = new Map<string, HourCount>()
  for (const { on, hour, count } of found) {
    const weekday = weekdayOf(on)
    const key = `${weekday} ${hour}`
    sums.set(key, { weekday, hour, settlements: (sums.get(key)?.settlements ?? 0) + count })
  }
  return [...sums.values()].sort((a, b) => a.weekday - b.weekday || a.hour - b.hour)
}

export interface HospitalPoint {
  readonly provider: string
  readonly level: string
  readonly stays: number
  readonly totalFen: number
  readonly days: number
  /** By the method of payment, and what was booked at the bedside; none where nothing was paid by method in the period. */
  readonly dueFen: number | undefined
  readonly bookedFen: number | undefined
}

/** Hospitals with stays in the period, by their stays; those of the city and those elsewhere. */
export async function hospitalPoints(lake: LakeTables, scope: Scope): Promise<HospitalPoint[]> {
  const [claims, cases] = [lake.sourceOf('claims', scope.period), lake.sourceOf('case_payments', scope.period)]
  if (claims === undefined) return []
  const stays = await rowsOf(
    lake,
    ['claims'],
    `SELECT provider, MAX(level), COUNT(*), SUM(total_fen), SUM(${daysText('admitted_on', 'discharged_on', 'duckdb')}) FROM ${claims} c
     WHERE setting = 'inpatient' AND ${within('settled_on', scope)} GROUP BY provider ORDER BY COUNT(*) DESC, provider`,
    ([provider, level, count, total, days]) => ({
      ...{ provider: String(provider), level: String(level ?? ''), stays: Number(count) },
      ...{ totalFen: Number(total), days: Number(days ?? 0) },
    }),
  )
  const paid = new Map(
    cases === undefined
      ? []
      : await rowsOf(
          lake,
          ['case_payments'],
          `SELECT provider, SUM(due_fen), SUM(booked_fen) FROM ${cases} p WHERE ${within('settled_on', scope)} GROUP BY provider`,
          ([provider, due, booked]) => [String(provider), { due: Number(due), booked: Number(booked) }] as const,
        ),
  )
  return stays.map((each) => ({
    ...each,
    dueFen: paid.get(each.provider)?.due,
    bookedFen: paid.get(each.provider)?.booked,
  }))
}

async function rowsOf<T>(
  lake: LakeTables,
  tables: readonly string[],
  sql: string,
  of: (row: readonly unknown[]) => T,
): Promise<T[]> {
  await checked(lake, tables)
  try {
    return (await lake.engine.connection.runAndReadAll(sql)).getRows().map(of)
  } catch (error) {
    return unreadable(lake, tables, error)
  }
}
