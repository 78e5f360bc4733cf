// A lake of claims as facts of an audit: as far as its columns go. What it does not hold stays unknown.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { quoted } from '../history/engine.ts'
import type { LakeSlice, Manifest } from '../history/manifest.ts'
import { createText, FACT_TABLES } from './columns.ts'

/** Families that look at what a lake of claims does not hold, with what they would need. They are named and not judged. */
export const NOT_IN_A_LAKE: Readonly<Record<string, string>> = {
  'daily-quantity': '用药天数、付数 days of supply and doses',
  capacity: '在院人数、核定床位 census and approved beds',
  'peer-indicator': '同组指标 indicators of peers',
  performed: '实际执行记录 records of what was carried out',
  'prescription-evidence': '电子处方 electronic prescriptions',
  presence: '在院查房记录 presence records',
  purchaser: '购药人 who bought',
  'same-bill': '票据号 invoice numbers',
  stock: '进销存 stock movements',
  'trace-code': '追溯码 trace codes',
  'upload-lag': '上传时间 times of upload',
  workload: '执行人员 who carried it out',
  injury: '外伤声明 injury statements',
}

const read = (path: string): string => `read_parquet(${quoted(path)}, hive_partitioning = false)`
const MINUTES = (day: string): string => `date_diff('day', DATE '1970-01-01', ${day}) * 1440`
const ADMITTED = 'COALESCE(c.admitted_on, c.settled_on)'
const LEFT = `CASE WHEN c.setting IN ('inpatient', 'day_surgery', 'maternity_inpatient') THEN COALESCE(c.discharged_on, c.settled_on) ELSE ${ADMITTED} END`

const CARE_MODE = `CASE WHEN c.setting IN ('inpatient', 'day_surgery', 'maternity_inpatient') THEN 'inpatient'
  WHEN c.setting IN ('pharmacy', 'dual_channel') THEN 'pharmacy' WHEN c.setting = 'emergency' THEN 'emergency' ELSE 'outpatient' END`

const DIAGNOSES = `CASE WHEN c.diagnoses IS NULL THEN NULL ELSE CAST(to_json(list_transform(string_split(c.diagnoses, ' '),
  (x, i) -> {'code': x, 'isMain': i = 1})) AS VARCHAR) END`
/** A stay whose discharge was recorded names what was done: none named is none. */
const PROCEDURES = `CASE WHEN c.procedures IS NOT NULL THEN CAST(to_json(list_transform(string_split(c.procedures, ' '),
  x -> {'code': x})) AS VARCHAR) WHEN c.discharge_type IS NOT NULL AND c.diagnoses IS NOT NULL THEN '[]' END`

/** Grades are words of the policy that end in their number; pharmacies have none. */
const LEVEL = `CASE WHEN c.level = 'pharmacy' THEN 0 ELSE TRY_CAST(regexp_extract(c.level, '([0-9])$', 1) AS BIGINT) END`

const CATALOGUE = `CASE l.item_kind WHEN 'service' THEN 'service' WHEN 'consumable' THEN 'consumable' WHEN 'herbal' THEN 'herb'
  WHEN 'other' THEN 'service' ELSE 'drug' END`

/** Why a visit cannot be judged, and with it none of its lines. */
const POISON_VISIT = `CASE WHEN COALESCE(c.person_no, '') = '' THEN '没有人员编号 no person' WHEN COALESCE(c.provider, '') = '' THEN '没有机构 no provider'
  WHEN ${ADMITTED} IS NULL OR ${ADMITTED} NOT BETWEEN DATE '1990-01-01' AND DATE '2100-12-31' THEN '日期不合理 impossible day' END`

/** Why a line cannot be judged; nothing when it can. */
const POISON = `COALESCE(${POISON_VISIT}, CASE WHEN l.item IS NULL OR l.item = '' THEN '没有项目编码 no item code'
  WHEN l.amount_fen IS NULL THEN '没有金额 no amount' WHEN l.amount_fen < 0 THEN '金额为负 negative amount'
  WHEN l.quantity <= 0 THEN '数量不大于零 quantity not positive'
  WHEN used.on_day NOT BETWEEN DATE '1990-01-01' AND DATE '2100-12-31' THEN '日期不合理 impossible day' END)`

/** The months that are judged; what went before is read as history, what came later is not known yet. */
export interface AuditPeriod {
  readonly from?: string
  readonly to?: string
}

export interface BucketLimits extends AuditPeriod {
  /** Only the first so many persons of the bucket. */
  readonly persons?: number
}

/** The facts of one bucket, month after month, in tables. Visits and lines that cannot be judged go to `set_aside`. */
export async function loadBucket(
  connection: DuckDBConnection,
  folder: string,
  manifest: Pick<Manifest, 'slices'>,
  bucket: number,
  { from, to, persons }: BucketLimits = {},
): Promise<void> {
  for (const table of FACT_TABLES) await connection.run(createText(table))
  await connection.run('CREATE OR REPLACE TABLE set_aside (line VARCHAR, encounter VARCHAR, reason VARCHAR)')
  await connection.run('CREATE OR REPLACE TABLE undated (id VARCHAR)')
  await connection.run('CREATE OR REPLACE TABLE earlier (encounter_id VARCHAR)')
  const slices = manifest.slices.filter((slice) => slice.bucket === bucket && (to === undefined || slice.month <= to))
  for (const [at, slice] of slices.entries())
    await loadSlice(connection, folder, slice, at, { isEarlier: from !== undefined && slice.month < from, persons })
  await loadPeople(connection, folder, bucket)
}

async function loadPeople(connection: DuckDBConnection, folder: string, bucket: number): Promise<void> {
  const people = join(folder, 'people', `bucket-${String(bucket).padStart(3, '0')}.parquet`)
  if (!existsSync(people)) return
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${read(people)}`)
  const found = described.getRows().map(([name]) => name)
  if (['person_no', 'born_on', 'died_on'].every((name) => found.includes(name)))
    await connection.run(
      `UPDATE persons SET born_on = p.born_on, died_on = p.died_on FROM ${read(people)} p WHERE p.person_no = persons.id`,
    )
}

async function loadSlice(
  connection: DuckDBConnection,
  folder: string,
  slice: LakeSlice,
  at: number,
  { isEarlier, persons }: { readonly isEarlier: boolean; readonly persons: number | undefined },
): Promise<void> {
  const whole = read(join(folder, slice.claims.path))
  const all = persons === undefined ? whole : `(SELECT * FROM ${whole} WHERE person < ${persons})`
  const claims = `(SELECT * FROM ${all} c WHERE ${POISON_VISIT} IS NULL)`
  if (isEarlier) await connection.run(`INSERT INTO earlier SELECT id FROM ${claims}`)
  else
    await connection.run(
      `INSERT INTO set_aside SELECT '', c.id, ${POISON_VISIT} FROM ${all} c WHERE ${POISON_VISIT} IS NOT NULL`,
    )
  await connection.run(`INSERT INTO encounters BY NAME SELECT c.id, c.person_no AS person_id, c.provider AS provider_id, ${CARE_MODE} AS care_mode,
      ${MINUTES(ADMITTED)} AS start_minute, ${MINUTES(LEFT)} AS end_minute, ${ADMITTED} AS start_on, ${LEFT} AS end_on,
      ${DIAGNOSES} AS diagnoses, ${PROCEDURES} AS procedures,
      CASE WHEN c.setting LIKE 'maternity%' THEN 'maternity' ELSE 'basic' END AS insurance_type,
      CASE WHEN c.setting IN ('chronic', 'special') THEN 'OUTPATIENT_SPECIAL' END AS benefit_type, c.disease AS disease_code,
      FALSE AS is_rescue, FALSE AS is_long_term_prescription, FALSE AS is_pre_admission, '{}' AS flags, CAST(${at} AS BIGINT) * 100000000 + c.claim AS sequence
    FROM ${claims} c`)
  await connection.run(`INSERT INTO persons BY NAME SELECT DISTINCT ON (c.person_no) c.person_no AS id, c.sex, c.scheme, '[]' AS pregnancies,
      '[]' AS lactations, '[]' AS suspended, CAST([] AS VARCHAR[]) AS removed_organs FROM ${claims} c
    WHERE c.person_no NOT IN (SELECT id FROM persons) ORDER BY c.person_no, c.claim`)
  await connection.run(`INSERT INTO providers BY NAME SELECT DISTINCT ON (c.provider) c.provider AS id,
      CASE WHEN c.setting IN ('pharmacy', 'dual_channel') THEN 'pharmacy' ELSE 'hospital' END AS provider_type, ${LEVEL} AS provider_level,
      '[]' AS suspended FROM ${claims} c WHERE c.provider NOT IN (SELECT id FROM providers) ORDER BY c.provider, c.claim`)
  if (slice.claim_lines.rows === 0) return
  const source = `FROM ${read(join(folder, slice.claim_lines.path))} l JOIN ${claims} c USING (claim),
    LATERAL (SELECT COALESCE(l.used_on, ${ADMITTED}) AS on_day) used`
  if (!isEarlier)
    await connection.run(
      `INSERT INTO set_aside SELECT c.id || '-' || l.line, c.id, ${POISON} ${source.replace(claims, all)} WHERE ${POISON} IS NOT NULL`,
    )
  await connection.run(
    `INSERT INTO undated SELECT c.id || '-' || l.line ${source} WHERE l.used_on IS NULL AND ${LEFT} > ${ADMITTED}`,
  )
  await connection.run(`INSERT INTO lines BY NAME SELECT c.id || '-' || l.line AS id, c.id AS encounter_id, ${MINUTES('used.on_day')} AS at_minute,
      used.on_day AS used_on, ${CATALOGUE} AS catalogue, l.item AS code, l.item AS name, COALESCE(l.quantity, 10000) AS quantity,
      l.price AS unit_price, l.amount_fen, l.denied_for IS NULL AS to_fund, c.practitioner AS prescriber_id,
      FALSE AS is_split_pack, FALSE AS is_on_no_code_list, FALSE AS is_draft, l.line AS sequence
    ${source} WHERE ${POISON} IS NULL`)
}
