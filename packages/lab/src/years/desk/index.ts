// The desk of a generated city: what became of findings, what doctors were reminded of, and what cases are paid, all of it judged by
// the kernel over care that was generated. A sample: the first people of the first bucket, so that a whole city costs no more.
import { type CompiledAudit, compileAudit, FaultList, faultText } from '@yibao/kernel'
import { type AuditSample, auditSample, type LakeFile, type LakeSlice, NOT_IN_A_LAKE, writeRows } from '@yibao/lake'
import { loadRules } from '@yibao/policy'
import { makePlaces } from '../../city/providers.ts'
import { accessRows } from '../../city/registers.ts'
import { random } from '../../random.ts'
import { type OfficeFrame, officePlan } from '../offices/plan.ts'
import { caseRows } from './cases.ts'
import { decisionRows } from './decisions.ts'
import type { Desk } from './model.ts'
import { reminderRows } from './reminders.ts'

export interface DeskRun extends OfficeFrame {
  readonly folder: string
  readonly people: number
  readonly slices: readonly LakeSlice[]
}

/** The bucket that is looked at, and how many of its people: for findings, and for cases under a payment method. */
export const DESK_BUCKET = 0
const AUDITED = 2000
const PAID = 20_000

export type DeskFiles = Readonly<Record<string, readonly LakeFile[]>>

export async function writeDesk(run: DeskRun): Promise<DeskFiles> {
  const { folder, slices } = run
  const sample = await auditSample({ folder, slices, bucket: DESK_BUCKET, persons: AUDITED })
  const audit = shippedAudit()
  const desk = deskOf(run, sample, audit)
  const own = slices.filter(({ bucket }) => bucket === DESK_BUCKET)
  return writeRows(folder, DESK_BUCKET, {
    decisions: decisionRows(desk),
    reminders: reminderRows(desk),
    case_payments: await caseRows(run, own, PAID),
  })
}

function deskOf(run: DeskRun, sample: AuditSample, audit: CompiledAudit): Desk {
  const { profile, plan, people, seed } = run
  const { from, to } = officePlan(run, DESK_BUCKET)
  const places = makePlaces(random(seed).fork(`places ${profile.id}`), profile, people, from as never)
  const counties = new Map(places.map(({ record }) => [record.code, record.area]))
  const watched = accessRows(random(seed).fork('access'), places, from as never).filter(
    ({ capability }) => capability === 'smart_audit',
  )
  return {
    ...{ sample, audit, shares: plan.offices.desk, seed, to },
    countyOf: (provider) => counties.get(provider) ?? '',
    watchedFrom: new Map(watched.map((row) => [String(row.provider), String(row.from_on)])),
  }
}

/** Every shipped rule that a lake of claims can answer: those of `yibao audit run`. */
export function shippedAudit(): CompiledAudit {
  const { cards, points, faults } = loadRules()
  const own = cards.filter(({ family }) => NOT_IN_A_LAKE[family.name] === undefined)
  const ids = new Set(own.map(({ id }) => id))
  const list = faults ?? new FaultList()
  const audit = compileAudit(
    own,
    points.filter(({ rule }) => ids.has(rule)),
    list,
  )
  if (list.refuses) throw new Error(list.faults.map(faultText).join('\n'))
  return audit
}
