// Rows of reference tables as a load brings them.
import type { EmployerRecord } from '@yibao/contract/load'
import type { Row } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'

export const areaRow = ({ code, name, nameEn = '' }: { code: string; name: string; nameEn?: string }): Row => ({
  ...{ code, name, name_en: nameEn },
})

export const employerRow = (employer: EmployerRecord): Row => ({
  employer_no: employer.employerNo,
  credit_code: employer.creditCode,
  name: employer.name,
  area: employer.area,
  average_monthly_wage_fen: employer.averageMonthlyWageFen,
})

/** Whether a city was loaded before, and how many people it has. */
export async function countPersons(reader: Reader): Promise<number> {
  const { rows } = await reader.query<{ n: number }>('select count(*) as n from person')
  return rows[0]?.n ?? 0
}
