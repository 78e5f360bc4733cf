// Opening and closing accounts: changes of business state like any other, with key, audit record and event.
import { accepted, refused } from '@yibao/kernel'
import { isRole, type Role, roleOf } from '../access/index.ts'
import type { Kind } from '../write/index.ts'
import { accountFacts } from './store.ts'

export interface NewAccount {
  readonly account: string
  readonly displayName: string
  readonly role: Role
  /** Area code prefix; '' is the whole pooling area. */
  readonly area: string
  /** Institution code; '' is not bound to one. */
  readonly provider: string
  /** Employer number; '' or absent is not bound to one. */
  readonly employer?: string
}

interface AccountFacts {
  readonly status: 'active' | 'closed'
}

const NAME = /^[a-z][a-z0-9._-]{1,49}$/

export const openAccount: Kind<NewAccount, AccountFacts | null, { readonly account: string }> = {
  name: 'account.opened',
  subjects: ({ account }) => [`account:${account}`],
  facts: accountFacts,
  decide: ({ account, displayName, role, area, provider, employer = '' }, { facts }) => {
    if (!NAME.test(account)) return refused('account_name_form', { account })
    if (!isRole(role)) return refused('account_role_unknown', { role })
    if (roleOf(role).boundToProvider && provider === '') return refused('account_needs_provider', { role })
    if (roleOf(role).boundToEmployer ? employer === '' : employer !== '')
      return refused('account_needs_employer', { role })
    if (facts !== null) return refused('account_exists', { account })
    const bound = { provider: provider || null, employer: employer || null }
    const row = { account, display_name: displayName, role, area, ...bound, status: 'active' }
    return accepted({ answer: { account }, rows: { insert: { account: [row] } }, event: { account, role } })
  },
}

export const closeAccount: Kind<{ readonly account: string }, AccountFacts | null, { readonly account: string }> = {
  name: 'account.closed',
  subjects: ({ account }) => [`account:${account}`],
  facts: accountFacts,
  decide: ({ account }, { facts }) => {
    if (facts?.status !== 'active') return refused('account_unknown', { account })
    const update = [{ key: { account }, set: { status: 'closed' } }]
    return accepted({ answer: { account }, rows: { update: { account: update } }, event: { account } })
  },
}
