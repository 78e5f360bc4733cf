// 科室信息上传: a provider registers a department, or sends its register entry anew.
import { accepted, type Outcome } from '@yibao/kernel'
import type { Kind, Receipt, WritePath } from '../../platform/index.ts'
import { type Asked, commandFor, type Message } from '../common/index.ts'
import type { ProviderRegister } from './register.ts'
import { DEPARTMENT_FACT, departmentUpdate, type RegisteredDepartment, registeredDepartmentRow } from './store.ts'

interface Upload {
  readonly provider: string
  readonly department: RegisteredDepartment
}

const departmentRegistered: Kind<Asked<Upload, null>, boolean> = {
  name: 'provider.department_registered',
  subjects: ({ input }) => [`provider:${input.provider}`],
  facts: { sql: DEPARTMENT_FACT, args: ({ input }) => ({ provider: input.provider, code: input.department.code }) },
  decide: ({ message, input: { provider, department } }, { facts: isKnown }, context) =>
    accepted({
      answer: message.answer(null, context),
      rows: isKnown
        ? { update: { department: [departmentUpdate(provider, department)] } }
        : { insert: { department: [registeredDepartmentRow(provider, department)] } },
      event: { provider, department: department.code },
    }),
}

export async function registerDepartment(
  writePath: WritePath,
  register: ProviderRegister,
  message: Message<null>,
  upload: Upload,
): Promise<Outcome<Receipt>> {
  const outcome = await writePath.submit(commandFor(departmentRegistered, message, upload))
  if (outcome.ok) register.addDepartment(upload.provider, upload.department)
  return outcome
}
