// National drug codes: western medicine (23), Chinese patent medicine (20), herbal pieces (10), herbal granules (20).
import { companyOfStandardDrugCode } from './gs1.ts'

export interface WesternDrugCode {
  readonly kind: 'western'
  readonly code: string
  /** ATC level 4, such as A10BA. */
  readonly category: string
  /** Initial letter of the generic name and its number. */
  readonly name: string
  readonly form: string
  readonly pack: string
  readonly company: string
}

/** No dosage-form part: in Chinese patent medicine the form belongs to the name. */
export interface ChinesePatentDrugCode {
  readonly kind: 'chinese_patent'
  readonly code: string
  readonly category: string
  readonly name: string
  readonly pack: string
  readonly company: string
}

/** The inner structure of these two is not published in full, so only their form is known. */
export interface HerbalCode {
  readonly kind: 'herbal_piece' | 'herbal_granule'
  readonly code: string
}

export type DrugCode = WesternDrugCode | ChinesePatentDrugCode | HerbalCode

const WESTERN = /^X([A-Z]\d{2}[A-Z]{2})([A-Z]\d{3})([A-Z]\d{3})(\d{4})(\d{5})$/
const CHINESE_PATENT = /^Z([A-Z]\d{2}[A-Z]{2})([A-Z]\d{4})(\d{4})(\d{5})$/
const HERBAL_PIECE = /^T\d{9}$/
const HERBAL_GRANULE = /^T\d{19}$/

export function parseDrugCode(code: string): DrugCode | undefined {
  const western = WESTERN.exec(code)
  if (western) {
    const [, category = '', name = '', form = '', pack = '', company = ''] = western
    return { kind: 'western', code, category, name, form, pack, company }
  }
  const chinese = CHINESE_PATENT.exec(code)
  if (chinese) {
    const [, category = '', name = '', pack = '', company = ''] = chinese
    return { kind: 'chinese_patent', code, category, name, pack, company }
  }
  if (HERBAL_PIECE.test(code)) return { kind: 'herbal_piece', code }
  if (HERBAL_GRANULE.test(code)) return { kind: 'herbal_granule', code }
  return undefined
}

/** Company parts agree. A difference is only a warning: the holder of an approval may change. */
export function sameCompany(drugCode: string, standardDrugCode: string): boolean {
  return drugCode.slice(-5) === companyOfStandardDrugCode(standardDrugCode)
}
