// Families over records that are of no visit: beds, stock, figures beside those of peers. Their validity is that of the record.
import { parameter, type SqlForm, texts } from '../form.ts'

const number = (name: string, type = 'BIGINT'): string => `CAST(json_extract(r.fact, '$.${name}') AS ${type})`

export const capacity: SqlForm = {
  family: 'capacity',
  parameters: parameter('BIGINT', 'alarm'),
  gives: 'finding',
  rows: `SELECT DISTINCT p.point_no, o.approved_beds IS NOT NULL AS is_true, [r.provider_id] AS providers, COALESCE(CAST(r.used_on AS VARCHAR), '') AS period
    FROM records r LEFT JOIN providers o ON o.id = r.provider_id, p WHERE r.kind = 'census'
      AND (o.approved_beds IS NULL OR ${number('inpatients', 'DOUBLE')} * 10000 > o.approved_beds * p.k_alarm)`,
}

const PERIOD = `COALESCE(json_extract_string(r.fact, '$.from'), '') || '..' || COALESCE(json_extract_string(r.fact, '$.to'), '')`

export const stock: SqlForm = {
  family: 'stock',
  parameters: [
    ...parameter('VARCHAR', 'catalogue'),
    { name: 'all', type: 'BOOLEAN', of: ({ codes }) => codes === undefined },
  ],
  sides: ({ codes }) => ({ stocked: texts(codes) }),
  gives: 'finding',
  // Of several records of one code and period the first that is short is said.
  rows: `WITH short AS (SELECT p.point_no, r.provider_id, r.code, r.nth, ${PERIOD} AS period,
        ${number('settled')} - (${number('opening')} + ${number('purchased')} - ${number('returned')}) AS missing
      FROM records r, p WHERE r.kind = 'inventory'
        AND (p.k_all OR EXISTS (SELECT 1 FROM point_code c WHERE c.point_no = p.point_no AND c.side = 'stocked' AND c.code = r.code))
        AND (p.k_catalogue IS NULL OR COALESCE(json_extract_string(r.fact, '$.catalogue') = p.k_catalogue, TRUE)))
    SELECT point_no, TRUE AS is_true, [code] AS codes, [provider_id] AS providers, period, missing AS own_quantity FROM short WHERE missing > 0
    QUALIFY ROW_NUMBER() OVER (PARTITION BY point_no, provider_id, code, period ORDER BY nth) = 1`,
}

const MEDIAN = (list: string): string =>
  `CASE WHEN len(${list}) % 2 = 1 THEN ${list}[len(${list}) // 2 + 1] ELSE (${list}[len(${list}) // 2] + ${list}[len(${list}) // 2 + 1]) / 2 END`

export const peerIndicator: SqlForm = {
  family: 'peer-indicator',
  parameters: [
    ...parameter('VARCHAR', 'indicator', 'side'),
    ...parameter('BIGINT', 'minPeers', 'minCases', 'percentile', 'robustZ'),
  ],
  gives: 'finding',
  // Ratios, medians and distances are the same floating numbers in the same order as the kernel's, so both come to the same answer.
  rows: `WITH figure AS (SELECT r.provider_id, r.nth, json_extract_string(r.fact, '$.name') AS name, json_extract_string(r.fact, '$.period') AS period,
        json_extract_string(r.fact, '$.peerGroup') AS peer_group, ${number('numerator', 'DOUBLE')} AS above,
        ${number('denominator', 'DOUBLE')} AS below, ${number('cases', 'DOUBLE')} AS cases FROM records r WHERE r.kind = 'indicator'),
    signed AS (SELECT p.point_no, f.*, COALESCE(p.k_minpeers, 8) AS min_peers, COALESCE(p.k_mincases, 30) AS min_cases,
        COALESCE(p.k_percentile, 95) AS percentile, COALESCE(p.k_robustz, 350) AS robust_z,
        CASE p.k_side WHEN 'low' THEN -1 ELSE 1 END * CASE WHEN f.below = 0 THEN 0 ELSE f.above / f.below END AS value
      FROM figure f JOIN p ON p.k_indicator = f.name),
    beside AS (SELECT s.*, COALESCE(o.others, []) AS peers FROM signed s LEFT JOIN (SELECT a.point_no, a.nth, list_sort(list(b.value)) AS others
        FROM signed a JOIN signed b ON b.point_no = a.point_no AND b.period = a.period AND b.peer_group = a.peer_group
        WHERE b.provider_id <> a.provider_id AND b.below <> 0 AND b.cases >= a.min_cases GROUP BY 1, 2) o USING (point_no, nth)),
    medians AS (SELECT *, ${MEDIAN('peers')} AS median, (percentile * len(peers) + 99) // 100 AS rank,
        len(peers) < min_peers OR cases < min_cases OR below = 0 AS unknown FROM beside),
    spreads AS (SELECT *, list_sort(list_transform(peers, x -> abs(x - median))) AS distances FROM medians),
    judged AS (SELECT *, ${MEDIAN('distances')} AS spread FROM spreads)
    SELECT point_no, NOT unknown AS is_true, [provider_id] AS providers, period FROM judged WHERE unknown
      OR (rank < len(peers) AND value > peers[rank]) OR (spread > 0 AND (0.6745::DOUBLE * (value - median)) / spread > robust_z / 100.0::DOUBLE)
    GROUP BY ALL`,
}
