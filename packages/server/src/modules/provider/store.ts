// The register of providers at rest.
import type { Json, Row, Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import type { Agreement, Department, Provider, StaffMember } from './model.ts'

type Stored = Omit<Provider, 'departments' | 'staff' | 'levelNumber'>

interface ProviderRow extends Omit<Stored, 'agreement'> {
  readonly from: Agreement['from']
  readonly until: Agreement['until']
  readonly state: Agreement['state']
}

export async function allProviders(reader: Reader): Promise<Stored[]> {
  const { rows } = await reader.query<ProviderRow>(
    `select code, name, credit_code as "creditCode", kind, level, hospital_grade as "hospitalGrade", area, tags,
       agreement_from as "from", agreement_until as "until", agreement_state as "state", channel from provider`,
  )
  return rows.map(({ from, until, state, ...rest }) => ({ ...rest, agreement: { from, until, state } }))
}

export async function allDepartments(reader: Reader): Promise<(Department & { provider: string })[]> {
  const { rows } = await reader.query<Department & { provider: string }>('select provider, code, name from department')
  return rows
}

export async function allStaff(reader: Reader): Promise<(StaffMember & { provider: string })[]> {
  const { rows } = await reader.query<StaffMember & { provider: string }>(
    'select provider, code, name, department, kind, active from staff',
  )
  return rows
}

export const providerRow = (provider: Stored): Row => ({
  code: provider.code,
  name: provider.name,
  credit_code: provider.creditCode,
  kind: provider.kind,
  level: provider.level,
  hospital_grade: provider.hospitalGrade,
  area: provider.area,
  tags: provider.tags,
  agreement_from: provider.agreement.from,
  agreement_until: provider.agreement.until,
  agreement_state: provider.agreement.state,
  channel: provider.channel,
})

export const departmentRow = (provider: string, { code, name }: Department): Row => ({ provider, code, name })

export const staffRow = (provider: string, member: StaffMember): Row => ({ provider, ...member })

/** The department of a command: whether it is registered already. */
export const DEPARTMENT_FACT = `select to_json(exists (select from department d
  where d.provider = q.args ->> 'provider' and d.code = q.args ->> 'code')) as facts`

export interface RegisteredDepartment extends Department {
  readonly specialty: string
  readonly register: Row
}

export const registeredDepartmentRow = (provider: string, department: RegisteredDepartment): Row => ({
  provider,
  code: department.code,
  name: department.name,
  specialty: department.specialty,
  register: department.register,
})

export const departmentUpdate = (provider: string, department: RegisteredDepartment): Update => ({
  key: { provider, code: department.code },
  set: { name: department.name, specialty: department.specialty, register: department.register },
})

export const channelUpdate = (provider: string, channel: Json): Update => ({
  key: { code: provider },
  set: { channel },
})
