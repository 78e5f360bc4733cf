// What a board shows beside indicators: the way of the money from payer over fund to the provider, and what was stopped lately.
import { quoted } from '../history/engine.ts'
import { checked, type LakeTables, unreadable } from './open.ts'
import type { Scope } from './scope.ts'

export interface MoneyFlow {
  readonly payer: string
  /** '' for payers outside the funds. */
  readonly fund: string
  readonly level: string
  readonly fen: number
}

const FLOW_TABLES = ['claim_tiers', 'claims'] as const

/** Of settlements in effect in the period; none where the lake does not say of a tier whose it is. */
export async function moneyFlows(lake: LakeTables, { period, area }: Scope): Promise<MoneyFlow[]> {
  const [tiers, claims] = FLOW_TABLES.map((table) => lake.sourceOf(table, period))
  if (tiers === undefined || claims === undefined || !lake.askedOf) return []
  await checked(lake, FLOW_TABLES)
  const place = area === undefined ? '' : ` AND c.county LIKE ${quoted(`${area}%`)}`
  return rowsOf(
    lake,
    FLOW_TABLES,
    `SELECT t.payer, COALESCE(t.fund, ''), c.level, SUM(t.paid_fen) FROM ${tiers} t JOIN ${claims} c ON c.id = t.id
     WHERE c.settled_on BETWEEN DATE '${period.from}' AND DATE '${period.to}'${place} AND t.paid_fen <> 0
     GROUP BY t.payer, COALESCE(t.fund, ''), c.level ORDER BY 4 DESC`,
    ([payer, fund, level, fen]) => ({
      ...{ payer: String(payer), fund: String(fund), level: String(level ?? ''), fen: Number(fen) },
    }),
  )
}

export interface Stopped {
  readonly id: string
  readonly on: string
  readonly kind: 'reminder' | 'finding'
  readonly rule: string
  /** Of a finding how sure it is; of a reminder what the doctor did, '' while nothing was said. */
  readonly word: string
  readonly provider: string
  readonly fen: number
}

const STOP_TABLES = ['decisions', 'reminders'] as const

/** The latest first. Neither person nor visit: it stands on a wall. */
export async function lastStopped(lake: LakeTables, { period, area }: Scope, limit: number): Promise<Stopped[]> {
  const [decisions, reminders] = STOP_TABLES.map((table) => lake.sourceOf(table, period))
  if (decisions === undefined || reminders === undefined) return []
  await checked(lake, STOP_TABLES)
  const where = (day: string): string =>
    `${day} BETWEEN DATE '${period.from}' AND DATE '${period.to}'${area === undefined ? '' : ` AND county LIKE ${quoted(`${area}%`)}`}`
  return rowsOf(
    lake,
    STOP_TABLES,
    `SELECT * FROM (
       SELECT finding_id AS id, CAST(found_on AS VARCHAR) AS on_day, 'finding' AS kind, rule, severity AS word, provider, excess_fen AS fen
       FROM ${decisions} d WHERE ${where('found_on')} AND severity <> 'needs_evidence'
       UNION ALL SELECT reminder_id, CAST(on_day AS VARCHAR), 'reminder', rule, COALESCE(outcome, ''), provider, prevented_fen
       FROM ${reminders} r WHERE ${where('on_day')}) stopped
     ORDER BY on_day DESC, id DESC LIMIT ${limit}`,
    ([id, on, kind, rule, word, provider, fen]) => ({
      ...{ id: String(id), on: String(on), kind: kind === 'reminder' ? ('reminder' as const) : ('finding' as const) },
      ...{ rule: String(rule), word: String(word), provider: String(provider), fen: Number(fen) },
    }),
  )
}

async function rowsOf<T>(
  lake: LakeTables,
  tables: readonly string[],
  sql: string,
  of: (row: readonly unknown[]) => T,
): Promise<T[]> {
  try {
    return (await lake.engine.connection.runAndReadAll(sql)).getRows().map(of)
  } catch (error) {
    return unreadable(lake, tables, error)
  }
}
