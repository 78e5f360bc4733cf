// How a main diagnosis is usually treated at the place: its share of visits without admission. What most are treated for at home asks
// why this person lay in hospital; what is nearly always a stay does not.

/** Fewer than this say nothing of a diagnosis. */
const CASES_MIN = 20

/** A named query `outpatient_shares (main, share)` over the view of claims. */
export const OUTPATIENT_SHARES = `outpatient_shares AS (
      SELECT string_split(coalesce(diagnoses, ''), ' ')[1] AS main,
        count(*) FILTER (setting <> 'inpatient') * 1.0 / count(*) AS share
      FROM claims WHERE place = 'local' AND coalesce(diagnoses, '') <> '' GROUP BY main HAVING count(*) >= ${CASES_MIN})`
