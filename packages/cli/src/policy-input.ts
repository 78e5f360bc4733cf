// Reads what the policy commands are given: a pack to settle under, and cases from a file.
import { readFileSync } from 'node:fs'
import {
  type Built,
  type Fault,
  FaultList,
  faultText,
  type Library,
  locate,
  type PolicyCase,
  readCases,
} from '@yibao/kernel'
import { loadPack } from '@yibao/policy'
import { UsageError } from './command.ts'

/** The library at a path, or a usage error that lists what is wrong with it. */
export function libraryAt(path: string, overlay?: string): { library: Library; built: Built } {
  const built = loadPack(path, overlay)
  if (!built.library) throw new UsageError(faultsText(built.faults.filter((fault) => !fault.warning)))
  return { library: built.library, built }
}

export function casesIn(file: string): PolicyCase[] {
  const faults = new FaultList()
  const node = locate(file, readFileSync(file, 'utf8'), faults)
  const cases = node ? readCases(node, faults) : []
  if (faults.refuses) throw new UsageError(faultsText(faults.faults))
  if (cases.length === 0) throw new UsageError(`${file} 中没有案例(no case in this file)`)
  return cases
}

export const faultsText = (faults: readonly Fault[]): string => faults.map(faultText).join('\n')
