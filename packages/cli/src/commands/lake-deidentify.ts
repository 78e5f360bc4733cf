// `yibao lake deidentify`: a copy of a lake for one research project. Who is in it cannot be named from it, and the copies of two
// projects cannot be joined; every file is verified before the command says that it is there.
import { resolve } from 'node:path'
import { type DeidentifyReport, deidentify, LEAST_K } from '@yibao/lake'
import {
  type Command,
  type ExitCode,
  type Invocation,
  numberOption,
  print,
  printJson,
  requiredOption,
  UsageError,
} from '../command.ts'

export const command: Command = {
  name: 'lake deidentify',
  summary: '为一个研究项目写去标识化副本 a de-identified copy of a lake for one project',
  usage: 'lake deidentify LAKE --project KEYFILE --out FOLDER [--k N] [--json]',
  options: { project: { type: 'string' }, out: { type: 'string' }, k: { type: 'string' }, json: { type: 'boolean' } },
  optionHelp: {
    project:
      '项目密钥文件：至少 32 字节的随机数，十六进制或 base64，例如 openssl rand -hex 32 > key a random key of the project',
    out: '副本文件夹，应为空 an empty folder for the copy',
    k: `每个准标识组合、机构、诊断和印出的数字至少有多少人，默认 ${LEAST_K}，不得更少 people behind everything that is written`,
    json: '机器可读 machine-readable',
  },
  examples: ['npx yibao lake deidentify --help'],
  longExamples: ['npx yibao lake deidentify history --project project.key --out copy'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const [lake, extra] = invocation.positionals
  if (lake === undefined) throw new UsageError('缺少历史库(missing the lake)')
  if (extra !== undefined) throw new UsageError(`多余的参数 ${extra}(unexpected)`)
  const keyFile = resolve(requiredOption(invocation, 'project'))
  const out = resolve(requiredOption(invocation, 'out'))
  const k = numberOption(invocation, 'k', LEAST_K)
  if (!Number.isInteger(k) || k < LEAST_K)
    throw new UsageError(`--k 应为不小于 ${LEAST_K} 的整数，收到 ${k}(a whole number, at least ${LEAST_K})`)
  const report = await deidentify({ lake: resolve(lake), keyFile, out, k })
  if (invocation.values.json) printJson({ out, ...report })
  else print(textOf(out, report))
  return 0
}

function textOf(out: string, report: DeidentifyReport): string {
  const { level, files } = report
  const lines = [
    `${out}`,
    `人员 people ${report.persons}(略去 left out ${report.personsSuppressed})，结算 claims ${report.claims}(略去 ${report.claimsSuppressed})`,
    `年龄 ages by ${level.ageYears} 年 years，${level.top} 岁以上合并 and over；区划 area: ${level.area === 'county' ? '县区 county' : '市 city'}`,
    `隐去的机构 providers hidden ${report.providersHidden} 行 rows，诊断 diagnoses ${report.diagnosesHidden} 行，表格单元 cells ${report.cellsHidden}`,
    ...files.map(({ path, rows, k }) => `k = ${k}  ${path}(${rows})`),
  ]
  return lines.join('\n')
}
