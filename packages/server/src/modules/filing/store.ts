// Filings at rest.
import type { Row, Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { PERSON_FACT } from '../person/index.ts'
import { fact, VISIT_FACT } from '../visit/index.ts'
import type { Filing, FilingKind, FilingState } from './model.ts'

const FILING_JSON = `json_build_object('filingId', f.filing_id, 'personNo', f.person_no, 'kind', f.kind, 'state', f.state,
  'provider', f.provider, 'area', f.area, 'fromOn', f.from_on, 'untilOn', f.until_on,
  'filedAt', to_char(f.filed_at, 'YYYY-MM-DD HH24:MI:SS'), 'details', f.details)`

/** The person, filings still open, and the visit that a referral continues. */
export const FILE_FACTS = fact({
  person: PERSON_FACT,
  visit: VISIT_FACT,
  open: `(select coalesce(json_agg(${FILING_JSON}), '[]') from filing f
    where f.person_no = q.person_no and f.kind = q.args ->> 'kind' and f.state = 'filed')`,
})

export const FILING_FACTS = fact({
  person: PERSON_FACT,
  filing: `(select ${FILING_JSON} from filing f
    where f.filing_id = (q.args ->> 'filingId')::uuid and f.person_no = q.person_no)`,
})

export const filingRow = (filing: Filing): Row => ({
  filing_id: filing.filingId,
  person_no: filing.personNo,
  kind: filing.kind,
  state: filing.state,
  provider: filing.provider,
  area: filing.area,
  from_on: filing.fromOn,
  until_on: filing.untilOn,
  filed_at: filing.filedAt,
  decided_at: filing.kind === 'chronic_disease' ? null : filing.filedAt,
  details: filing.details,
})

/** `decidedAt` of an approval. */
export const stateUpdate = ({ filingId, personNo }: Filing, state: FilingState, decidedAt?: string): Update => ({
  key: { filing_id: filingId, person_no: personNo },
  set: { state, ...(decidedAt !== undefined && { decided_at: decidedAt }) },
})

export async function filingsOf(reader: Reader, personNo: string, kind?: FilingKind): Promise<Filing[]> {
  const { rows } = await reader.query<{ filing: Filing }>({
    name: 'filings of person',
    text: `select ${FILING_JSON} as filing from filing f
      where f.person_no = $1 and ($2::text is null or f.kind = $2) and f.state <> 'withdrawn' order by f.filing_id`,
    values: [personNo, kind ?? null],
  })
  return rows.map(({ filing }) => filing)
}
