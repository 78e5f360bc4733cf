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

/** A lake as payment reads it: its cases, and the groups that lie beside it. */
export interface LakeCases {
  casesOf(folder: string): Promise<payment.PaymentCase[]>
  groupings(folder: string): readonly { readonly part: string; readonly grouping: string }[]
  groupsOf(folder: string, part: string): Promise<{ readonly results: ReadonlyMap<string, payment.GroupResult> }>
}

/** All tables are read before anything is refused, so that one run names every fault. */
export async function readInput(invocation: Invocation, lakes: LakeCases): Promise<payment.PaymentInput> {
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
  const part =
    lake === undefined ? undefined : partBeside(rules, lake, lakes.groupings(lake), textOption(invocation, 'groups'))
  const results =
    part === undefined
      ? optional('groups', payment.readGroupResults, new Map())
      : (await lakes.groupsOf(lake!, part)).results
  const listed = file === undefined ? [] : payment.readCaseTable(file, textFile(file), faults)
  refuseFaults(faults)
  const cases = payment.withGroups(lake === undefined ? listed : await lakes.casesOf(lake), results)
  if (cases.length === 0) throw new UsageError(`${file ?? lake} 中没有病例（no cases here）`)
  const at = invocation.values.forecast === true ? 'start' : 'final'
  return { rules, tables: { groups, providers }, cases, heads, events, at }
}

/** `--groups` may be a file or the name of a grouping beside the lake; without it the one of a method of the rules is taken, and said. */
function partBeside(
  rules: payment.PaymentRules,
  lake: string,
  beside: readonly { readonly part: string; readonly grouping: string }[],
  asked: string | undefined,
): string | undefined {
  if (asked !== undefined && !beside.some(({ part }) => part === asked)) return undefined
  const fit = beside.filter(({ part }) => (asked === undefined ? rules.methods.has(part) : part === asked))
  if (fit.length > 1)
    throw new UsageError(
      `${lake} 旁有 ${fit.map(({ part }) => part).join('、')} 几份病组，规则 ${rules.payment} 都用到，请用 --groups 指定一份（several groupings: name one）`,
    )
  const [taken] = fit
  if (taken)
    process.stderr.write(`病组取自 ${lake}/groups/${taken.part}：${taken.grouping}（groups beside the lake）\n`)
  else if (beside.length > 0)
    process.stderr.write(
      `${lake} 旁的病组 ${beside.map(({ part }) => part).join('、')} 不是规则 ${rules.payment} 的支付方式，未用（not a method of the rules）\n`,
    )
  else
    process.stderr.write(
      `${lake} 旁没有病组，住院按未入组计；可先运行 yibao group --lake（no groups beside the lake）\n`,
    )
  return taken?.part
}
