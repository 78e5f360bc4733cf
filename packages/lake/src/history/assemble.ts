// One manifest from buckets that were written by themselves: the same for any number of writers, in any order.
import type { BucketPart } from './bucket-writer.ts'
import { LAKE_FORMAT, LAKE_VERSION } from './columns.ts'
import { type LakeFile, type Manifest, writeManifest } from './manifest.ts'

export function assembleLake(
  folder: string,
  origin: { readonly area: string; readonly policy: string },
  parts: readonly BucketPart[],
  /** Tables of the whole city. */
  whole: Readonly<Record<string, readonly LakeFile[]>> = {},
): Manifest {
  const ordered = [...parts].sort((a, b) => a.bucket - b.bucket)
  const codes = new Map<string, Set<string>>()
  const tables = new Map<string, LakeFile[]>(Object.entries(whole).map(([name, files]) => [name, [...files]]))
  for (const part of ordered) {
    for (const [name, values] of Object.entries(part.codes))
      codes.set(name, (codes.get(name) ?? new Set<string>()).union(new Set(values)))
    for (const [name, files] of Object.entries(part.tables)) tables.set(name, [...(tables.get(name) ?? []), ...files])
  }
  const sum = (pick: (part: BucketPart) => number): number => ordered.reduce((total, part) => total + pick(part), 0)
  const byPath = (a: LakeFile, b: LakeFile): number => (a.path < b.path ? -1 : 1)
  const manifest: Manifest = {
    format: LAKE_FORMAT,
    version: LAKE_VERSION,
    ...origin,
    policyVersions: [...new Set(ordered.flatMap(({ policyVersions }) => policyVersions))].sort(),
    buckets: ordered.length,
    persons: ordered.map(({ persons }) => persons),
    personFiles: ordered.map(({ personFile }) => personFile),
    claims: sum(({ claims }) => claims),
    lines: sum(({ lines }) => lines),
    codes: Object.fromEntries(
      [...codes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, values]) => [name, [...values].sort()]),
    ),
    slices: ordered
      .flatMap(({ slices }) => slices)
      .sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : a.bucket - b.bucket)),
    tables: Object.fromEntries(
      [...tables].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, files]) => [name, files.sort(byPath)]),
    ),
  }
  writeManifest(folder, manifest)
  return manifest
}
