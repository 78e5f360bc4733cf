// The relations that the forms read beside the facts: visits with their person and provider, lines that count, codes of visits.

const CODED = `'[{"code":"VARCHAR","isMain":"BOOLEAN"}]'`

/** The codes of a visit's diagnoses and its main one; each text is read once, however many visits say the same. */
const DIAGNOSED = `SELECT diagnoses, list_transform(all_of, x -> x.code) AS dx,
    COALESCE(list_filter(all_of, x -> x.isMain)[1].code, all_of[1].code) AS main_dx
  FROM (SELECT diagnoses, from_json(diagnoses, ${CODED}) AS all_of FROM (SELECT DISTINCT diagnoses FROM encounters WHERE diagnoses IS NOT NULL))`

export const VISIT = `CREATE OR REPLACE TABLE visit AS SELECT e.id AS encounter_id, e.* EXCLUDE (id), d.dx, d.main_dx,
    o.provider_level, o.provider_type, o.capabilities, COALESCE(o.suspended, '[]') AS provider_suspended,
    s.sex, s.born_on, s.died_on, s.scheme, COALESCE(s.removed_organs, []) AS removed_organs, COALESCE(s.suspended, '[]') AS person_suspended,
    COALESCE(s.pregnancies, '[]') AS pregnancies, COALESCE(s.lactations, '[]') AS lactations
  FROM encounters e LEFT JOIN (${DIAGNOSED}) d ON d.diagnoses = e.diagnoses
  LEFT JOIN providers o ON o.id = e.provider_id LEFT JOIN persons s ON s.id = e.person_id`

/** Made only where a form reads them. */
export const VISIT_CODES: Readonly<Record<string, string>> = {
  visit_dx: `CREATE OR REPLACE TABLE visit_dx AS SELECT encounter_id, UNNEST(dx) AS code FROM visit`,
  visit_procedure: `CREATE OR REPLACE TABLE visit_procedure AS SELECT encounter_id, x.code AS code, x.at AS at_minute
    FROM (SELECT encounter_id, UNNEST(from_json(procedures, '[{"code":"VARCHAR","at":"BIGINT"}]')) AS x FROM visit WHERE procedures IS NOT NULL)`,
}

const OF_VISIT = `v.person_id, v.provider_id, v.care_mode, v.start_minute, v.end_minute, v.insurance_type, v.benefit_type, v.disease_code,
  v.episode, v.is_rescue, v.is_long_term_prescription, v.dx, v.provider_level, v.provider_type, v.capabilities, v.sex, v.born_on, v.scheme`

/** A line that counts, with what its visit, person and provider say: see \`netLines\` of the kernel. */
export const EVERY_LINE = `CREATE OR REPLACE VIEW every_line AS SELECT l.*, l.quantity - COALESCE(back.quantity, 0) AS net_quantity,
    CASE WHEN back.quantity IS NULL THEN l.amount_fen ELSE GREATEST(0, l.amount_fen - back.amount_fen) END AS net_amount_fen, ${OF_VISIT}
  FROM (SELECT * FROM lines WHERE reversal_of IS NULL AND to_fund AND quantity > 0) l
  JOIN visit v ON v.encounter_id = l.encounter_id
  LEFT JOIN (SELECT reversal_of, CAST(SUM(abs(quantity)) AS BIGINT) AS quantity, CAST(SUM(abs(amount_fen)) AS BIGINT) AS amount_fen
    FROM lines WHERE reversal_of IS NOT NULL GROUP BY 1) back ON back.reversal_of = l.id
  WHERE l.quantity > COALESCE(back.quantity, 0)`

/** What the forms that go by codes read of a line. */
export const NET_COLUMNS = `id, n.encounter_id, at_minute, used_on, catalogue, code, quantity, unit_price, amount_fen, fund_paid_fen, supply_days,
  prescription, doses, prescriber_id, executor_id, department, incision, list_price, n.sequence, net_quantity, net_amount_fen,
  ${OF_VISIT.replaceAll('v.', '')}`
