// `yibao ledger prove`: writes the proof that one settlement stands in the sealed books, for whoever keeps a published head.
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { identifierIn } from '@yibao/server'
import { type Command, type ExitCode, type Invocation, print, printJson, textOption, UsageError } from '../command.ts'
import { DATA_HELP, dataOption, visiting } from '../visit.ts'

export const command: Command = {
  name: 'ledger prove',
  summary: '写出一笔结算的入账证明 proof that one settlement stands in the sealed books',
  usage: 'ledger prove SETTLEMENT [--out FILE] [--data FOLDER] [--json]',
  options: { out: { type: 'string' }, data: dataOption, json: { type: 'boolean' } },
  optionHelp: {
    out: '证明文件，默认 SETTLEMENT.proof.json the file to write',
    data: DATA_HELP,
    json: '机器可读 machine-readable',
  },
  examples: ['npx yibao ledger prove --help'],
  longExamples: ['npx yibao ledger prove 01HZX3VJ7M8Q9R2T4W6Y8A0B1C --out proof.json'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const [text, extra] = invocation.positionals
  if (!text || extra !== undefined) throw new UsageError('请指定一笔结算的编号(name one settlement)')
  const settlement = identifierIn(text)
  if (!settlement) throw new UsageError(`${text} 不是结算编号(not the number of a settlement)`)
  const file = await visiting(invocation, ({ ledger }) => ledger.proveSettlement(settlement))
  if (!file) {
    process.stderr.write(`账上没有结算 ${text} 的凭证(the books hold no journal of it)\n`)
    return 1
  }
  const path = resolve(textOption(invocation, 'out') ?? `${text}.proof.json`)
  writeFileSync(path, `${JSON.stringify(file, null, 1)}\n`)
  const { head, journals } = file
  if (invocation.values.json) printJson({ path, settlement, journals: journals.length, head })
  else print(`${path}\n${journals.length} 张凭证 journals；账链头 head ${head.no} ${head.hash}`)
  return 0
}
