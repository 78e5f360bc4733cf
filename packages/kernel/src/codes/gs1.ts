// Numbers with the GS1 mod-10 check digit: GTIN of packages, and the standard drug code (药品本位码, GB 18937).

const GTIN_FORM = /^(\d{8}|\d{12,14})$/
const STANDARD_DRUG_FORM = /^869\d{11}$/

/** Weights 3 and 1 alternate from the right, starting with 3 beside the check digit. */
export function gs1CheckDigit(body: string): string {
  let sum = 0
  let weight = 3
  for (const digit of [...body].reverse()) {
    sum += Number(digit) * weight
    weight = 4 - weight
  }
  return String((10 - (sum % 10)) % 10)
}

const checkHolds = (text: string): boolean => gs1CheckDigit(text.slice(0, -1)) === text.slice(-1)

export const isGtin = (text: string): boolean => GTIN_FORM.test(text) && checkHolds(text)

/** 86 country, 9 drugs, 5 company, 5 product, 1 check. */
export const isStandardDrugCode = (text: string): boolean => STANDARD_DRUG_FORM.test(text) && checkHolds(text)

/** The company part of a standard drug code, to compare with the national drug code's. */
export const companyOfStandardDrugCode = (code: string): string => code.slice(3, 8)
