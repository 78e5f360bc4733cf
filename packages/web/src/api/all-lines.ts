// Every fee line of a settlement, page after page: the printed sheet adds them up by class.
import { useQuery } from '@tanstack/react-query'
import type { LinePage, LineView } from '@yibao/contract/rest'
import { call } from './call.ts'

const SIZE = 200

export const useAllLines = (settlementId: string) =>
  useQuery({
    queryKey: ['all-lines', settlementId],
    queryFn: ({ signal }) => readAll(`/settlements/${encodeURIComponent(settlementId)}/lines`, signal),
  })

async function readAll(path: string, signal: AbortSignal): Promise<LineView[]> {
  const rows: LineView[] = []
  for (let page = 1; ; page++) {
    const answer = await call<LinePage>(path, { query: { page, size: SIZE }, signal })
    rows.push(...answer.rows)
    if (answer.rows.length === 0 || rows.length >= answer.total) return rows
  }
}
