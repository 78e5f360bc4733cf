// `yibao ledger verify`: proves that every journal balances, that none was altered, and that the books agree with the business.
import { type Command, type ExitCode, type Invocation, print, printJson, UsageError } from '../command.ts'
import { DATA_HELP, dataOption, visiting } from '../visit.ts'

export const command: Command = {
  name: 'ledger verify',
  summary: '核验总账：平衡、链、与业务相符 verify the ledger: balanced, unaltered, agreeing with the business',
  usage: 'ledger verify [--data FOLDER] [--json]',
  options: { data: dataOption, json: { type: 'boolean' } },
  optionHelp: { data: DATA_HELP, json: '机器可读 machine-readable' },
  examples: ['npx yibao ledger verify', 'npx yibao ledger verify --json'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0) throw new UsageError(`多余的参数 ${invocation.positionals[0]}(unexpected)`)
  const report = await visiting(invocation, ({ ledger }) => ledger.verify())
  const { balanced, chain, bridge, firstFault, journals, unsealed, head } = report
  if (invocation.values.json) printJson(report)
  else {
    const mark = (holds: boolean): string => (holds ? '✔' : '✖')
    print(
      [
        `${mark(balanced)} 借贷平衡 every journal balances in each fund (${journals})`,
        `${mark(chain)} 账链完整 the chain is whole: ${head ? `${head.no} blocks, ${head.hash}` : 'nothing sealed yet'}, unsealed ${unsealed}`,
        `${mark(bridge)} 账实相符 the books agree with settlements and accounts`,
        ...(firstFault === null ? [] : [`首处问题 first fault: ${firstFault}`]),
      ].join('\n'),
    )
  }
  return balanced && chain && bridge ? 0 : 1
}
