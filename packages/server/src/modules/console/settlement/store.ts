// What belongs to one settlement besides its row.
import { epochMsOfId, idAt } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'

/** Identifiers made within this time of the settlement's: its journals are among them. */
const JOURNAL_WITHIN_MS = 60_000

export async function journalsOfSettlement(reader: Reader, settlementId: string): Promise<string[]> {
  const { rows } = await reader.query<{ id: string }>({
    name: 'journals of settlement',
    text: `select j.journal_id as id from journal j
      where j.journal_id > $1::uuid and j.journal_id < $2::uuid and j.cause_id = $3 order by j.journal_id`,
    values: [settlementId, idAt(epochMsOfId(settlementId) + JOURNAL_WITHIN_MS), settlementId],
  })
  return rows.map(({ id }) => id)
}
