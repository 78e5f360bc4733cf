// Which later settlements read what an earlier one moved: directly, through one between, or as a later part of its stay.
import { ADMISSIONS, STAYS } from '../cancel.ts'
import type { StoredSettlement } from '../store.ts'
import { positionOf, type Standing } from './past.ts'

/** In their order. An accumulator that a dependant only read counts, too: what moves it later would have been read. */
export function dependantsOf(target: Standing, standings: readonly Standing[]): Standing[] {
  const touched = new Set(changedKeys(target.stored))
  const dependants: Standing[] = []
  for (const each of standings) {
    if (positionOf(each.stored) <= positionOf(target.stored)) continue
    const { stored, record } = each
    const continues = record.visitId === target.record.visitId && STAYS.has(stored.setting)
    if (!continues && !reads(stored, touched)) continue
    dependants.push(each)
    for (const [key] of stored.document.acc) touched.add(key)
  }
  return dependants
}

const changedKeys = ({ document }: StoredSettlement): string[] =>
  document.acc.filter(([, , change]) => change !== 0).map(([key]) => key)

const reads = ({ document, setting }: StoredSettlement, touched: ReadonlySet<string>): boolean =>
  document.acc.some(([key]) => touched.has(key) && (STAYS.has(setting) || !key.startsWith(ADMISSIONS)))
