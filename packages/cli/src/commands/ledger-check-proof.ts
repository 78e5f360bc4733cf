// `yibao ledger check-proof`: checks such a proof without any database, on any machine.
import { readFileSync } from 'node:fs'
import { chartAccount } from '@yibao/kernel'
import { checkProof } from '@yibao/server'
import { type Command, type ExitCode, type Invocation, print, printJson, textOption, UsageError } from '../command.ts'
import { yuan } from '../ledger/report.ts'

export const command: Command = {
  name: 'ledger check-proof',
  summary: '核对入账证明，不需要数据库 check such a proof without a database',
  usage: 'ledger check-proof FILE [--head HASH] [--json]',
  options: { head: { type: 'string' }, json: { type: 'boolean' } },
  optionHelp: {
    head: '公布过的账链头；不给则用文件自己的 a head that was published; the file’s own when left out',
    json: '机器可读 machine-readable',
  },
  examples: ['npx yibao ledger check-proof --help'],
  longExamples: ['npx yibao ledger check-proof proof.json'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const [path, extra] = invocation.positionals
  if (!path || extra !== undefined) throw new UsageError('请指定一个证明文件(name one proof file)')
  const head = textOption(invocation, 'head')
  if (head !== undefined && !/^[0-9a-fA-F]{64}$/.test(head))
    throw new UsageError('--head 应为64位十六进制(expected 64 hexadecimal digits)')
  const checked = checkProof(readFileSync(path, 'utf8'), head)
  if (!checked) throw new UsageError(`${path} 不是入账证明(not a proof of the ledger)`)
  if (invocation.values.json) printJson(checked)
  else {
    print(
      [
        checked.isProven ? '✔ 证明成立 proven' : `✖ ${checked.fault}`,
        `结算 settlement ${checked.settlement}；记账日 posted on ${checked.postedOn.join('、')}`,
        ...checked.lines.map(
          ({ fund, account, side, amountFen }) =>
            `  ${side === 'debit' ? '借' : '贷'} ${account} ${chartAccount(account).zh} ${yuan(amountFen)} ${fund}`,
        ),
        `账链头 head ${checked.head.no} ${checked.head.hash}`,
        ...(head === undefined ? ['请与当时公布的账链头比对 compare the head with one that was published'] : []),
      ].join('\n'),
    )
  }
  return checked.isProven ? 0 : 1
}
