// Results of single buckets on disk, so that a run that was interrupted goes on where it stopped.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BucketResult } from './bucket.ts'

const pathOf = (out: string, bucket: number): string => join(out, `bucket-${String(bucket).padStart(3, '0')}.json`)

/** Whole or not at all. */
export function writePartial(out: string, result: BucketResult): void {
  const path = pathOf(out, result.bucket)
  writeFileSync(`${path}.part`, JSON.stringify(result))
  renameSync(`${path}.part`, path)
}

export const hasPartial = (out: string, bucket: number): boolean => existsSync(pathOf(out, bucket))

export const readPartial = (out: string, bucket: number): BucketResult =>
  JSON.parse(readFileSync(pathOf(out, bucket), 'utf8')) as BucketResult
