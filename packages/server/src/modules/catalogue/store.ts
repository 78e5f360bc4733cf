// Catalogue entries and item mappings at rest.
import type { CatalogueEntry } from '@yibao/kernel'
import type { Json, Row, Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import type { ItemMapping, MappingKey } from './model.ts'

export async function allEntries(reader: Reader): Promise<CatalogueEntry[]> {
  const { rows } = await reader.query<{ entry: CatalogueEntry }>('select entry from catalogue_entry')
  return rows.map(({ entry }) => entry)
}

export const entryRow = (entry: CatalogueEntry): Row => ({
  code: entry.code,
  begin_on: entry.beginOn,
  end_on: entry.endOn ?? null,
  entry: entry as unknown as Json,
})

/** Which of the mappings of a command are stored: [own code, list type, item code] each. */
export const MAPPING_FACT = `select coalesce(json_agg(json_build_array(m.own_code, m.list_type, m.item_code,
    m.withdrawn_at is null)), '[]') as facts
  from jsonb_to_recordset(q.args -> 'keys') k("ownCode" text, "listType" text, "itemCode" text)
  join item_mapping m on m.provider = q.args ->> 'provider' and m.own_code = k."ownCode"
    and m.list_type = k."listType" and m.item_code = k."itemCode"`

export const mappingRow = (mapping: ItemMapping, mappedAt: string): Row => ({
  ...mappingKey(mapping),
  ...mappingValues(mapping, mappedAt),
})

export const mappingUpdate = (mapping: ItemMapping, mappedAt: string): Update => ({
  key: mappingKey(mapping),
  set: mappingValues(mapping, mappedAt),
})

export const mappingWithdrawal = (key: MappingKey, withdrawnAt: string): Update => ({
  key: mappingKey(key),
  set: { withdrawn_at: withdrawnAt },
})

const mappingKey = ({ provider, ownCode, listType, itemCode }: MappingKey): Row => ({
  provider,
  own_code: ownCode,
  list_type: listType,
  item_code: itemCode,
})

const mappingValues = (mapping: ItemMapping, mappedAt: string): Row => ({
  begin_on: mapping.beginOn,
  end_on: mapping.endOn ?? null,
  own_name: mapping.ownName,
  details: mapping.details,
  mapped_at: mappedAt,
  withdrawn_at: null,
})

export interface MappingQuery {
  readonly provider: string
  readonly ownCode: string
  readonly ownName: string
  readonly listType: string
  readonly itemCode: string
  /** In force on that day; empty: whenever. */
  readonly on: string
  readonly beginOn: string
  /** Changed on that day or later. */
  readonly changedFrom: string
  readonly valid: boolean | undefined
  readonly offset: number
  readonly limit: number
}

export interface MappingFound extends Omit<ItemMapping, 'endOn'> {
  readonly endOn: ItemMapping['endOn'] | null
  readonly mappedAt: string
  readonly withdrawnAt: string | null
}

export async function findMappings(reader: Reader, query: MappingQuery): Promise<MappingFound[]> {
  const { rows } = await reader.query<MappingFound>(
    `select provider, own_code as "ownCode", own_name as "ownName", list_type as "listType", item_code as "itemCode",
       begin_on as "beginOn", end_on as "endOn", details, mapped_at as "mappedAt", withdrawn_at as "withdrawnAt"
     from item_mapping m
     where m.provider = $1 and ($2 = '' or m.own_code = $2) and ($3 = '' or position($3 in m.own_name) > 0)
       and ($4 = '' or m.list_type = $4) and ($5 = '' or m.item_code = $5)
       and ($6 = '' or (m.begin_on <= nullif($6, '')::date and coalesce(m.end_on, 'infinity') >= nullif($6, '')::date))
       and ($7 = '' or m.begin_on = nullif($7, '')::date)
       and coalesce(m.withdrawn_at, m.mapped_at) >= $8::date
       and ($9::boolean is null or (m.withdrawn_at is null) = $9::boolean)
     order by m.own_code, m.list_type, m.item_code offset $10 limit $11`,
    [
      query.provider,
      query.ownCode,
      query.ownName,
      query.listType,
      query.itemCode,
      query.on,
      query.beginOn,
      query.changedFrom,
      query.valid ?? null,
      query.offset,
      query.limit,
    ],
  )
  return rows
}
