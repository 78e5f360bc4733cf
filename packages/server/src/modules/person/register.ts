// Employers and areas, kept in memory: small, asked for with every settlement.
import type { Reader } from '../common/index.ts'
import type { Employer } from './model.ts'
import { allAreas, allEmployers } from './store.ts'

export interface CityRegister {
  employer(employerNo: string | undefined): Employer | undefined
  /** In the order of their numbers. */
  employers(): readonly Employer[]
  areaName(code: string): string
  areas(): readonly { readonly code: string; readonly name: string }[]
  reload(): Promise<void>
}

export async function openCityRegister(reader: Reader): Promise<CityRegister> {
  let employers = new Map<string, Employer>()
  let areas = new Map<string, string>()
  async function reload(): Promise<void> {
    employers = new Map((await allEmployers(reader)).map((each) => [each.employerNo, each]))
    areas = new Map((await allAreas(reader)).map((each) => [each.code, each.name]))
  }
  await reload()
  return {
    employer: (employerNo) => (employerNo === undefined ? undefined : employers.get(employerNo)),
    employers: () => [...employers.values()].sort((a, b) => (a.employerNo < b.employerNo ? -1 : 1)),
    areaName: (code) => areas.get(code) ?? code,
    areas: () => [...areas].map(([code, name]) => ({ code, name })).sort((a, b) => (a.code < b.code ? -1 : 1)),
    reload,
  }
}
