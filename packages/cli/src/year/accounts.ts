// Personal accounts in a synthetic year: one person dies, the account is frozen, inherited and paid out by other hands; when the year
// is over every account gets its interest.
import type { CityLoad } from '@yibao/contract/load'
import type { Day, Fen } from '@yibao/kernel'
import { findFlowRequest, listPayouts, type RunningServer } from '@yibao/server'

type Checked = <T extends { readonly ok: boolean }>(what: string, outcome: T) => Extract<T, { readonly ok: true }>

const told = <T>(who: string, msgid: string) => ({
  ...{ key: { sender: 'year', msgid }, actor: { id: who, channel: 'year' }, request: { msgid } },
  answer: (result: T) => result as never,
})

/** Somebody with an account who comes to no hospital in the year. */
export function quietHolder(city: CityLoad, treated: ReadonlySet<string>): string | undefined {
  const givers = new Set(city.mutualAid.flatMap(({ giver, receiver }) => [giver, receiver]))
  return city.accounts.find(
    ({ personNo, balanceFen }) => balanceFen > 0 && !treated.has(personNo) && !givers.has(personNo),
  )?.personNo
}

/** 冻结, 死亡登记, 继承, 支付: reported by one, decided by another, paid by a third; what was paid. */
export async function inherited(
  { city, platform }: RunningServer,
  checked: Checked,
  personNo: string,
  on: Day,
  fund: (amountFen: Fen, area: string) => Promise<unknown>,
): Promise<number> {
  const { flows, wallets } = city.desks
  const freezing = { personNo, isFrozen: true, reason: '死亡待继承' }
  checked('冻结', await wallets.order(told<null>('benefits', `freeze ${personNo}`), freezing))
  const heir = {
    ...{ name: '继承人', relation: '子女', certificateNo: '110101200001010019' },
    payee: { name: '继承人', bank: '演示银行', account: '6222000000000001' },
  }
  const input = { diedOn: on, evidence: '死亡医学证明', heir } as never
  const message = told<{ requestId: string }>('benefits', `death ${personNo}`)
  const proposed = await flows.propose(message, { kind: 'death', personNo, input, reason: '亲属申报' })
  const { requestId } = checked('死亡登记', proposed).value.answer as unknown as { requestId: string }
  const request = await findFlowRequest(platform.reader, requestId)
  if (!request) throw new Error(`There is no request ${requestId}`)
  checked('死亡登记审批', await flows.approve(told('leader', `death approved ${personNo}`), request, '同意'))
  const { rows } = await listPayouts(platform.reader, 'due', { offset: 0, size: 100 })
  let paidFen = 0
  for (const { payoutId, personNo: whose, totalFen, area } of rows) {
    await fund(totalFen as Fen, area)
    const paying = { payoutId, personNo: whose, reference: `回单${payoutId.slice(-8)}` }
    checked('继承支付', await flows.pay(told<{ payoutId: string }>('finance', `payout ${payoutId}`), paying))
    paidFen += totalFen
  }
  return paidFen
}
