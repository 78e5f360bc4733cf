// The providers of the city in memory: asked for by every message, changed a few times a day.
import type { Reader } from '../common/index.ts'
import type { Department, Provider, StaffMember } from './model.ts'
import { levelNumberOf } from './rules.ts'
import { allDepartments, allProviders, allStaff } from './store.ts'

export interface ProviderRegister {
  find(code: string): Provider | undefined
  /** By code, or by a part of the name; at most `limit`. */
  search(kind: Provider['kind'], name: string, code: string, limit: number): Provider[]
  all(): readonly Provider[]
  reload(): Promise<void>
  /** A department registered just now by a message. */
  addDepartment(provider: string, department: Department): void
}

export async function openProviderRegister(reader: Reader): Promise<ProviderRegister> {
  let providers = new Map<string, Provider & { readonly departments: Map<string, Department> }>()

  async function reload(): Promise<void> {
    const [stored, departments, staff] = await Promise.all([
      allProviders(reader),
      allDepartments(reader),
      allStaff(reader),
    ])
    const departmentsOf = Map.groupBy(departments, (each) => each.provider)
    const staffOf = Map.groupBy(staff, (each) => each.provider)
    providers = new Map(
      stored.map((provider) => [
        provider.code,
        {
          ...provider,
          levelNumber: levelNumberOf(provider.hospitalGrade),
          departments: new Map((departmentsOf.get(provider.code) ?? []).map((each) => [each.code, each])),
          staff: new Map((staffOf.get(provider.code) ?? []).map((each): [string, StaffMember] => [each.code, each])),
        },
      ]),
    )
  }

  await reload()
  return {
    find: (code) => providers.get(code),
    search: (kind, name, code, limit) =>
      [...providers.values()]
        .filter((each) => each.kind === kind && (code === '' || each.code === code) && each.name.includes(name))
        .slice(0, limit),
    all: () => [...providers.values()],
    reload,
    addDepartment: (provider, department) => {
      providers.get(provider)?.departments.set(department.code, department)
    },
  }
}
