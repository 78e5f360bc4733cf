// `yibao enrol import`: a file of enrolments is checked as a whole, and its good lines come in when the caller says so.
import { createWriteStream, existsSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { enrolment, OFFICE_CSV_BEGIN, officeCsvRow } from '@yibao/kernel'
import { ContributionUnusable, contributionRulesAt, contributionRulesFor, productContributions } from '@yibao/policy'
import {
  areaCodes,
  enrolmentRefusals,
  type ImportSummary,
  latestLibrary,
  openEnrolmentDesk,
  type Visitor,
} from '@yibao/server'
import { type Command, type ExitCode, type Invocation, print, printJson, textOption, UsageError } from '../command.ts'
import { progressBar } from '../progress.ts'
import { DATA_HELP, dataOption, visiting } from '../visit.ts'
import { operator } from './user-add.ts'

export const command: Command = {
  name: 'enrol import',
  summary: '批量导入参保 bring in a file of enrolments',
  usage:
    'enrol import FILE.csv [--check | --commit] [--errors FILE] [--rules PATH] [--data FOLDER] [--json]; enrol import --template',
  options: {
    check: { type: 'boolean' },
    commit: { type: 'boolean' },
    errors: { type: 'string' },
    rules: { type: 'string' },
    template: { type: 'boolean' },
    data: dataOption,
    json: { type: 'boolean' },
  },
  optionHelp: {
    check: '只检查，默认 check only, the default',
    commit: '检查后导入正确的行 check, then bring the good lines in',
    errors: '错误清单，默认 FILE.errors.csv where the faults are written',
    rules: '征缴规则，默认随附的 policies/contribution contribution rules',
    template: '打印表头 print the head of the file',
    data: DATA_HELP,
    json: '机器可读 machine-readable',
  },
  examples: ['npx yibao enrol import --template'],
  longExamples: ['npx yibao enrol import 参保.csv --check', 'npx yibao enrol import 参保.csv --commit'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const [file, extra] = invocation.positionals
  const { values } = invocation
  if (values.template === true && file === undefined) {
    print(enrolment.enrolHead().join(','))
    return 0
  }
  if (file === undefined) throw new UsageError('缺少文件 name one file')
  if (extra !== undefined) throw new UsageError(`多余的参数 ${extra}(unexpected)`)
  if (values.check === true && values.commit === true)
    throw new UsageError('--check 与 --commit 只用其一(one of the two)')
  if (!existsSync(file)) throw new UsageError(`没有这个文件：${file}(no such file)`)
  if (!statSync(file).isFile()) throw new UsageError(`应为文件：${file}(not a file)`)
  return visiting(invocation, (visitor) => importFile(visitor, invocation, file))
}

async function importFile({ platform }: Visitor, invocation: Invocation, file: string): Promise<ExitCode> {
  const desk = openEnrolmentDesk({
    ...platform,
    rules: await rulesOf(platform, textOption(invocation, 'rules')),
    library: await latestLibrary(platform.reader),
  })
  const errors = textOption(invocation, 'errors') ?? `${file}.errors.csv`
  const steps = invocation.values.commit === true ? (['check', 'bringIn'] as const) : (['check'] as const)
  let last: ImportSummary | undefined
  for (const step of steps) {
    const bar = progressBar(step === 'check' ? '检查 check' : '导入 import')
    const faults = await faultFile(errors)
    const outcome = await desk[step](file, operator(), {
      onProgress: (share, lines) => bar.show(share, `${lines} 行 lines`),
      onFaults: faults.write,
    })
    const written = await faults.close()
    if (!outcome.ok) return say(outcome.code, outcome.facts)
    last = outcome.value
    bar.done(`${last.lines} 行 lines`)
    if (invocation.values.json !== true) report(step, last, written ? errors : undefined)
    if (step === 'check' && last.faulty === last.lines) break
  }
  if (invocation.values.json === true)
    printJson({
      ...last,
      errors: last && last.faulty > 0 ? errors : null,
      committed: invocation.values.commit === true,
    })
  return last && last.faulty > 0 ? 1 : 0
}

function say(code: string, facts: Readonly<Record<string, unknown>>): ExitCode {
  const definition = (enrolmentRefusals.definitions as Record<string, { say(facts: never): string }>)[code]
  process.stderr.write(`${definition?.say(facts as never) ?? `${code} ${JSON.stringify(facts)}`}\n`)
  return 1
}

/** The rules of the area that the store holds. */
async function rulesOf({ reader, clock }: Visitor['platform'], path = productContributions) {
  try {
    const all = contributionRulesAt(path)
    const areas = await areaCodes(reader)
    const rules = contributionRulesFor(all, areas, Number(clock.today().slice(0, 4)))
    if (!rules) throw new UsageError('没有这个统筹区和年度的征缴规则(no contribution rules for this area and year)')
    return rules
  } catch (error) {
    throw error instanceof ContributionUnusable ? new UsageError(error.message) : error
  }
}

/** The file of faults is made with the first of them; one of an earlier run is taken away. */
async function faultFile(path: string) {
  await rm(path, { force: true })
  let stream: ReturnType<typeof createWriteStream> | undefined
  const open = () => {
    const made = createWriteStream(path)
    made.write(OFFICE_CSV_BEGIN + officeCsvRow(['行 line', '列 column', '代码 code', '原值 found', '应为 allowed']))
    return made
  }
  return {
    write: async (faults: readonly enrolment.LineFault[]): Promise<void> => {
      stream ??= open()
      const text = faults.map(({ line, column, code, found, allowed }) =>
        officeCsvRow([line, column, code, found, allowed]),
      )
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      stream.write(text.join(''), (error) => (error ? reject(error) : resolve()))
      await promise
    },
    close: async (): Promise<boolean> => {
      if (!stream) return false
      const { promise, resolve } = Promise.withResolvers<void>()
      stream.end(resolve)
      await promise
      return true
    },
  }
}

const WORDS: Readonly<Record<string, string>> = {
  new_person: '新增人员 new people',
  enrolled: '新参保 enrolled',
  renewed: '续保 renewed',
  moved: '变更单位或身份 moved',
  stopped: '停保 stopped',
  unchanged: '已参保，无变化 unchanged',
  duplicate_new_kept: '重复参保，按规定保留新的 duplicate, the new one stands',
  duplicate_old_kept: '重复参保，按规定保留原有的 duplicate, the old one stands',
  duplicate_choice: '重复参保，待书面选择 duplicate, the person chooses',
  repeated: '与前面的行相同 same as a line before',
}

function report(
  step: 'check' | 'bringIn',
  { lines, faulty, kinds, sha256 }: ImportSummary,
  errors: string | undefined,
): void {
  const verb = step === 'check' ? '检查 checked' : '导入 brought in'
  print(
    `${verb}: ${lines} 行 lines，正确 good ${lines - faulty}，有误 faulty ${faulty}，文件 SHA-256 ${sha256.slice(0, 16)}…`,
  )
  for (const [kind, words] of Object.entries(WORDS)) {
    const count = kinds[kind as keyof typeof kinds]
    if (count !== undefined) print(`  ${words} ${count}`)
  }
  if (errors !== undefined) print(`  错误清单 faults: ${errors}`)
}
