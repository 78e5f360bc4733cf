// The rates of a hospital's desk: a payment configuration, or a small rates file.
import type { payment } from '@yibao/kernel'
import { readRatesFile } from '@yibao/policy'
import { rulesAt } from './inputs.ts'

export const ratesAt = (path: string): payment.PaymentRules => rulesAt(path, readRatesFile)
