// The relations that the forms read beside the facts: visits with their person and provider, lines that count, codes of visits.
import type { SqlForm } from './form.ts'
import { codeTable } from './points.ts'

const CODED = `'[{"code":"VARCHAR","isMain":"BOOLEAN"}]'`

/** The codes of a visit's diagnoses and its main one; each text is read once, however many visits say the same. */
const DIAGNOSED = `SELECT diagnoses, list_transform(all_of, x -> x.code) AS dx,
    COALESCE(list_filter(all_of, x -> x.isMain)[1].code, all_of[1].code) AS main_dx
  FROM (SELECT diagnoses, from_json(diagnoses, ${CODED}) AS all_of FROM (SELECT DISTINCT diagnoses FROM encounters WHERE diagnoses IS NOT NULL))`

export const VISIT = `CREATE OR REPLACE TABLE visit AS SELECT e.id AS encounter_id, e.* EXCLUDE (id), d.dx, d.main_dx,
    o.provider_level, o.provider_type, o.capabilities, COALESCE(o.suspended, '[]') AS provider_suspended,
    s.sex, s.born_on, s.died_on, s.scheme, COALESCE(s.removed_organs, []) AS removed_organs, COALESCE(s.suspended, '[]') AS person_suspended,
    s.died_on IS NOT NULL OR COALESCE(s.suspended, '[]') <> '[]' OR COALESCE(o.suspended, '[]') <> '[]' AS may_be_barred,
    COALESCE(s.pregnancies, '[]') AS pregnancies, COALESCE(s.lactations, '[]') AS lactations
  FROM encounters e LEFT JOIN (${DIAGNOSED}) d ON d.diagnoses = e.diagnoses
  LEFT JOIN providers o ON o.id = e.provider_id LEFT JOIN persons s ON s.id = e.person_id`

/** Made only where a form reads them. */
export const VISIT_CODES: Readonly<Record<string, string>> = {
  visit_dx: `CREATE OR REPLACE TABLE visit_dx AS SELECT encounter_id, UNNEST(dx) AS code FROM visit`,
  visit_procedure: `CREATE OR REPLACE TABLE visit_procedure AS SELECT encounter_id, x.code AS code, x.at AS at_minute
    FROM (SELECT encounter_id, UNNEST(from_json(procedures, '[{"code":"VARCHAR","at":"BIGINT"}]')) AS x FROM visit WHERE procedures IS NOT NULL)`,
}

const OF_VISIT = `v.person_id, v.care_mode, v.benefit_type, v.disease_code, v.episode, v.is_rescue, v.is_long_term_prescription, v.provider_level, v.provider_type, v.sex, v.born_on, v.scheme`

const SUBMITTED = 'reversal_of IS NULL AND to_fund AND quantity > 0'
const TAKEN_BACK = `(SELECT reversal_of, CAST(SUM(abs(quantity)) AS BIGINT) AS quantity, CAST(SUM(abs(amount_fen)) AS BIGINT) AS amount_fen
    FROM lines WHERE reversal_of IS NOT NULL GROUP BY 1)`
const NET_AMOUNTS = `l.quantity - COALESCE(back.quantity, 0) AS net_quantity,
    CASE WHEN back.quantity IS NULL THEN l.amount_fen ELSE GREATEST(0, l.amount_fen - back.amount_fen) END AS net_amount_fen`

/** A line that counts, with what its visit, person and provider say: see `netLines` of the kernel. */
export const EVERY_LINE = `CREATE OR REPLACE VIEW every_line AS SELECT l.*, ${NET_AMOUNTS}, ${OF_VISIT}
  FROM (SELECT * FROM lines WHERE ${SUBMITTED}) l JOIN visit v ON v.encounter_id = l.encounter_id
  LEFT JOIN ${TAKEN_BACK} back ON back.reversal_of = l.id WHERE l.quantity > COALESCE(back.quantity, 0)`

const OF_LINE = `l.id, l.encounter_id, l.at_minute, l.used_on, l.catalogue, l.code, l.quantity, l.unit_price, l.amount_fen, l.fund_paid_fen,
  l.supply_days, l.prescription, l.doses, l.prescriber_id, l.executor_id, l.department, l.incision, l.list_price, l.uploaded_at, l.sequence`

/** What forms may ask of a visit to want a line: narrow, because every line meets it. */
const ASKED = 'encounter_id, care_mode, benefit_type, start_on, end_on, may_be_barred'

type Parameters = Readonly<Record<string, unknown>>

const bitOf = (at: number): string => `(1::BIGINT << ${at})`
const table = (form: SqlForm): string => `(SELECT code, side, ${'$BIT'} AS bit FROM ${codeTable(form)})`

/** Each code that some point names, exactly or by the prefix of a consumable, with the families that name it as bits. */
export const lookedText = (forms: readonly SqlForm[]): string => {
  const codes = forms.map((form, at) => `FROM ${table(form).replace('$BIT', bitOf(at))}`).join(' UNION ALL ')
  return `CREATE OR REPLACE TABLE looked AS WITH c AS (${codes}),
    named AS (SELECT code, BIT_OR(bit) AS bits FROM c WHERE side NOT LIKE '%*' GROUP BY 1),
    begun AS (SELECT l.code, BIT_OR(bit) AS bits FROM (SELECT DISTINCT code FROM lines WHERE catalogue = 'consumable') l
      JOIN c ON c.side LIKE '%*' AND starts_with(l.code, c.code) GROUP BY 1)
    SELECT COALESCE(n.code, b.code) AS code, COALESCE(n.bits, 0) AS bits, COALESCE(n.bits, 0) | COALESCE(b.bits, 0) AS consumable_bits
    FROM named n FULL JOIN begun b ON b.code = n.code`
}

/**
 * One pass over the lines for all families: a line stays with a bit for each family that looks at it; the others are left out before
 * anything wide is joined or sorted.
 */
export const netText = (forms: readonly SqlForm[], pointsOf: (form: SqlForm) => readonly Parameters[]): string => {
  const wanted = forms
    .map((form, at) => (form.wants ? ` | CASE WHEN ${form.wants(pointsOf(form))} THEN ${bitOf(at)} ELSE 0 END` : ''))
    .join('')
  return `CREATE OR REPLACE TABLE net_of_all AS WITH kept AS (SELECT * FROM (SELECT l.*,
      CASE WHEN l.catalogue = 'consumable' THEN COALESCE(k.consumable_bits, 0) ELSE COALESCE(k.bits, 0) END${wanted} AS bits
    FROM (SELECT ${OF_LINE.replaceAll('l.', '')} FROM lines WHERE ${SUBMITTED}) l
    LEFT JOIN looked k ON k.code = l.code JOIN (SELECT ${ASKED} FROM visit) v ON v.encounter_id = l.encounter_id) WHERE bits <> 0)
  SELECT ${OF_LINE}, l.bits, ${NET_AMOUNTS}, ${OF_VISIT} FROM kept l JOIN visit v ON v.encounter_id = l.encounter_id
  LEFT JOIN ${TAKEN_BACK} back ON back.reversal_of = l.id WHERE l.quantity > COALESCE(back.quantity, 0)`
}

/** The lines of one family. */
export const netOf = (forms: readonly SqlForm[], form: SqlForm): string =>
  `SELECT * FROM net_of_all WHERE bits & ${bitOf(forms.indexOf(form))} <> 0`
