// The list of settlements, with the sums of the whole result.
import type { SettlementPage, SettlementQuery, SettlementRow } from '@yibao/contract/rest'
import { type Day, maskName, type Outcome, parseDay, refused } from '@yibao/kernel'
import { shownId } from '../../gateway/index.ts'
import { schemeTitle, settingTitle } from '../../policy/index.ts'
import type { Asker } from '../asker.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { SETTLEMENT_STATES, type SettlementState, stateOf } from '../words.ts'
import { listSettlements, type SettlementFilter, type SettlementListed, sumSettlements } from './store.ts'

export async function settlementPage(
  parts: ConsoleParts,
  asker: Asker,
  query: SettlementQuery,
): Promise<Outcome<SettlementPage>> {
  const filter = filterOf(parts, asker, query)
  if (!filter.ok) return filter
  const { page, size, offset } = pageOf(query)
  const { sort = 'newest' } = query
  const { listed, sums } = await asker.read(async (reader) => ({
    listed: await listSettlements(reader, filter.value, { sort, offset, size }),
    sums: await sumSettlements(reader, filter.value),
  }))
  const { count, ...amounts } = sums
  await asker.looked({ purpose: '查看结算列表', fields: 'masked', shown: listed.length })
  return {
    ok: true,
    value: { rows: listed.map((row) => rowView(parts, row)), total: count, page, size, sums: amounts },
  }
}

/** What was asked for, or the first thing in it that cannot be. */
export function filterOf(
  { desks }: ConsoleParts,
  { principal }: Asker,
  query: SettlementQuery,
): Outcome<SettlementFilter> {
  const { from, to, person, provider, level, scheme, setting, state } = query
  for (const [field, day] of Object.entries({ from, to })) {
    if (day !== undefined && !parseDay(day)) return refused('request_invalid', { field, problem: `${day} 不是日期` })
  }
  if (from !== undefined && to !== undefined && to < from)
    return refused('request_invalid', { field: 'to', problem: `结束日期 ${to} 早于开始日期 ${from}` })
  if (state !== undefined && !Object.hasOwn(SETTLEMENT_STATES, state))
    return refused('request_invalid', { field: 'state', problem: `没有状态 ${state}` })
  // The database shows an institution its own anyway; said aloud, it finds them by their index.
  const providers = providersOf({ desks }, provider ?? (principal.provider || undefined), level)
  return {
    ok: true,
    value: {
      ...(from !== undefined && { from: from as Day }),
      ...(to !== undefined && { to: to as Day }),
      ...(person !== undefined && { person }),
      ...(providers && { providers }),
      ...(scheme !== undefined && { scheme }),
      ...(setting !== undefined && { setting }),
      ...(state !== undefined && { state: state as SettlementState }),
    },
  }
}

function providersOf({ desks }: Pick<ConsoleParts, 'desks'>, provider?: string, level?: string): string[] | undefined {
  if (level === undefined) return provider === undefined ? undefined : [provider]
  const ofLevel = desks.providers.all().filter((each) => each.level === level)
  return ofLevel.map(({ code }) => code).filter((code) => provider === undefined || code === provider)
}

export function rowView({ desks }: ConsoleParts, row: SettlementListed): SettlementRow {
  const state = stateOf(row)
  return {
    id: shownId(row.settlementId),
    settledAt: row.settledAt.slice(0, 19),
    personNo: row.personNo,
    personName: row.personName === null ? '' : maskName(row.personName),
    provider: row.provider,
    providerName: desks.providers.find(row.provider)?.name ?? row.provider,
    scheme: row.scheme,
    schemeTitle: schemeTitle(row.scheme),
    setting: row.setting,
    settingTitle: settingTitle(row.setting),
    totalFen: row.totalFen,
    fundFen: row.fundFen,
    personFen: row.personFen,
    state,
    stateTitle: SETTLEMENT_STATES[state],
  }
}
