// Employers and areas, kept in memory: small, asked for with every settlement.
import type { Reader } from '../common/index.ts'
import type { Employer } from './model.ts'
import { allAreas, allEmployers } from './store.ts'

export interface CityRegister {
  employer(employerNo: string | undefined): Employer | undefined
  /** In the order of their numbers. */
  employers(): readonly Employer[]
  areaName(code: string): string
  /** The Chinese name where no English one was given. */
  areaNameEn(code: string): string
  areas(): readonly { readonly code: string; readonly name: string }[]
  reload(): Promise<void>
}

export async function openCityRegister(reader: Reader): Promise<CityRegister> {
  let employers = new Map<string, Employer>()
  let areas = new Map<string, { readonly name: string; readonly nameEn: string }>()
  async function reload(): Promise<void> {
    employers = new Map((await allEmployers(reader)).map((each) => [each.employerNo, each]))
    areas = new Map((await allAreas(reader)).map((each) => [each.code, each]))
  }
  await reload()
  return {
    employer: (employerNo) => (employerNo === undefined ? undefined : employers.get(employerNo)),
    employers: () => [...employers.values()].sort((a, b) => (a.employerNo < b.employerNo ? -1 : 1)),
    areaName: (code) => areas.get(code)?.name ?? code,
    areaNameEn: (code) => areas.get(code)?.nameEn || (areas.get(code)?.name ?? code),
    areas: () => [...areas].map(([code, { name }]) => ({ code, name })).sort((a, b) => (a.code < b.code ? -1 : 1)),
    reload,
  }
}
