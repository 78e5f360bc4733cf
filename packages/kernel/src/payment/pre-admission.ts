// Pre-admission (预住院): tests before a planned stay are merged into it when it follows within n days at the same provider.
import { fen } from '../money/fen.ts'
import { daysBetween } from '../time/day.ts'
import type { PaymentCase } from './model.ts'

export const PRE_ADMISSION = 'pre_admission'

/** Visits without a stay that follows remain as they are and go their own route. */
export function mergePreAdmission(cases: readonly PaymentCase[], withinDays: number): PaymentCase[] {
  const visits = cases.filter((each) => each.setting === PRE_ADMISSION && each.person !== '')
  if (visits.length === 0) return [...cases]
  const stays = new Map<string, PaymentCase[]>()
  for (const each of cases) {
    if (each.setting !== 'inpatient' || each.person === '') continue
    const key = `${each.person} ${each.provider}`
    const own = stays.get(key)
    if (own) own.push(each)
    else stays.set(key, [each])
  }
  const merged = new Map<string, PaymentCase[]>()
  const gone = new Set<string>()
  for (const visit of visits) {
    const stay = nextStay(stays.get(`${visit.person} ${visit.provider}`) ?? [], visit, withinDays)
    if (!stay) continue
    gone.add(visit.id)
    merged.set(stay.id, [...(merged.get(stay.id) ?? []), visit])
  }
  return cases.filter((each) => !gone.has(each.id)).map((each) => withVisits(each, merged.get(each.id) ?? []))
}

function nextStay(stays: readonly PaymentCase[], visit: PaymentCase, withinDays: number): PaymentCase | undefined {
  const following = stays.filter((stay) => {
    const days = daysBetween(visit.dischargedOn, stay.admittedOn)
    return days >= 0 && days <= withinDays
  })
  return following.sort((a, b) =>
    a.admittedOn < b.admittedOn ? -1 : a.admittedOn > b.admittedOn ? 1 : a.id < b.id ? -1 : 1,
  )[0]
}

const MONEY = [
  'costFen',
  'fundFen',
  'patientFen',
  'otherFen',
  'fullSelfFen',
  'preSelfFen',
  'deductibleFen',
  'exemptFen',
  'exemptFundFen',
  'tcmFen',
] as const

function withVisits(stay: PaymentCase, visits: readonly PaymentCase[]): PaymentCase {
  if (visits.length === 0) return stay
  const sums = Object.fromEntries(
    MONEY.map((name) => [name, fen(visits.reduce((sum, visit) => sum + visit[name], stay[name] as number))]),
  )
  return { ...stay, ...sums }
}
