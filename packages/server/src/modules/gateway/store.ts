// Sign-ins at rest.
import type { Instant } from '@yibao/kernel'
import type { Row, Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'

export const signInRow = (signNo: string, provider: string, operator: string, at: Instant): Row => ({
  sign_no: signNo,
  provider,
  operator,
  signed_in_at: at,
})

export const signOutUpdate = (signNo: string, at: Instant): Update => ({
  key: { sign_no: signNo },
  set: { signed_out_at: at },
})

export const SIGN_IN_FACT = `select (select json_build_object('provider', s.provider, 'operator', s.operator,
    'at', to_char(s.signed_in_at, 'YYYY-MM-DD HH24:MI:SS'), 'isOut', s.signed_out_at is not null)
  from sign_in s where s.sign_no = q.args ->> 'signNo') as facts`

/** Whether a number was given to the provider on that day and is still in use. */
export async function isSignedIn(reader: Reader, signNo: string, provider: string, on: string): Promise<boolean> {
  const { rowCount } = await reader.query({
    name: 'signed in',
    text: `select 1 from sign_in s where s.sign_no = $1 and s.provider = $2 and s.signed_in_at >= $3::date
      and s.signed_out_at is null`,
    values: [signNo, provider, on],
  })
  return (rowCount ?? 0) > 0
}
