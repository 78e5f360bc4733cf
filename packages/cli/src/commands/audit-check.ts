// `yibao audit check`: what is wrong with rule cards and knowledge tables, where, and whether the cases of each card come out.
import { compileAudit, type Fault, faultText, runCardTests } from '@yibao/kernel'
import { loadRules } from '@yibao/policy'
import { type Command, type ExitCode, type Invocation, print, printJson } from '../command.ts'

export const command: Command = {
  name: 'audit check',
  summary: '检查规则卡、知识点表并运行其案例 check rule cards and knowledge tables, and run their cases',
  usage: 'audit check [PATH] [--json]',
  options: { json: { type: 'boolean' } },
  optionHelp: { json: '机器可读 machine-readable' },
  examples: ['npx yibao audit check rules', 'npx yibao audit check rules/policy --json'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const { cards, points, faults } = loadRules(invocation.positionals[0])
  if (cards.length > 0) compileAudit(cards, points, faults)
  const tests = cards.flatMap((card) => runCardTests(card).map((result) => ({ card, ...result })))
  const failed = tests.flatMap(({ card, test, differences, faults: own }) => {
    const says = [...differences, ...own.faults.map(faultText)]
    return says.length > 0 ? [{ rule: card.id, name: test.name, file: test.at.file, line: test.at.line, says }] : []
  })
  const wrong = faults.faults.filter((fault) => !fault.warning)
  if (invocation.values.json)
    printJson({ cards: cards.length, points: points.length, tests: tests.length, faults: wrong, failed })
  else
    report(
      wrong,
      failed,
      `${cards.length} 张规则卡 cards，${points.length} 个知识点 points，${tests.length} 个案例 cases`,
    )
  return wrong.length > 0 || failed.length > 0 ? 1 : 0
}

interface Failed {
  readonly rule: string
  readonly name: string
  readonly file: string
  readonly line: number
  readonly says: readonly string[]
}

function report(faults: readonly Fault[], failed: readonly Failed[], total: string): void {
  for (const fault of faults) print(faultText(fault))
  for (const { rule, name, file, line, says } of failed) {
    print(`${file}:${line} ${rule} ✖ ${name}`)
    for (const each of says) print(`    ${each}`)
  }
  print(`${total}；${faults.length} 处错误 faults，${failed.length} 个案例不符 cases not as expected`)
}
