// The indicator files of a folder, for whoever computes: a folder with any fault gives its faults and no indicator.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Fault, indicator } from '@yibao/kernel'
import { INDICATOR_COLUMNS } from './tables.ts'

export interface IndicatorFiles {
  readonly indicators: readonly indicator.Indicator[]
  readonly faults: readonly Fault[]
}

/** A figure must not be missing because its file was: every file is read, or what is wrong is said. */
export function readIndicatorFiles(folder: string): IndicatorFiles {
  const faults: Fault[] = []
  const read: indicator.Indicator[] = []
  for (const file of filesIn(folder)) {
    const result = indicator.readIndicator(file, readFileSync(join(folder, file), 'utf8'), INDICATOR_COLUMNS)
    faults.push(...result.faults.filter(({ warning }) => !warning))
    if (result.indicator) read.push(result.indicator)
  }
  return { indicators: faults.length > 0 ? [] : read.sort((a, b) => (a.id < b.id ? -1 : 1)), faults }
}

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.yaml') && file !== 'documents.yaml')
        .sort()
    : []

/** Titles of the documents that demand the indicators, by the name used in the files. */
export function documentTitles(folder: string): ReadonlyMap<string, string> {
  const path = join(folder, 'documents.yaml')
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  return new Map([...text.matchAll(/^(\w+): \{title: (.*), issuer: .*\}$/gm)].map(([, name, title]) => [name!, title!]))
}
