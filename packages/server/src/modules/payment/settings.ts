// Which payment configuration a pooling area uses in a year: its own file of that year, or the last one before it.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { payment } from '@yibao/kernel'
import { paymentFilesAt, productPolicies, readPaymentFile } from '@yibao/policy'

export interface RulesInUse {
  readonly rules: payment.PaymentRules
  /** The year that the file was written for. */
  readonly year: number
  readonly hash: string
}

/** `undefined` where the area has no configuration of that year or before. */
export type FindRules = (year: number) => RulesInUse | undefined

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export const rulesText = (rules: payment.PaymentRules): string =>
  JSON.stringify(rules, (_, value: unknown) => {
    if (typeof value === 'bigint') return `${value}`
    return value instanceof Map ? [...value] : value
  })

export function paymentRulesOf(all: () => readonly payment.PaymentRules[]): FindRules {
  let read: readonly payment.PaymentRules[] | undefined
  return (year) => {
    read ??= all()
    const fitting = read.filter((each) => each.year <= year).sort((a, b) => b.year - a.year)
    const [rules] = fitting
    return rules && { rules: { ...rules, year }, year: rules.year, hash: sha256(rulesText(rules)) }
  }
}

/** The files of the product that name the area; read when first asked for. */
export const shippedPaymentRules = (area: string) => (): payment.PaymentRules[] =>
  paymentFilesAt(join(productPolicies, 'payment')).flatMap((path) => {
    const { rules } = readPaymentFile(path)
    return rules?.area === area ? [rules] : []
  })

/** A configuration that routes stays to scores is for groups of the DIP catalogue; else the DRG scheme groups. */
export const groupMethodOf = ({ methods }: payment.PaymentRules): 'drg' | 'dip' =>
  methods.has('dip') && !methods.has('drg') ? 'dip' : 'drg'
