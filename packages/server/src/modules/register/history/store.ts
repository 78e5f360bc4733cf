// Registers for the history. Of a provider's connection the provider's own facts come from the register of providers.
import type { RegisterName } from '@yibao/contract/load'
import type { HistoryRow, Reader } from '../../common/index.ts'

interface Kept extends HistoryRow {
  readonly register: RegisterName
}

/** All rows of all registers; they are small. */
export async function registerHistory(reader: Reader): Promise<readonly Kept[]> {
  const { rows } = await reader.query<Kept>({
    name: 'history registers',
    text: `select r.register, r.key, case when r.register <> 'access' then r.row else
        json_build_object('provider', p.code, 'capability', r.row ->> 'capability', 'kind', p.kind, 'level', p.level,
          'is_public', p.kind = 'hospital' and not 'private' = any(p.tags), 'county', p.area,
          'from_on', r.row ->> 'from_on', 'until_on', r.row ->> 'until_on') end as row
      from register_row r left join provider p on r.register = 'access' and p.code = r.row ->> 'provider'
      where r.register <> 'access' or p.code is not null order by r.register, r.key`,
  })
  return rows
}
