// What `yibao clear` reads: the configuration and the tables, each fault named with file, line and column.
import { existsSync } from 'node:fs'
import { FaultList, faultText, payment } from '@yibao/kernel'
import { readPaymentFile } from '@yibao/policy'
import { type Invocation, requiredOption, textOption, UsageError } from '../command.ts'
import { textFile } from '../text-file.ts'

const MOST_SHOWN = 20

export function refuseFaults(faults: FaultList): void {
  if (!faults.refuses) return
  const all = faults.faults.filter(({ warning }) => !warning)
  const more = all.length > MOST_SHOWN ? [`… 另有 ${all.length - MOST_SHOWN} 处（more）`] : []
  throw new UsageError([...all.slice(0, MOST_SHOWN).map(faultText), ...more].join('\n'))
}

export function rulesAt(path: string, read = readPaymentFile): payment.PaymentRules {
  if (!existsSync(path)) throw new UsageError(`没有这个文件：${path}（no such file）`)
  const { rules, faults } = read(path)
  if (rules) return rules
  const list = new FaultList()
  for (const { code, found, expected, ...at } of faults.filter(({ warning }) => !warning))
    list.add(at, code, found, expected)
  refuseFaults(list)
  throw new UsageError(`${path} 不是付费规则（not a payment configuration）`)
}

type Read<T> = (file: string, text: string, faults: FaultList) => T

/** All tables are read before anything is refused, so that one run names every fault. */
export async function readInput(
  invocation: Invocation,
  casesOfLake: (folder: string) => Promise<payment.PaymentCase[]>,
): Promise<payment.PaymentInput> {
  const rules = rulesAt(requiredOption(invocation, 'config'))
  const faults = new FaultList()
  const optional = <T>(option: string, read: Read<T>, empty: T): T => {
    const path = textOption(invocation, option)
    return path === undefined ? empty : read(path, textFile(path), faults)
  }
  const [file, lake] = [textOption(invocation, 'cases'), textOption(invocation, 'lake')]
  if ((file === undefined) === (lake === undefined))
    throw new UsageError('病例用 --cases 或 --lake 之一给出（give cases by --cases or by --lake）')
  const groups = optional('weights', payment.readWeights, new Map())
  const providers = optional('providers', payment.readProviders, new Map())
  const heads = optional('heads', payment.readHeads, [])
  const events = optional('money', payment.readMoney, [])
  const results = optional('groups', payment.readGroupResults, new Map())
  const listed = file === undefined ? [] : payment.readCaseTable(file, textFile(file), faults)
  refuseFaults(faults)
  const cases = payment.withGroups(lake === undefined ? listed : await casesOfLake(lake), results)
  if (cases.length === 0) throw new UsageError(`${file ?? lake} 中没有病例（no cases here）`)
  const at = invocation.values.forecast === true ? 'start' : 'final'
  return { rules, tables: { groups, providers }, cases, heads, events, at }
}
