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
  system_admin: 'sysadmin',
  audit_admin: 'auditor',
  demo_viewer: 'demo',
}

/** For `issueFirstLogins`. `provider` is the institution of the one account that belongs to an institution. */
export function demoAccounts(provider: string): NewAccount[] {
  return (Object.keys(ROLES) as Role[]).map((role) => ({
    account: NAMES[role],
    displayName: ROLES[role].title,
    role,
    area: '',
    provider: role === 'provider_office' ? provider : '',
  }))
}
