// Clearings for the history: all that are not withdrawn, with every step.
import type { Reader } from '../../common/index.ts'
import type { Clearing } from '../model.ts'

export interface ClearingHistory
  extends Pick<Clearing, 'clearingId' | 'provider' | 'month' | 'state' | 'funds' | 'steps'> {
  /** Of the provider. */
  readonly county: string
}

/** Those among these numbers that are clearings. */
export async function clearingsNamed(reader: Reader, names: readonly string[]): Promise<ClearingHistory[]> {
  const { rows } = await reader.query<ClearingHistory>({
    name: 'history clearings named',
    text: `select clearing_id::text as "clearingId", provider, area as county, month, state, funds, steps
      from clearing where clearing_id = any($1::uuid[]) order by clearing_id`,
    values: [names],
  })
  return rows
}
