// A person as a screen may show one without a stated purpose.
import { maskCertificate, maskMobile, maskName } from '@yibao/kernel'
import type { Person } from './model.ts'

export interface MaskedPerson {
  readonly personNo: string
  readonly name: string
  readonly certificateNo: string
  readonly mobile: string
}

export const maskedPerson = ({ personNo, name, certificateNo, mobile }: Person): MaskedPerson => ({
  personNo,
  name: maskName(name),
  certificateNo: maskCertificate(certificateNo),
  mobile: maskMobile(mobile),
})
