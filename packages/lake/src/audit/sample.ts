// The facts of some people of a bucket, as an audit of the lake reads them, with what their visits cost the fund: for whoever plays
// the desk that works on findings.
import { join } from 'node:path'
import type { AuditFacts } from '@yibao/kernel'
import { openEngine, quoted } from '../history/engine.ts'
import type { LakeSlice } from '../history/manifest.ts'
import { loadBucket } from './from-lake.ts'
import { readFactsOf } from './read.ts'

export interface SampledVisit {
  readonly provider: string
  readonly personNo: string
  readonly settledOn: string
  readonly totalFen: number
  readonly fundFen: number
}

export interface AuditSample {
  readonly facts: AuditFacts
  readonly visits: ReadonlyMap<string, SampledVisit>
  /** Lines of stays whose day is not known: what counts by the day asks for evidence there; see `withoutDays`. */
  readonly undated: ReadonlySet<string>
}

export interface SampleOptions {
  readonly folder: string
  readonly slices: readonly LakeSlice[]
  readonly bucket: number
  /** The first so many persons of the bucket. */
  readonly persons: number
}

const MEMORY_MB = 1024

export async function auditSample({ folder, slices, bucket, persons }: SampleOptions): Promise<AuditSample> {
  const engine = await openEngine({ memoryMb: MEMORY_MB, spillTo: join(folder, '.parts', `spill-sample-${bucket}`) })
  try {
    const { connection } = engine
    await loadBucket(connection, folder, { slices }, bucket, { persons })
    await connection.run('CREATE TABLE batch AS SELECT id AS person_id FROM persons')
    const facts = await readFactsOf(connection, 'batch')
    const undated = (await connection.runAndReadAll('SELECT id FROM undated')).getRows()
    const own = slices.filter((slice) => slice.bucket === bucket)
    const paths = own.map(({ claims }) => quoted(join(folder, claims.path))).join(', ')
    const visits = await connection.runAndReadAll(
      `SELECT id, CAST(settled_on AS VARCHAR), total_fen, fund_fen, provider, person_no FROM read_parquet([${paths}], hive_partitioning = false) WHERE person < ${persons}`,
    )
    return {
      facts,
      undated: new Set(undated.map(([id]) => String(id))),
      visits: new Map(
        visits.getRows().map(([id, on, total, fund, provider, person]) => [
          String(id),
          {
            ...{ settledOn: String(on), totalFen: Number(total), fundFen: Number(fund) },
            ...{ provider: String(provider), personNo: String(person) },
          },
        ]),
      ),
    }
  } finally {
    engine.close()
  }
}
