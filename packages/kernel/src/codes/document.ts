// Numbers on papers and packages: mobile phone, drug approval, fiscal bill, fully digital invoice.

const MOBILE = /^1[3-9]\d{9}$/
const APPROVAL = /^国药准字[HZSJTBF]\d{8}$/
const FISCAL_BILL_CODE = /^(\d{2})(\d{2})(\d{2})(\d{2})$/
const FISCAL_BILL_NUMBER = /^\d{10}$/
const DIGITAL_INVOICE = /^\d{20}$/

export const isMobileNumber = (text: string): boolean => MOBILE.test(text)

/** 国药准字 and a letter: H chemical, Z Chinese, S biological, J import, T, B, F, with eight digits. */
export const isApprovalNumber = (text: string): boolean => APPROVAL.test(text)

export const isFiscalBillNumber = (text: string): boolean => FISCAL_BILL_NUMBER.test(text)
export const isDigitalInvoiceNumber = (text: string): boolean => DIGITAL_INVOICE.test(text)

export interface FiscalBillCode {
  readonly area: string
  readonly billClass: string
  readonly kind: string
  /** Last two digits of the year. */
  readonly year: string
}

export function parseFiscalBillCode(text: string): FiscalBillCode | undefined {
  const match = FISCAL_BILL_CODE.exec(text)
  if (!match) return undefined
  const [, area = '', billClass = '', kind = '', year = ''] = match
  return { area, billClass, kind, year }
}
