// What is kept of finished buckets while others are still made, so that an interrupted run goes on where it stopped.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LakeError } from '@yibao/lake'
import type { MadeBucket } from './bucket.ts'

const PARTS = '.parts'
const PLAN = 'plan.json'

/** People of one bucket: as even as whole numbers allow. */
export const peopleOf = (people: number, buckets: number, bucket: number): number =>
  Math.floor((people * (bucket + 1)) / buckets) - Math.floor((people * bucket) / buckets)

export const partPath = (folder: string, bucket: number): string =>
  join(folder, PARTS, `bucket-${String(bucket).padStart(3, '0')}.json`)

/** An empty folder, or one in which the same was begun. `asked` is everything that decides what is made. */
export function openParts(folder: string, asked: string): void {
  mkdirSync(folder, { recursive: true })
  const plan = join(folder, PARTS, PLAN)
  if (existsSync(plan)) {
    if (readFileSync(plan, 'utf8') === asked) return
    throw new LakeError(`${folder} 中有另一次未完成的生成：参数不同(another run was begun here with other options)`)
  }
  if (readdirSync(folder).length > 0) throw new LakeError(`${folder} 不是空文件夹(the folder is not empty)`)
  mkdirSync(join(folder, PARTS))
  writeFileSync(plan, asked)
}

export const isMade = (folder: string, bucket: number): boolean => existsSync(partPath(folder, bucket))
export const madeBucket = (folder: string, bucket: number): MadeBucket =>
  JSON.parse(readFileSync(partPath(folder, bucket), 'utf8')) as MadeBucket
export const partsFolder = (folder: string): string => join(folder, PARTS)
