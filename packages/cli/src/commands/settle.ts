// `yibao settle`: settles cases under a policy and shows every amount with its explanation.
import {
  amountsOf,
  besideTheBill,
  type Explanation,
  type ExplanationNode,
  explain,
  type Fen,
  isBesideTheBill,
  PlanBook,
  type PolicyCase,
  runCase,
  settleCase,
  yuanText,
} from '@yibao/kernel'
import {
  type Command,
  type ExitCode,
  type Invocation,
  print,
  printJson,
  requiredOption,
  textOption,
} from '../command.ts'
import { casesIn, libraryAt, refuseUnknownWords } from '../policy-input.ts'

export const command: Command = {
  name: 'settle',
  summary: '按政策结算案例并逐项说明 settle cases under a policy, explained',
  usage: 'settle --policy PATH --case FILE [--reform PATH] [--json] [--no-explain]',
  options: {
    policy: { type: 'string' },
    case: { type: 'string' },
    reform: { type: 'string' },
    json: { type: 'boolean' },
    'no-explain': { type: 'boolean' },
  },
  optionHelp: {
    policy: '政策文件或文件夹 a policy file or folder',
    case: '一个案例、案例列表或带 cases 的政策文件或文件夹；省略时用政策自带的案例 cases, by default those of the policy',
    reform: '叠加的改革方案 an overlay on top of the policy',
    json: '机器可读 machine-readable',
    'no-explain': '不输出说明树 leave the explanation out',
  },
  examples: [
    'npx yibao settle --policy policies/examples/tertiary-stay-three-layers.yaml',
    'npx yibao settle --policy policies/nation --no-explain --json',
    'npx yibao settle --policy policies/examples/rounding-once-a-tier.yaml --case policies/examples/rounding-once-a-tier.yaml --json',
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const path = requiredOption(invocation, 'policy')
  const { library } = libraryAt(path, textOption(invocation, 'reform'))
  const book = new PlanBook(library)
  const cases = casesIn(textOption(invocation, 'case') ?? path)
  refuseUnknownWords(cases, library)
  const results = cases.map((each) => resultOf(book, each, invocation.values['no-explain'] !== true))
  if (invocation.values.json)
    printJson(results.map(({ explanation, ...rest }) => ({ ...rest, ...(explanation && { explanation }) })))
  else for (const result of results) print(textOf(result))
  return results.every((result) => result.ok && result.differences.length === 0) ? 0 : 1
}

interface Result {
  readonly name: string
  readonly ok: boolean
  /** Set when the bill is refused. */
  readonly refusal?: { readonly code: string; readonly facts: object }
  readonly plan?: string
  readonly policyVersion?: string
  /** Yuan with two decimals, by the paths of docs/policy-language.md. */
  readonly amounts?: Readonly<Record<string, string>>
  /** The same as numbers: fen; shares in basis points, counts as they are. */
  readonly amountsFen?: Readonly<Record<string, number>>
  readonly assumed?: readonly string[]
  readonly differences: readonly { path: string; expected: string; found: string }[]
  readonly explanation?: Explanation
  /** Of allowances and waiting periods. */
  readonly trees?: readonly ExplanationNode[]
}

function resultOf(book: PlanBook, policyCase: PolicyCase, withExplanation: boolean): Result {
  const { differences } = runCase(book, policyCase)
  const shown = differences.map(({ path, expected, found }) => ({ path, expected, found }))
  const name = policyCase.name
  if (isBesideTheBill(policyCase)) return besideResult(book, policyCase, shown, withExplanation)
  const outcome = settleCase(book, policyCase, true)
  if (!outcome.ok) {
    const expected = policyCase.expectRefusal === outcome.code
    return { name, ok: expected, refusal: { code: outcome.code, facts: outcome.facts }, differences: shown }
  }
  const settlement = outcome.value
  const fen = Object.fromEntries(
    [...amountsOf(settlement, policyCase.bill)].filter((pair): pair is [string, number] => typeof pair[1] === 'number'),
  )
  const isMoney = (path: string) => !/^(changes|after)\.admissions|_share$/.test(path)
  const explanation = explain(
    book.planOn(settlement.plan, policyCase.on, policyCase.knownOn),
    policyCase.bill,
    settlement,
  )
  return {
    name,
    ok: true,
    plan: settlement.plan,
    policyVersion: settlement.policyVersion,
    amounts: Object.fromEntries(
      Object.entries(fen).map(([path, value]) => [path, isMoney(path) ? yuanText(value as Fen) : String(value)]),
    ),
    amountsFen: fen,
    assumed: explanation.assumed.map((citation) => `${citation.slot} (${citation.file}:${citation.line})`),
    differences: shown,
    ...(withExplanation && { explanation }),
  }
}

/** Allowances and waiting periods: amounts with their trees, and no settlement. */
function besideResult(
  book: PlanBook,
  policyCase: PolicyCase,
  differences: Result['differences'],
  withExplanation: boolean,
): Result {
  const { name, expectRefusal } = policyCase
  const outcome = besideTheBill(book.library, policyCase)
  if (!outcome.ok) {
    const refusal = { code: outcome.code, facts: outcome.facts }
    return { name, ok: expectRefusal === outcome.code, refusal, differences }
  }
  const { amounts, explanations } = outcome.value
  const written = [...amounts].map(([path, value]): [string, string] => [
    path,
    typeof value === 'number' && path.startsWith('allowance') ? yuanText(value as Fen) : String(value),
  ])
  const fen = [...amounts].filter((pair): pair is [string, number] => typeof pair[1] === 'number')
  return {
    name,
    ok: true,
    policyVersion: book.library.version,
    amounts: Object.fromEntries(written),
    amountsFen: Object.fromEntries(fen),
    assumed: [...new Set(explanations.flatMap(assumedIn))],
    differences,
    ...(withExplanation && { trees: explanations }),
  }
}

/** Where a tree stands on values that no document of the city establishes. */
const assumedIn = ({ citation, children }: ExplanationNode): string[] => [
  ...(citation?.assumed ? [`${citation.slot} (${citation.file}:${citation.line})`] : []),
  ...children.flatMap(assumedIn),
]

function textOf(result: Result): string {
  const lines = [`■ ${result.name}`]
  if (result.refusal) lines.push(`  拒绝 refused: ${result.refusal.code} ${JSON.stringify(result.refusal.facts)}`)
  for (const sentence of result.explanation?.sentences ?? []) lines.push(`  ${sentence.zh}`)
  if (result.explanation) lines.push(...treeLines(result.explanation.root, 1))
  for (const tree of result.trees ?? []) lines.push(...treeLines(tree, 1))
  for (const slot of result.assumed ?? []) lines.push(`  ! 假定值 assumed: ${slot}`)
  for (const { path, expected, found } of result.differences) lines.push(`  ✖ ${path}: 应为 ${expected}，算得 ${found}`)
  return lines.join('\n')
}

function treeLines(node: ExplanationNode, depth: number): string[] {
  const clause = node.citation?.title ? `  《${node.citation.title}》${node.citation.clause ?? ''}` : ''
  const assumed = node.citation?.assumed ? ' 【假定 assumed】' : ''
  const own = `${'  '.repeat(depth)}${node.title.zh} ${node.formula}${clause}${assumed}`
  return [own, ...node.children.flatMap((child) => treeLines(child, depth + 1))]
}
