// Payment configurations among the policy files: found by what they say, read and checked in the same manner.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { contribution, type Fault, payment } from '@yibao/kernel'

export interface PaymentCheck {
  readonly path: string
  readonly id: string | undefined
  readonly title: string | undefined
  readonly usable: boolean
  readonly faults: readonly Fault[]
  readonly warnings: readonly Fault[]
  readonly values: { readonly total: number; readonly assumed: number }
}

const IS_YAML = /\.ya?ml$/i

/** Whether a file is a payment configuration and no policy pack. */
export const isPaymentFile = (path: string): boolean =>
  IS_YAML.test(path) && payment.isPaymentText(readFileSync(path, 'utf8'))

/** Rules of another kind than a policy pack: of paying providers, of collecting contributions. */
export function isOtherRulesFile(path: string): boolean {
  if (!IS_YAML.test(path)) return false
  const text = readFileSync(path, 'utf8')
  return payment.isPaymentText(text) || contribution.isContributionText(text)
}

/** Every payment configuration below a path, in order. A folder with a pack.yaml is a policy pack and is not looked into. */
export function paymentFilesAt(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return isPaymentFile(path) ? [resolve(path)] : []
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  if (entries.some((entry) => entry.name === 'pack.yaml')) return []
  return entries.flatMap((entry) => {
    const child = join(path, entry.name)
    if (entry.isDirectory()) return paymentFilesAt(child)
    return entry.isFile() && isPaymentFile(child) ? [resolve(child)] : []
  })
}

export function readPaymentFile(path: string): payment.PaymentBuilt {
  const short = relative(process.cwd(), resolve(path))
  return payment.readPayment(short.startsWith('..') ? path : short, readFileSync(path, 'utf8'))
}

/** A hospital's desk may bring a small rates file instead of a whole configuration. */
export function readRatesFile(path: string): payment.PaymentBuilt {
  const text = readFileSync(path, 'utf8')
  return payment.isRatesText(text) ? payment.readRates(path, text) : readPaymentFile(path)
}

export function checkPayment(path: string): PaymentCheck {
  const built = readPaymentFile(path)
  return {
    path: relative(process.cwd(), path),
    id: built.rules?.payment,
    title: built.rules?.title,
    usable: built.rules !== undefined,
    faults: built.faults.filter(({ warning }) => !warning),
    warnings: built.faults.filter(({ warning }) => warning),
    values: built.values,
  }
}
