// Reads what the policy commands are given: a pack to settle under, and cases from a file.
import { existsSync, readFileSync, statSync } from 'node:fs'
import {
  type Built,
  type Fault,
  FaultList,
  faultText,
  type Library,
  locate,
  type PolicyCase,
  readCases,
  unknownWords,
} from '@yibao/kernel'
import { buildPack, loadPack, ownCases, packsAt } from '@yibao/policy'
import { UsageError } from './command.ts'

/** The library at a path, or a usage error that lists what is wrong with it. */
export function libraryAt(path: string, overlay?: string): { library: Library; built: Built } {
  const built = loadPack(path, overlay)
  if (!built.library) throw new UsageError(faultsText(built.faults.filter((fault) => !fault.warning)))
  return { library: built.library, built }
}

/** Refuses cases with a word that the policy does not know, and says which words it knows. */
export function refuseUnknownWords(cases: readonly PolicyCase[], library: Library): void {
  const faults = cases.flatMap((each) => unknownWords(each, library))
  if (faults.length > 0) throw new UsageError(faultsText(faults))
}

/** The cases of a file, or of all files of a pack. */
export function casesIn(path: string): PolicyCase[] {
  const faults = new FaultList()
  const cases = existsSync(path) && statSync(path).isDirectory() ? casesOfPacks(path, faults) : casesOf(path, faults)
  if (faults.refuses) throw new UsageError(faultsText(faults.faults))
  if (cases.length === 0) throw new UsageError(`${path} 中没有案例（no case here）`)
  return cases
}

function casesOf(file: string, faults: FaultList): PolicyCase[] {
  const node = locate(file, readFileSync(file, 'utf8'), faults)
  return node ? readCases(node, faults) : []
}

const casesOfPacks = (folder: string, faults: FaultList): PolicyCase[] =>
  packsAt(folder).flatMap((pack) => ownCases(pack, buildPack(pack), faults))

export const faultsText = (faults: readonly Fault[]): string => faults.map(faultText).join('\n')
