// `yibao audit cases`: what the rules find in labelled cases at one stage, and whether that is what the cases expect.
import {
  type AuditCase,
  caseDifferences,
  type Fault,
  FaultList,
  type Fired,
  nodeFromJson,
  type RuleCard,
  readAuditCase,
  runAuditCase,
  STAGES,
  type Stage,
} from '@yibao/kernel'
import { type Command, type ExitCode, type Invocation, print, printJson, textOption, UsageError } from '../command.ts'
import { rulesAt } from '../rules-input.ts'
import { textFile } from '../text-file.ts'

export const command: Command = {
  name: 'audit cases',
  summary: '用规则检查带标注的案例 run the audit rules over labelled cases',
  usage: 'audit cases FILE --stage pre|mid|post [--rules PATH] [--json]',
  options: { stage: { type: 'string' }, rules: { type: 'string' }, json: { type: 'boolean' } },
  optionHelp: {
    stage: '环节：pre 事前、mid 事中、post 事后 before, during or after the event',
    rules: '规则卡文件夹，默认随附的 rules/ a folder of rule cards',
    json: '机器可读 machine-readable',
  },
  examples: [
    'npx yibao audit cases rules/examples/cases.json --stage mid',
    'npx yibao audit cases rules/examples/cases.json --stage post --json',
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const [file, extra] = invocation.positionals
  if (!file) throw new UsageError('缺少案例文件 missing FILE')
  if (extra !== undefined) throw new UsageError(`多余的参数 ${extra}（unexpected）`)
  const stage = stageOf(invocation)
  const { cards } = rulesAt(textOption(invocation, 'rules'))
  const results = allOf(file, cards, stage)
  if (invocation.values.json) {
    printJson(results.map(({ id, fired }) => ({ id, fire: fired.map(written) })))
    return 0
  }
  for (const { id, title, fired, differences } of results) report(id, title, fired, differences)
  const failed = results.filter(({ differences }) => differences.length > 0).length
  print(`${results.length} 个案例 cases，${results.length - failed} 个符合 as expected，${failed} 个不符 not`)
  return failed > 0 ? 1 : 0
}

export function stageOf(invocation: Invocation): Stage {
  const given = textOption(invocation, 'stage') ?? ''
  const stage = STAGES.find((each) => each === given)
  if (!stage)
    throw new UsageError(`--stage 应为 pre、mid、post 之一，收到 ${given || '（无）'}（one of pre, mid, post）`)
  return stage
}

interface Item {
  /** As messages name it: its id, or its place in the file. */
  readonly name: string
  readonly value: unknown
}

/** The cases of a file: a list, `{ cases: […] }`, or a single one. */
export function casesIn(file: string): Item[] {
  const text = textFile(file)
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${file} 不是 JSON：${error instanceof Error ? error.message : String(error)}（not JSON）`)
  }
  if (depthOf(content) > MOST_DEPTH)
    throw new UsageError(`${file}：层数超过 ${MOST_DEPTH}，不是案例（nested too deeply for a case）`)
  const inside = isObject(content) && 'cases' in content ? content.cases : content
  const items = Array.isArray(inside) ? inside : [inside]
  if (items.length === 0) throw new UsageError(`${file} 中没有案例（no case here）`)
  return items.map((value, index) => ({
    name: isObject(value) && typeof value.id === 'string' ? value.id : `第 ${index + 1} 个案例 case ${index + 1}`,
    value,
  }))
}

/** A case is seven levels deep. */
const MOST_DEPTH = 40

/** Level by level and not by recursion: a hostile file is deeper than the stack. */
function depthOf(content: unknown): number {
  let level: unknown[] = [content]
  let depth = 0
  for (; level.length > 0 && depth <= MOST_DEPTH; depth += 1)
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []))
  return depth
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

interface Result {
  readonly id: string
  readonly title: string
  readonly fired: readonly Fired[]
  readonly differences: readonly string[]
}

/** Every case, or every fault of every case: a file with one wrong case is refused whole. */
function allOf(file: string, cards: readonly RuleCard[], stage: Stage): Result[] {
  const says: string[] = []
  const results = casesIn(file).flatMap((item) => {
    const result = resultOf(item, file, cards, stage, says)
    return result ? [result] : []
  })
  if (says.length === 0) return results
  const more = says.length > MOST_LINES ? [`… 另有 ${says.length - MOST_LINES} 处 more`] : []
  throw new UsageError([...says.slice(0, MOST_LINES), ...more].join('\n'))
}

const MOST_LINES = 40

function resultOf(
  item: Item,
  file: string,
  cards: readonly RuleCard[],
  stage: Stage,
  says: string[],
): Result | undefined {
  const faults = new FaultList()
  const auditCase = readAuditCase(nodeFromJson(item.value, ''), faults)
  const ran = auditCase && runAuditCase(auditCase, cards, stage, faults)
  for (const fault of faults.faults.filter((each) => each.warning)) warn(file, item.name, fault)
  says.push(...faults.faults.filter((each) => !each.warning).map((fault) => faultLine(file, item.name, fault)))
  if (!auditCase || !ran) return undefined
  const expectsHere = auditCase.stages.length === 0 || auditCase.stages.includes(stage)
  return {
    id: auditCase.id,
    title: auditCase.title,
    fired: ran.fired,
    differences: expectsHere ? caseDifferences(auditCase as AuditCase, ran.fired) : [],
  }
}

/** File, case, field, what was found, what is allowed. */
export const faultLine = (file: string, name: string, fault: Fault): string =>
  `${file}：案例 ${name}，字段 ${fault.file || '（整个案例 the whole case）'}：${fault.code}，读到 ${fault.found}；应为 ${fault.expected}`

const warn = (file: string, name: string, fault: Fault): void => {
  process.stderr.write(`提示 ${faultLine(file, name, fault)}\n`)
}

/** Yuan and units as cases write them; subjects only where there are any. */
function written(fired: Fired): object {
  const some = (name: 'encounters' | 'persons' | 'providers' | 'practitioners' | 'purchasers' | 'codes' | 'missing') =>
    fired[name].length > 0 ? { [name]: fired[name] } : {}
  const [qty, amount] = [fired.excessQuantity / 10_000, fired.excessAmountFen / 100]
  return {
    rule: fired.rule,
    lines: fired.lines,
    severity: fired.severity.replace('_', '-'),
    excess: { qty, amount },
    excessQty: qty,
    excessAmount: amount,
    ...some('encounters'),
    ...some('persons'),
    ...some('providers'),
    ...some('practitioners'),
    ...some('purchasers'),
    ...some('codes'),
    ...some('missing'),
  }
}

const SEVERITY_WORDS = { definite: '确定', suspect: '可疑', needs_evidence: '待补证据' } as const

function report(id: string, title: string, fired: readonly Fired[], differences: readonly string[]): void {
  print(`${differences.length > 0 ? '✖' : '✔'} ${id} ${title}`)
  for (const each of fired) {
    const on = [...each.lines, ...each.encounters, ...each.persons, ...each.practitioners, ...each.codes].join(' ')
    const excess = each.excessAmountFen > 0 ? `，可追回 ${(each.excessAmountFen / 100).toFixed(2)} 元` : ''
    print(`    ${each.rule} ${SEVERITY_WORDS[each.severity]}：${on}${excess}`)
  }
  for (const difference of differences) print(`    ✖ ${difference}`)
}
