// `yibao policy schema`: the JSON Schema of policy files, for editors; generated from the definition that reads them.
import { policyFileSchema } from '@yibao/kernel'
import { type Command, printJson } from '../command.ts'

export const command: Command = {
  name: 'policy schema',
  summary: '政策文件的 JSON Schema(供编辑器使用) JSON Schema of policy files for editors',
  usage: 'policy schema > policy.schema.json',
  options: {},
  optionHelp: {},
  examples: ['npx yibao policy schema > policy.schema.json'],
  run: async () => {
    printJson(policyFileSchema())
    return 0
  },
}
