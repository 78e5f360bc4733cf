// Records from a Parquet file and groups into one: a CSV file in a scratch folder stands between, so that both ways group alike.
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GroupFile } from './group-file.ts'
import type { Summary } from './tally.ts'

const isParquet = (path: string | undefined): path is string => path?.endsWith('.parquet') === true

export async function throughParquet(job: GroupFile, group: (job: GroupFile) => Promise<Summary>): Promise<Summary> {
  if (!isParquet(job.input) && !isParquet(job.out)) return group(job)
  // The columnar engine is loaded only by those who need it.
  const { csvAsParquet, parquetAsCsv } = await import('@yibao/lake')
  const scratch = mkdtempSync(join(tmpdir(), 'yibao-group-'))
  try {
    const input = isParquet(job.input) ? join(scratch, 'records.csv') : job.input
    const out = isParquet(job.out) ? join(scratch, 'groups.csv') : job.out
    if (input !== job.input) await parquetAsCsv(job.input, input)
    const summary = await group({ ...job, input, out, shownAs: job.input })
    if (isParquet(job.out) && out !== undefined) {
      const partial = `${job.out}.partial-${process.pid}`
      await csvAsParquet(out, partial)
      renameSync(partial, job.out)
    }
    return summary
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
