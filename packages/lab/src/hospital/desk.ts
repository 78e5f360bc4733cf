// What a hospital's desk knows before a visit: who the patient says to be, and what the platform says of the person.
import type { InputWritable } from '@yibao/contract'
import type { CityLoad, PersonRecord, ProviderRecord } from '@yibao/contract/load'
import type { Instant } from '@yibao/kernel'
import type { CareEvent } from '../care/index.ts'
import type { ShippedCatalogue } from '../catalogue/index.ts'
import { DEPARTMENTS } from '../city/index.ts'
import type { Talk } from './talk.ts'

/** 就诊凭证类型: by identity card; tokens of the other two are not part of the synthetic city. */
const BY_IDENTITY_CARD = '02'
const ACTIVE = '1'

/** The person as 1101 answered. */
export interface Insured {
  readonly personNo: string
  readonly name: string
  readonly certificateKind: string
  readonly certificateNo: string
  readonly insurance: string
  readonly personType: string
  readonly insuredArea: string
}

/** Names and codes that forms ask for; made once for a city. */
export class Desk {
  readonly #persons: ReadonlyMap<string, PersonRecord>
  readonly #providers: ReadonlyMap<string, ProviderRecord>
  readonly #names: ReadonlyMap<string, string>

  constructor(city: CityLoad, { diagnoses, chronicDiseases, procedures }: ShippedCatalogue) {
    this.#persons = new Map(city.persons.map((person) => [person.personNo, person]))
    this.#providers = new Map(city.providers.map((provider) => [provider.code, provider]))
    this.#names = new Map([...diagnoses, ...chronicDiseases, ...procedures].map(({ code, name }) => [code, name]))
  }

  person(personNo: string): PersonRecord {
    const person = this.#persons.get(personNo)
    if (!person) throw new Error(`No person ${personNo} in this city`)
    return person
  }

  provider(code: string): ProviderRecord {
    const provider = this.#providers.get(code)
    if (!provider) throw new Error(`No provider ${code} in this city`)
    return provider
  }

  /** The hospital whose prescriptions a pharmacy of this area dispenses. */
  prescriber(area: string): ProviderRecord {
    const hospitals = [...this.#providers.values()].filter(({ kind }) => kind === 'hospital')
    const hospital = hospitals.find((each) => each.area === area) ?? hospitals[0]
    if (!hospital) throw new Error('The city has no hospital')
    return hospital
  }

  nameOf(code: string): string {
    return this.#names.get(code) ?? code
  }

  physicianName({ provider, physician }: CareEvent): string {
    return this.provider(provider).staff.find(({ code }) => code === physician)?.name ?? ''
  }
}

export const departmentName = (code: string): string => (DEPARTMENTS as Readonly<Record<string, string>>)[code] ?? code

/** 1101: who is this? Of several insurances the one in force; `undefined` when the platform knows no such person. */
export async function identify(talk: Talk, person: PersonRecord, at: Instant): Promise<Insured | undefined> {
  const answer = await talk.ask('1101', {
    data: {
      mdtrt_cert_type: BY_IDENTITY_CARD,
      mdtrt_cert_no: person.certificateNo,
      begntime: at,
      psn_cert_type: person.certificateKind,
      certno: person.certificateNo,
      psn_name: person.name,
    },
  })
  if (!answer) return undefined
  const insurance = answer.insuinfo.find(({ psn_insu_stas }) => psn_insu_stas === ACTIVE) ?? answer.insuinfo[0]
  if (!insurance) return undefined
  talk.insuredArea = insurance.insuplc_admdvs
  talk.insurance = insurance.insutype
  return {
    personNo: answer.baseinfo.psn_no,
    name: person.name,
    certificateKind: person.certificateKind,
    certificateNo: person.certificateNo,
    insurance: insurance.insutype,
    personType: insurance.psn_type,
    insuredArea: insurance.insuplc_admdvs,
  }
}

/** 2001: may this person enjoy benefits of this kind here? False when every fund says no. */
export async function checkBenefits(
  talk: Talk,
  insured: Insured,
  visit: { readonly medType: string; readonly at: Instant; readonly disease?: string },
): Promise<boolean | undefined> {
  const answer = await talk.ask('2001', {
    data: {
      psn_no: insured.personNo,
      insutype: insured.insurance,
      fixmedins_code: talk.client.provider.code,
      med_type: visit.medType,
      begntime: visit.at,
      dise_codg: visit.disease ?? '',
    },
  })
  return answer && !answer.trtinfo.every(({ trt_enjymnt_flag }) => trt_enjymnt_flag === '0')
}

export const credential = ({ certificateNo }: Insured) => ({
  mdtrt_cert_type: BY_IDENTITY_CARD,
  mdtrt_cert_no: certificateNo,
})

export const holder = ({ certificateKind, certificateNo, personType, name }: Insured) => ({
  psn_cert_type: certificateKind,
  certno: certificateNo,
  psn_type: personType,
  psn_name: name,
})

const ACCOUNT_FLAGS = { none: '0', own: '1', mutual: '2' } as const
export const accountFlag = ({ account }: CareEvent): string => ACCOUNT_FLAGS[account]

type OutpatientDiagnosis = InputWritable<'2203'>['diseinfo'][number]

export function outpatientDiagnoses(desk: Desk, event: CareEvent, at: Instant): OutpatientDiagnosis[] {
  return event.diagnoses.map((code, place) => ({
    diag_type: '1',
    diag_srt_no: place + 1,
    diag_code: code,
    diag_name: desk.nameOf(code).slice(0, 100),
    diag_dept: departmentName(event.department),
    dise_dor_no: event.physician,
    dise_dor_name: desk.physicianName(event),
    diag_time: at,
    vali_flag: '1',
  }))
}

type StayDiagnosis = InputWritable<'2401'>['diseinfo'][number]

export function stayDiagnoses(desk: Desk, event: CareEvent, personNo: string, at: Instant): StayDiagnosis[] {
  return event.diagnoses.map((code, place) => ({
    psn_no: personNo,
    diag_type: '1',
    maindiag_flag: place === 0 ? '1' : '0',
    diag_srt_no: place + 1,
    diag_code: code,
    diag_name: desk.nameOf(code).slice(0, 100),
    diag_dept: departmentName(event.department),
    dise_dor_no: event.physician,
    dise_dor_name: desk.physicianName(event),
    diag_time: at,
  }))
}
