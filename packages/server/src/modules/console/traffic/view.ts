// A day's messages: how many, how fast, what was refused and in which words; and the messages one by one.
import { titleOf } from '@yibao/contract'
import type { MessagePage, MessageQuery, TrafficView } from '@yibao/contract/rest'
import { type Day, type Outcome, parseDay, refused } from '@yibao/kernel'
import {
  lastTrafficDay,
  messagesSeen,
  trafficByHour,
  trafficByRefusal,
  trafficByTransaction,
  trafficOf,
} from '../../gateway/index.ts'
import type { Asker } from '../asker.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { sumSettlements } from '../settlements/store.ts'

const msOf = (micros: number): number => Math.round(micros / 100) / 10

const notADay = (field: string, value: string) => refused('request_invalid', { field, problem: `${value} 不是日期` })

/** Without a day: today, or the last day on which there was traffic. */
export async function trafficView(
  { platform }: ConsoleParts,
  asker: Asker,
  asked: string | undefined,
): Promise<Outcome<TrafficView>> {
  const wanted = asked === undefined ? undefined : parseDay(asked)
  if (asked !== undefined && wanted === undefined) return notADay('day', asked)
  const today = platform.clock.today()
  const value = await asker.read(async (reader): Promise<TrafficView> => {
    const day = wanted ?? (await lastTrafficDay(reader, today)) ?? today
    const sums = await trafficOf(reader, day)
    const settled = await sumSettlements(reader, { from: day, to: day, state: 'settled' })
    const [byTransaction, byRefusal] = [await trafficByTransaction(reader, day), await trafficByRefusal(reader, day)]
    return {
      day,
      today,
      messages: sums.messages,
      accepted: sums.accepted,
      refused: sums.messages - sums.accepted,
      settlements: settled.count,
      settlementFundFen: settled.fundFen,
      p50Ms: msOf(sums.p50Micros),
      p95Ms: msOf(sums.p95Micros),
      p99Ms: msOf(sums.p99Micros),
      byHour: await trafficByHour(reader, day),
      byTransaction: byTransaction.map(({ p95Micros, ...row }) => ({
        ...row,
        title: titleOf(row.infno),
        p95Ms: msOf(p95Micros),
      })),
      byRefusal: byRefusal.map(({ code, sentence, count }) => ({ code, title: sentence, count })),
    }
  })
  return { ok: true, value }
}

export async function messagePage(
  { desks }: ConsoleParts,
  asker: Asker,
  query: MessageQuery,
): Promise<Outcome<MessagePage>> {
  const { infno, provider, refused: onlyRefused, code, day } = query
  if (day !== undefined && !parseDay(day)) return notADay('day', day)
  const { page, size, offset } = pageOf(query)
  const filter = {
    ...(infno && { infno }),
    ...(provider && { provider }),
    ...(onlyRefused !== undefined && { refused: onlyRefused }),
    ...(code && { code }),
    ...(day && { day: day as Day }),
  }
  const { rows, total } = await asker.read((reader) => messagesSeen(reader, filter, { offset, limit: size }))
  const shown = rows.map(({ at, micros, sentence, msgid, ok, ...row }) => ({
    at: at.slice(0, 19),
    infno: row.infno,
    title: titleOf(row.infno),
    provider: row.provider,
    providerName: desks.providers.find(row.provider)?.name ?? '',
    ...{ msgid, ok, message: sentence, ms: msOf(micros) },
  }))
  return { ok: true, value: { rows: shown, total, page, size } }
}
