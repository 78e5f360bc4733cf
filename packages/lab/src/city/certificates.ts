// 慢特病待遇认定: which certified diseases a person has, by age, sex and scheme.

import type { CertificateRecord } from '@yibao/contract/load'
import { addDays, type Day, type Sex } from '@yibao/kernel'
import type { ChronicDiseaseItem } from '../catalogue/index.ts'
import type { Random } from '../random.ts'

interface Prevalence {
  readonly disease: string
  readonly kind: CertificateRecord['kind']
  readonly ageMin: number
  /** Share among those old enough; grows by half with every ten years beyond `ageMin`, up to four times. */
  readonly share: number
  readonly sex?: Sex
}

/** Assumed: about one insured person in twelve holds a certificate, as the published account of one city suggests. */
const PREVALENCES: readonly Prevalence[] = [
  { disease: 'M03900', kind: 'chronic', ageMin: 45, share: 0.045 },
  { disease: 'M01600', kind: 'chronic', ageMin: 40, share: 0.022 },
  { disease: 'M04600', kind: 'chronic', ageMin: 50, share: 0.02 },
  { disease: 'M04803', kind: 'chronic', ageMin: 50, share: 0.016 },
  { disease: 'M05300', kind: 'chronic', ageMin: 50, share: 0.012 },
  { disease: 'M06900', kind: 'chronic', ageMin: 35, share: 0.004 },
  { disease: 'M06201', kind: 'chronic', ageMin: 40, share: 0.002 },
  { disease: 'M00201', kind: 'chronic', ageMin: 20, share: 0.003 },
  { disease: 'M02101', kind: 'chronic', ageMin: 18, share: 0.002 },
  { disease: 'M02500', kind: 'chronic', ageMin: 6, share: 0.0012 },
  { disease: 'M02300', kind: 'chronic', ageMin: 55, share: 0.002 },
  { disease: 'M07800', kind: 'chronic', ageMin: 40, share: 0.002 },
  { disease: 'M00503', kind: 'special', ageMin: 35, share: 0.0035 },
  { disease: 'M07803', kind: 'special', ageMin: 30, share: 0.0008 },
  { disease: 'M08300', kind: 'special', ageMin: 25, share: 0.0002 },
]
const TWO_DISEASES = [
  { disease: 'M03900', ageMin: 40, share: 0.06 },
  { disease: 'M01600', ageMin: 40, share: 0.02 },
] as const

export interface CertificateSubject {
  readonly personNo: string
  readonly age: number
  readonly sex: Sex
  readonly scheme: 'employee' | 'resident'
  /** Hospitals that certify, near the person. */
  readonly certifier: string
}

export function drawCertificates(
  random: Random,
  subject: CertificateSubject,
  names: ReadonlyMap<string, ChronicDiseaseItem>,
  opensOn: Day,
): CertificateRecord[] {
  const held = PREVALENCES.filter((each) => fits(random, subject, each)).map((each) =>
    certificate(random, subject, each, names, opensOn),
  )
  if (held.length > 0 || subject.scheme === 'employee') return held
  // 两病: residents whose disease does not reach the mark of a chronic certificate.
  return TWO_DISEASES.filter((each) => fits(random, subject, each)).map((each) =>
    certificate(random, subject, { ...each, kind: 'two_disease' }, names, opensOn),
  )
}

function fits(random: Random, { age, sex }: CertificateSubject, each: Omit<Prevalence, 'kind'>): boolean {
  if (age < each.ageMin || (each.sex && each.sex !== sex)) return false
  return random.chance(each.share * Math.min(4, 1.5 ** ((age - each.ageMin) / 10)))
}

function certificate(
  random: Random,
  subject: CertificateSubject,
  { disease, kind }: Pick<Prevalence, 'disease' | 'kind'>,
  names: ReadonlyMap<string, ChronicDiseaseItem>,
  opensOn: Day,
): CertificateRecord {
  const item = names.get(disease)
  if (!item) throw new Error(`The catalogue has no chronic disease ${disease}`)
  const { personNo, certifier } = subject
  const from = addDays(opensOn, -random.int(30, 1400))
  return { personNo, disease, diseaseName: item.name, kind, from, provider: certifier }
}
