// Indications: branches of a point beside each line, AND within a branch and OR over them in SQL's own three values.
import { ageText, beginsWithAny, codesOnly, FOUND, members, type SqlForm, texts } from '../form.ts'
import { compared, LABS, ofPerson } from './evidence.ts'

interface Branch {
  readonly priorTherapy?: readonly string[]
}

const branchesOf = ({ branches, dx }: Readonly<Record<string, unknown>>): readonly Branch[] =>
  (branches ?? [{ dx }]) as readonly Branch[]

const BRANCH = `'[{"dx":["VARCHAR"],"exclusionDx":["VARCHAR"],"flags":["VARCHAR"],"sex":"VARCHAR","min":"BIGINT","max":"BIGINT",
  "labs":[{"name":"VARCHAR","op":"VARCHAR","value":"DOUBLE","withinDays":"BIGINT"}],"tests":[{"name":"VARCHAR","anyOf":["VARCHAR"]}],
  "priorTherapy":["VARCHAR"],"lookbackDays":"BIGINT","needsText":"BOOLEAN"}]'`

/** A list of three-valued answers as one: false before unknown before true; no list, no condition. */
const every = (list: string, answers: string): string => `CASE WHEN ${list} IS NULL THEN TRUE
  WHEN list_contains(${answers}, FALSE) THEN FALSE WHEN len(list_filter(${answers}, t -> t IS NULL)) > 0 THEN NULL ELSE TRUE END`

const FLAGS = `list_transform(b.flags, f -> CAST(json_extract(v.flags, '$."' || f || '"') AS BOOLEAN))`
const RESULT = `list_filter(l.labs, r -> r.name = q.name AND (q.withinDays IS NULL OR r.at IS NULL OR m.at_minute - r.at <= q.withinDays * 1440))[-1].value`
const LABS_HOLD = `list_transform(b.labs, q -> ${compared(RESULT, 'q.op', 'q.value')})`
const TESTED = `list_transform(list_filter(t.tests, r -> r.name = q.name), r -> r.result)`
const TESTS_HOLD = `list_transform(b.tests, q -> CASE WHEN COALESCE(len(${TESTED}), 0) = 0 THEN NULL ELSE list_has_any(${TESTED}, q.anyOf) END)`

const CONDITIONS = [
  `CASE WHEN b.dx IS NULL THEN TRUE ELSE ${beginsWithAny('v.dx', 'b.dx')} END`,
  `CASE WHEN b.exclusionDx IS NULL THEN TRUE ELSE NOT (${beginsWithAny('v.dx', 'b.exclusionDx')}) END`,
  `CASE WHEN b.sex IS NULL THEN TRUE ELSE m.sex = CASE b.sex WHEN 'M' THEN 'male' ELSE 'female' END END`,
  `CASE WHEN b.min IS NULL AND b.max IS NULL THEN TRUE ELSE ${ageText('m.born_on', 'm.used_on')} BETWEEN COALESCE(b.min, 0) AND COALESCE(b.max, 999999999) END`,
  every('b.flags', FLAGS),
  every('b.labs', LABS_HOLD),
  every('b.tests', TESTS_HOLD),
  'CASE WHEN b.priorTherapy IS NULL THEN TRUE ELSE h.id IS NOT NULL END',
  'CASE WHEN b.needsText THEN NULL ELSE TRUE END',
]

export const indication: SqlForm = {
  family: 'indication',
  parameters: [{ name: 'branches', type: 'JSON', of: branchesOf }],
  sides: (parameters) => ({
    ...codesOnly(parameters),
    prior: branchesOf(parameters).flatMap(({ priorTherapy }) => texts(priorTherapy)),
  }),
  gives: 'line',
  rows: `WITH m AS (SELECT * FROM (${members()}) WHERE applies),
    branch AS (SELECT point_no, nth, x.* FROM (SELECT point_no, UNNEST(all_of) AS x, UNNEST(range(len(all_of))) AS nth
      FROM (SELECT point_no, from_json(k_branches, ${BRANCH}) AS all_of FROM p))),
    before AS (SELECT b.point_no, b.nth, n.person_id, n.used_on, COALESCE(b.lookbackDays, 365) AS days
      FROM (SELECT *, UNNEST(priorTherapy) AS code FROM branch) b JOIN net n ON n.code = b.code),
    had AS (SELECT DISTINCT m.point_no, b.nth, m.id FROM m JOIN before b ON b.point_no = m.point_no AND b.person_id = m.person_id
      WHERE date_diff('day', b.used_on, m.used_on) BETWEEN 1 AND b.days),
    tested AS (SELECT person_id, list({'name': json_extract_string(fact, '$.name'), 'result': json_extract_string(fact, '$.result')}) AS tests
      FROM (${ofPerson('test')}) GROUP BY 1),
    judged AS (SELECT m.point_no, m.id, (${CONDITIONS.map((each) => `(${each})`).join(' AND ')}) AS holds
      FROM m JOIN branch b ON b.point_no = m.point_no JOIN visit v ON v.encounter_id = m.encounter_id
      LEFT JOIN (${LABS}) l ON l.encounter_id = m.encounter_id LEFT JOIN tested t ON t.person_id = m.person_id
      LEFT JOIN had h ON h.point_no = m.point_no AND h.nth = b.nth AND h.id = m.id),
    summed AS (SELECT point_no, id, BOOL_OR(COALESCE(holds, FALSE)) AS one, BOOL_OR(holds IS NULL) AS unknown FROM judged GROUP BY 1, 2)
    SELECT point_no, NOT unknown AS is_true, NULL AS severity, ${FOUND}, net_quantity AS excess_quantity, net_amount_fen AS excess_fen
    FROM m JOIN summed USING (point_no, id) WHERE NOT one`,
}
