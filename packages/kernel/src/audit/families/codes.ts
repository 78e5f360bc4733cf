// Membership in lists of codes: exact for items, by prefix for diagnoses; and the lines of a person that a point counts.
import type { AuditDiagnosis, NetLine } from '../facts/model.ts'
import { byTime } from '../facts/net.ts'
import type { LineWork } from './family.ts'
import { type Window, windowKey } from './window.ts'

const SMALL = 12
const sets = new WeakMap<readonly string[], ReadonlySet<string>>()

/** Exact membership. Long lists are made a set when they are first asked. */
export function includesCode(codes: readonly string[], code: string): boolean {
  if (codes.length <= SMALL) return codes.includes(code)
  let set = sets.get(codes)
  if (!set) {
    set = new Set(codes)
    sets.set(codes, set)
  }
  return set.has(code)
}

/** 诊断按前缀匹配: some diagnosis begins with a code of the list. */
export const matchesDiagnosis = (diagnoses: readonly AuditDiagnosis[], prefixes: readonly string[]): boolean =>
  diagnoses.some((diagnosis) => prefixes.some((prefix) => diagnosis.code.startsWith(prefix)))

/** The main diagnosis, or the first when none is marked. */
export const mainDiagnosis = (diagnoses: readonly AuditDiagnosis[] | undefined): AuditDiagnosis | undefined =>
  diagnoses?.find((diagnosis) => diagnosis.isMain) ?? diagnoses?.[0]

/** The person's lines of these codes, at any provider, on days when rule and point hold; in time order. */
export function personLines(work: LineWork<unknown>, codes: readonly string[]): NetLine[] {
  const personId = work.encounter.personId
  const found = codes.flatMap((code) => work.view.linesOfPersonAndCode(personId, code))
  const valid = found.filter((line) => work.holdsOn(line.on))
  return codes.length > 1 ? valid.sort(byTime) : valid
}

/** Those of them in the same window as the anchor. */
export function windowLines(work: LineWork<unknown>, codes: readonly string[], window: Window): NetLine[] {
  const key = windowKey(window, work.line, work.encounter)
  return personLines(work, codes).filter((line) => {
    if (window === 'stay') return line.encounterId === work.encounter.id
    const encounter = work.view.encounter(line.encounterId)
    return encounter !== undefined && windowKey(window, line, encounter) === key
  })
}
