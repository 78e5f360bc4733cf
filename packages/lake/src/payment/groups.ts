// The groups that lie beside a lake, as payment takes them: by settlement, of one grouping.
import { resolve } from 'node:path'
import { fractions, type payment } from '@yibao/kernel'
import { type DerivedPart, readDerived } from '../history/derived.ts'
import { openEngine, quoted } from '../history/engine.ts'
import { readManifest } from '../history/manifest.ts'
import { readable } from '../replay/vectors.ts'
import { verifyFiles } from '../replay/verify.ts'

export interface GroupsBeside {
  /** The folder of the part, which is the method: `drg` or `dip`. */
  readonly part: string
  /** The scheme with its version. */
  readonly grouping: string
  readonly results: ReadonlyMap<string, payment.GroupResult>
}

/** Every grouping beside the lake, by name: what may be chosen from. */
export function groupingsBeside(folder: string): readonly { readonly part: string; readonly grouping: string }[] {
  return partsOf(folder).map(({ part, made }) => ({ part, grouping: made.origin.grouping ?? '' }))
}

const partsOf = (folder: string): { part: string; made: DerivedPart }[] =>
  readDerived(folder, readManifest(folder), 'groups').map((made) => ({
    part: made.files[0]?.path.split('/')[1] ?? '',
    made,
  }))

const WEIGHT_PLACES = 10_000n

/** The groups of one part; every file is compared with its hash before anything is taken from it. */
export async function groupsBeside(lake: string, part: string): Promise<GroupsBeside> {
  const folder = resolve(lake)
  const found = partsOf(folder).find((each) => each.part === part)
  if (!found) throw new Error(`No groups of ${part} beside ${folder}`)
  await verifyFiles(folder, 'groups', found.made.files)
  const engine = await openEngine({ memoryMb: 1024 })
  try {
    const results = new Map<string, payment.GroupResult>()
    for (const { path } of found.made.files) {
      const own = `${folder}/${path}`
      const sql = `SELECT id, status, case_group, CAST(weight AS BIGINT) FROM read_parquet(${quoted(own)}, hive_partitioning = false)`
      const rows = (await readable(own, () => engine.connection.runAndReadAll(sql))).getRows()
      for (const [id, status, group, weight] of rows) results.set(String(id), resultOf(status, group, weight))
    }
    return { part, grouping: found.made.origin.grouping ?? '', results }
  } finally {
    engine.close()
  }
}

function resultOf(status: unknown, group: unknown, weight: unknown): payment.GroupResult {
  const isGrouped = status === 'grouped' && group !== null
  return {
    group: isGrouped ? String(group) : '',
    status: isGrouped ? 'grouped' : status === 'ambiguous' ? 'ambiguous' : 'ungrouped',
    weight: weight === null ? undefined : fractions.exact(weight as bigint, WEIGHT_PLACES),
    auxiliary: undefined,
  }
}
