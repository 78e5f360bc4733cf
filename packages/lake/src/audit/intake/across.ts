// Rules that look at several persons at once: who bought for whom, codes and bills seen twice, a day's work, stock and peers. Their
// lines are picked out of all buckets and judged together by the kernel.
import type { DuckDBConnection } from '@duckdb/node-api'
import { type AuditFinding, type CompiledAudit, runAudit, type Stage, viewOf } from '@yibao/kernel'
import { append } from '../load.ts'
import { readFactsOf, readTableOf } from '../read.ts'

const ACROSS = new Set(['purchaser', 'same-bill', 'workload', 'stock', 'capacity', 'peer-indicator'])

type BoundPoint = CompiledAudit['everyLine'][number]

/** A point that a bucket of persons cannot judge alone. */
export const looksAcross = (family: string, { parameters }: BoundPoint['point']): boolean =>
  ACROSS.has(family) ||
  (family === 'trace-code' && (parameters as unknown as { readonly require?: string }).require === 'unique')

/** The audit with only these of its points. */
export function part(
  audit: CompiledAudit,
  holds: (family: string, point: BoundPoint['point']) => boolean,
): CompiledAudit {
  const isKept = ({ rule, point }: BoundPoint): boolean => holds(rule.card.family.name, point)
  const kept = (list: readonly BoundPoint[]): BoundPoint[] => list.filter(isKept)
  const index = <K>(of: ReadonlyMap<K, readonly BoundPoint[]>): Map<K, readonly BoundPoint[]> =>
    new Map([...of].map(([key, list]) => [key, kept(list)]))
  const rules = [...audit.rules].map(([id, rule]) => {
    const points = rule.points.filter((point) => holds(rule.card.family.name, point))
    return [id, { ...rule, points }] as const
  })
  return {
    ...{ rules: new Map(rules.filter(([, { points }]) => points.length > 0)), pointCount: audit.pointCount },
    ...{ byCode: index(audit.byCode), byRecord: index(audit.byRecord), byDisease: index(audit.byDisease) },
    byPrefix: new Map([...audit.byPrefix].map(([length, of]) => [length, index(of)])),
    ...{ byDiagnosis: index(audit.byDiagnosis), byProcedure: index(audit.byProcedure) },
    ...{ everyLine: kept(audit.everyLine), everyEncounter: kept(audit.everyEncounter) },
  }
}

/** More lines than these are not held in memory together: the rules are named and not judged. */
const MOST_LINES = 400_000

export class TooMuchAcross extends Error {
  override readonly name = 'TooMuchAcross'
}

/** Findings of the rules that look across persons, from the tables of all facts. */
export async function judgeAcross(
  connection: DuckDBConnection,
  audit: CompiledAudit,
  stage: Stage,
): Promise<AuditFinding[]> {
  if (audit.rules.size === 0) return []
  await connection.run('CREATE OR REPLACE TABLE minute_codes (code VARCHAR)')
  const appender = await connection.createAppender('minute_codes')
  const codes = [...audit.rules.values()]
    .filter(({ card }) => card.family.name === 'workload')
    .flatMap((rule) => [...rule.pointsByCode.keys()])
  for (const code of new Set(codes)) {
    append(appender, 'VARCHAR', code)
    appender.endRow()
  }
  appender.flushSync()
  appender.closeSync()
  await connection.run(`CREATE OR REPLACE TABLE picked_visit AS
    SELECT id FROM encounters WHERE invoice IN (SELECT invoice FROM encounters GROUP BY 1 HAVING count(*) > 1)
    UNION SELECT id FROM encounters SEMI JOIN (SELECT purchaser_id, start_on FROM encounters WHERE purchaser_id IS NOT NULL
      GROUP BY ALL HAVING count(DISTINCT person_id) > 1) USING (purchaser_id, start_on)`)
  await connection.run(`CREATE OR REPLACE TABLE picked AS
    WITH codes AS (SELECT id, unnest(trace_codes) AS trace FROM lines WHERE trace_codes IS NOT NULL),
    chosen AS (SELECT id FROM codes WHERE trace IN (SELECT trace FROM codes GROUP BY 1 HAVING count(DISTINCT id) > 1)
      UNION SELECT id FROM lines WHERE encounter_id IN (SELECT id FROM picked_visit)
      UNION SELECT id FROM lines WHERE executor_id IS NOT NULL AND code IN (SELECT code FROM minute_codes))
    SELECT id FROM chosen UNION SELECT id FROM lines WHERE reversal_of IN (SELECT id FROM chosen)`)
  const [count = []] = (await connection.runAndReadAll('SELECT count(*) FROM picked')).getRows()
  if (Number(count[0]) > MOST_LINES)
    throw new TooMuchAcross(
      `跨人规则须一并查看 ${String(count[0])} 行，至多 ${MOST_LINES} 行：请按月或按机构分批，或用 --rules 只取部分规则（too many lines for the rules across persons: give smaller batches）`,
    )
  await connection.run(`CREATE OR REPLACE TABLE batch AS SELECT DISTINCT person_id FROM encounters
    WHERE id IN (SELECT id FROM picked_visit UNION SELECT encounter_id FROM lines WHERE id IN (SELECT id FROM picked))`)
  const visits =
    'id IN (SELECT id FROM picked_visit UNION SELECT encounter_id FROM lines WHERE id IN (SELECT id FROM picked))'
  const facts = {
    ...(await readFactsOf(connection, '(SELECT person_id FROM batch WHERE false)')),
    persons: await readTableOf(connection, 'persons', 'id IN (SELECT person_id FROM batch)'),
    encounters: await readTableOf(connection, 'encounters', visits),
    lines: await readTableOf(connection, 'lines', 'id IN (SELECT id FROM picked)'),
    records: await readTableOf(connection, 'records', 'provider_id IS NOT NULL'),
  }
  return runAudit(audit, viewOf(facts), { stage })
}
