// One account for each kind of user, for a demonstration on one's own machine.
import { ROLES, type Role } from '../access/index.ts'
import type { NewAccount } from './accounts.ts'

const NAMES: Readonly<Record<Role, string>> = {
  bureau_leader: 'leader',
  benefits_officer: 'benefits',
  fund_supervision: 'supervision',
  finance: 'finance',
  enrolment_window: 'window',
  provider_office: 'provider',
  employer_office: 'employer',
  system_admin: 'sysadmin',
  audit_admin: 'auditor',
  demo_viewer: 'demo',
}

/** For `issueFirstLogins`: the institution and the employer of the accounts that belong to one; without an employer no such account. */
export function demoAccounts(provider: string, employer = ''): NewAccount[] {
  const roles = (Object.keys(ROLES) as Role[]).filter((role) => employer !== '' || role !== 'employer_office')
  return roles.map((role) => ({
    account: NAMES[role],
    displayName: ROLES[role].title,
    role,
    area: '',
    provider: role === 'provider_office' ? provider : '',
    ...(role === 'employer_office' && { employer }),
  }))
}
