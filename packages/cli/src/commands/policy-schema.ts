// `yibao policy schema`: the JSON Schema of policy files, for editors; generated from the definition that reads them.
import { payment, policyFileSchema } from '@yibao/kernel'
import { type Command, printJson } from '../command.ts'

export const command: Command = {
  name: 'policy schema',
  summary: '政策文件的 JSON Schema(供编辑器使用) JSON Schema of policy files for editors',
  usage: 'policy schema [--payment] > policy.schema.json',
  options: { payment: { type: 'boolean' } },
  optionHelp: { payment: '付费规则文件的 of payment configurations' },
  examples: ['npx yibao policy schema > policy.schema.json', 'npx yibao policy schema --payment'],
  run: async ({ values }) => {
    printJson(values.payment === true ? payment.paymentFileSchema() : policyFileSchema())
    return 0
  },
}
