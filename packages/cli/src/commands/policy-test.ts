// `yibao policy test`: runs the cases that stand beside the policy files, to the fen.
import { type CaseResult, type Fault, FaultList, faultText, PlanBook, readCases, runCase } from '@yibao/kernel'
import { buildPack, type PackOnDisk, packsAt } from '@yibao/policy'
import { type Command, type ExitCode, type Invocation, print, printJson, UsageError } from '../command.ts'

export const command: Command = {
  name: 'policy test',
  summary: '运行政策文件自带的案例 run the cases beside the policy files',
  usage: 'policy test PATH [--json]',
  options: { json: { type: 'boolean' } },
  optionHelp: { json: '机器可读 machine-readable' },
  examples: ['npx yibao policy test policies'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const [path] = invocation.positionals
  if (!path) throw new UsageError('缺少路径 missing PATH')
  const tested = packsAt(path).map(testPack)
  const results = tested.flatMap((each) => each.results)
  const faults = tested.flatMap((each) => each.faults)
  const failed = results.filter((result) => result.differences.length > 0)
  if (invocation.values.json) {
    printJson({ cases: results.length, failed: failed.map(plain), faults })
  } else {
    for (const fault of faults) print(faultText(fault))
    for (const result of failed) print(failureText(result))
    print(`${results.length} 个案例 cases,${failed.length} 个不符 failed`)
  }
  if (results.length === 0 && faults.length === 0) throw new UsageError(`${path} 中没有案例(no cases)`)
  return failed.length === 0 && faults.length === 0 ? 0 : 1
}

function testPack(pack: PackOnDisk): { results: CaseResult[]; faults: Fault[] } {
  const built = buildPack(pack)
  if (!built.library) return { results: [], faults: built.faults.filter((fault) => !fault.warning) }
  const book = new PlanBook(built.library)
  const faults = new FaultList()
  // Cases of inherited packs are run where those packs stand on their own.
  const own = new Set(pack.layers.at(-1)?.files.map((file) => file.path))
  const cases = built.files
    .filter((file) => own.has(file.path))
    .flatMap((file) => (file.cases ? readCases(file.cases, faults) : []))
  return { results: cases.map((each) => runCase(book, each)), faults: faults.faults.filter((fault) => !fault.warning) }
}

const plain = ({ case: each, differences }: CaseResult) => ({
  name: each.name,
  file: each.at.file,
  line: each.at.line,
  differences,
})

function failureText({ case: each, differences }: CaseResult): string {
  const lines = differences.map(
    ({ path, expected, found }) => `    ${path}: 应为 expected ${expected},算得 found ${found}`,
  )
  return [`✖ ${each.at.file}:${each.at.line} ${each.name}`, ...lines].join('\n')
}
