// Transfers of the medical wallet for the history. Giver and receiver are of one city.
import type { HistoryRow, Reader } from '../../common/index.ts'

export async function transferRows(reader: Reader, names: readonly string[]): Promise<HistoryRow[]> {
  const { rows } = await reader.query<HistoryRow>({
    name: 'history wallet rows',
    text: `select t.transfer_id::text as key, json_build_object('transfer_id', t.transfer_id, 'person_no', t.person_no,
        'county', p.area, 'sent_on', t.sent_on, 'state', t.state, 'is_cross_province', false, 'amount_fen', t.amount_fen) as row
      from wallet_transfer t left join person p on p.person_no = t.person_no
      where t.transfer_id = any($1::uuid[]) order by t.transfer_id`,
    values: [names],
  })
  return rows
}
