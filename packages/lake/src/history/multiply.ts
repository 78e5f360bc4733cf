// A larger history from a smaller one, for measuring: every person lives as many times as asked, each time as somebody else.
// Lines are not multiplied: they belong to replays that read them.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CLAIM_COLUMNS } from './columns.ts'
import { openEngine, quoted } from './engine.ts'
import { hashOf, type LakeFile, type LakeSlice, readManifest, writeManifest } from './manifest.ts'

export async function multiplyLake(from: string, to: string, copies: number): Promise<number> {
  const manifest = readManifest(from)
  const engine = await openEngine({ memoryMb: 2048, threads: 2, spillTo: join(to, '.spill') })
  const copy = async (slice: LakeSlice): Promise<LakeSlice> => {
    const persons = manifest.persons[slice.bucket] ?? 0
    const own = join(to, slice.claims.path)
    mkdirSync(dirname(own), { recursive: true })
    const columns = CLAIM_COLUMNS.map(({ name }) => columnOf(name, persons)).join(', ')
    await engine.connection.run(`COPY (SELECT ${columns}
      FROM read_parquet(${quoted(join(from, slice.claims.path))}, hive_partitioning = false) AS c CROSS JOIN range(${copies}) AS r(k)
      ORDER BY c.claim, k) TO ${quoted(own)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`)
    const claims: LakeFile = { ...slice.claims, rows: slice.claims.rows * copies, sha256: await hashOf(own) }
    return { ...slice, claims, claim_lines: { ...slice.claim_lines, rows: 0 } }
  }
  const copyPersons = async (file: LakeFile, bucket: number): Promise<LakeFile> => {
    const persons = manifest.persons[bucket] ?? 0
    const own = join(to, file.path)
    mkdirSync(dirname(own), { recursive: true })
    await engine.connection.run(`COPY (SELECT ${columnOf('person', persons)}, ${columnOf('person_no', persons)}
      FROM read_parquet(${quoted(join(from, file.path))}) AS c CROSS JOIN range(${copies}) AS r(k)
      ORDER BY person) TO ${quoted(own)} (FORMAT parquet, COMPRESSION zstd)`)
    return { ...file, rows: file.rows * copies, sha256: await hashOf(own) }
  }
  const slices: LakeSlice[] = []
  for (const slice of manifest.slices) slices.push(await copy(slice))
  const personFiles: LakeFile[] = []
  for (const [bucket, file] of manifest.personFiles.entries()) personFiles.push(await copyPersons(file, bucket))
  engine.close()
  const claims = manifest.claims * copies
  writeManifest(to, {
    ...manifest,
    persons: manifest.persons.map((persons) => persons * copies),
    personFiles,
    claims,
    lines: 0,
    slices,
  })
  return claims
}

function columnOf(name: string, persons: number): string {
  if (name === 'claim') return `CAST(row_number() OVER (ORDER BY c.claim, k) - 1 AS INTEGER) AS claim`
  if (name === 'person') return `CAST(c.person + k * ${persons} AS INTEGER) AS person`
  if (name === 'id' || name === 'visit_id' || name === 'person_no') return `c.${name} || '.' || k AS ${name}`
  // The givers of mutual aid are those of the same copy.
  if (name === 'mutual') return `replace(c.mutual, '=', '.' || k || '=') AS mutual`
  return `c.${name}`
}
