// The indicator files: those that ship with the product, or a folder of one's own.
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { indicator } from '@yibao/kernel'
import { readIndicatorFiles } from '@yibao/lake'
import { UsageError } from '../command.ts'
import { faultsText } from '../policy-input.ts'

export const shippedIndicators = resolve(dirname(fileURLToPath(import.meta.url)), '../../../../indicators')

/** A folder with any fault is refused whole: a figure must not be missing because its file was. */
export function indicatorsIn(folder: string): indicator.Indicator[] {
  if (!existsSync(folder)) throw new UsageError(`没有这个文件夹：${folder}(no such folder)`)
  const { indicators, faults } = readIndicatorFiles(folder)
  if (faults.length > 0) throw new UsageError(faultsText(faults))
  refuseContradictions(indicators)
  return [...indicators]
}

function refuseContradictions(read: readonly indicator.Indicator[]): void {
  const ids = new Set<string>()
  for (const { id } of read) {
    if (ids.has(id)) throw new UsageError(`指标 ${id} 有两个文件(defined twice)`)
    ids.add(id)
  }
  for (const { id, formula } of read) {
    const named = formula?.kind === 'change' ? [formula.of] : formula?.kind === 'of' ? formula.of : []
    const unknown = named.find((each) => !ids.has(each))
    if (unknown) throw new UsageError(`指标 ${id} 引用了不存在的 ${unknown}(refers to an unknown indicator)`)
  }
}
