// What a request does, as people read it: payer by payer before and after, for each settlement and for all of them together.
import type { FlowEffect } from '@yibao/contract/rest'
import { type Fen, PAYERS, type Payer, yuanForPeople } from '@yibao/kernel'
import type { Json } from '../../../platform/index.ts'
import { type FlowKind, isSetting, SETTINGS } from '../../flow/index.ts'
import { shownId } from '../../gateway/index.ts'
import type { Amounts, Change, ClawBackDocument } from '../../settlement/index.ts'
import type { ConsoleParts } from '../parts.ts'
import { settlementPath } from '../settlement/found.ts'
import { fundTitle, OWN_TITLES, payerTitle } from '../words.ts'

type PayerChange = FlowEffect['payers'][number]
type Words = FlowEffect['sentences'][number]

const NONE: FlowEffect = { settlements: [], payers: [], facts: [], lines: [], sentences: [] }
const words = (zh: string, en: string): Words => ({ zh, en })
const fact = (title: Words, value: Words) => ({ title, value })
const yuan = (fen: number): Words => words(`${yuanForPeople(fen as Fen)}元`, `${yuanForPeople(fen as Fen)} yuan`)

export function effectOf(parts: ConsoleParts, kind: FlowKind, preview: Json): FlowEffect {
  switch (kind) {
    case 'correction':
    case 'cancellation':
      return unwindingEffect(parts, (preview as unknown as { changes: Change[] }).changes)
    case 'claim':
      return claimEffect(preview as unknown as ClaimPreview)
    case 'claw_back':
      return clawBackEffect(preview as unknown as ClawBackPreview)
    case 'death':
      return deathEffect(parts, preview as unknown as DeathPreview)
    case 'setting':
      return settingEffect(preview as unknown as SettingPreview)
  }
}

const MUTUAL = { title: '家庭共济', titleEn: 'Family mutual aid' }

/** Σ by payer; whoever pays nothing before and after is left out. */
function payersOf(before: Amounts | null, after: Amounts | null): PayerChange[] {
  const paid = (amounts: Amounts | null, payer: Payer): number =>
    amounts?.tiers.reduce((sum, tier) => (tier.payer === payer ? sum + tier.paidFen : sum), 0) ?? 0
  const row = (payer: string, title: { title: string; titleEn: string }, beforeFen: number, afterFen: number) => ({
    payer,
    ...title,
    beforeFen,
    afterFen,
    changeFen: afterFen - beforeFen,
  })
  const tiers = PAYERS.filter((payer) => payer !== 'account').map((payer) =>
    row(payer, payerTitle(payer), paid(before, payer), paid(after, payer)),
  )
  const own = [
    row('account_own', OWN_TITLES.account, before?.accountFen ?? 0, after?.accountFen ?? 0),
    row('mutual', MUTUAL, before?.mutualFen ?? 0, after?.mutualFen ?? 0),
    row('cash', OWN_TITLES.cash, before?.cashFen ?? 0, after?.cashFen ?? 0),
  ]
  return [...tiers, ...own].filter(({ beforeFen, afterFen }) => beforeFen !== 0 || afterFen !== 0)
}

function added(all: readonly (readonly PayerChange[])[]): PayerChange[] {
  const sums = new Map<string, PayerChange>()
  for (const each of all.flat()) {
    const known = sums.get(each.payer)
    sums.set(each.payer, {
      ...each,
      beforeFen: each.beforeFen + (known?.beforeFen ?? 0),
      afterFen: each.afterFen + (known?.afterFen ?? 0),
      changeFen: each.changeFen + (known?.changeFen ?? 0),
    })
  }
  return [...sums.values()]
}

function unwindingEffect({ desks }: ConsoleParts, changes: readonly Change[]): FlowEffect {
  const settlements = changes.map(({ action, settlementId, provider, settledAt, before, after }) => ({
    id: shownId(settlementId),
    path: settlementPath(settlementId),
    action,
    settledAt,
    providerName: desks.providers.find(provider)?.name ?? provider,
    beforeTotalFen: before.totalFen,
    afterTotalFen: after?.totalFen ?? 0,
    payers: payersOf(before, after),
  }))
  const payers = added(settlements.map((each) => each.payers))
  return { ...NONE, settlements, payers, sentences: payers.flatMap(whoGets) }
}

const OWN = new Set(['account_own', 'mutual', 'cash'])

/** 谁退谁补: one sentence for each payer whose amount changes. */
function whoGets({ payer, title, titleEn, changeFen }: PayerChange): Words[] {
  if (changeFen === 0) return []
  const amount = yuanForPeople(Math.abs(changeFen) as Fen)
  if (OWN.has(payer))
    return changeFen < 0
      ? [words(`退还${title}${amount}元`, `${titleEn}: ${amount} yuan are given back`)]
      : [words(`${title}补付${amount}元`, `${titleEn}: ${amount} yuan more are due`)]
  return changeFen < 0
    ? [words(`${title}收回${amount}元`, `${titleEn} gets back ${amount} yuan`)]
    : [words(`${title}增付${amount}元`, `${titleEn} pays ${amount} yuan more`)]
}

interface ClaimPreview {
  readonly amounts: Amounts
  readonly payFen: number
  readonly funds: readonly { readonly fund: string; readonly amountFen: number }[]
  readonly denials: readonly string[]
  readonly sentences: readonly Words[]
  readonly lines: readonly { no: number; name: string; amountFen: number; reason: string }[]
}

function claimEffect({ amounts, payFen, funds, denials, sentences, lines }: ClaimPreview): FlowEffect {
  return {
    ...NONE,
    payers: payersOf(null, amounts),
    facts: [
      fact(words('费用总额', 'Total'), yuan(amounts.totalFen)),
      fact(words('符合政策范围', 'In scope'), yuan(amounts.inScopeFen)),
      fact(words('付给本人', 'Paid to the person'), yuan(payFen)),
      ...funds.map(({ fund, amountFen }) =>
        fact(words(fundTitle(fund).title, fundTitle(fund).titleEn), yuan(amountFen)),
      ),
      ...denials.map((reason) => fact(words('不予支付', 'Nothing is paid'), words(reason, reason))),
    ],
    lines: lines.map((line) => ({ ...line, fundFen: 0 })),
    sentences: [...sentences],
  }
}

interface ClawBackPreview extends ClawBackDocument {
  readonly dueFen: number
  readonly personFen: number
}

const BY = {
  deduction: words('从对机构的应付中扣减', 'deducted from what is owed to the provider'),
  repayment: words('由机构退回', 'paid back by the provider'),
} as const

function clawBackEffect(preview: ClawBackPreview): FlowEffect {
  const { amounts, dueFen, personFen, by, lines, personAtFault, basis } = preview
  const fundsOf = (tiers: Readonly<Record<string, number>>) => Object.values(tiers).reduce((sum, paid) => sum - paid, 0)
  return {
    ...NONE,
    payers: amounts.map(({ fund, amountFen }) => ({
      payer: fund,
      ...fundTitle(fund),
      beforeFen: 0,
      afterFen: -amountFen,
      changeFen: -amountFen,
    })),
    facts: [
      fact(words('追回依据', 'Basis'), words(basis, basis)),
      fact(words('基金追回', 'To the funds'), yuan(dueFen)),
      fact(words('机构退还个人', 'To the person, by the provider'), yuan(personFen)),
      fact(words('方式', 'How'), BY[by]),
      fact(
        words('年度累计', 'Accumulators of the year'),
        personAtFault
          ? words('个人有过错，不恢复', 'the person was at fault: they stay')
          : words('按不含违规部分恢复', 'as without what was not payable'),
      ),
    ],
    lines: lines.map(({ no, amountFen, tiers }) => ({ no, name: '', amountFen, fundFen: fundsOf(tiers), reason: '' })),
    sentences: amounts.map(({ fund, amountFen }) => {
      const amount = yuanForPeople(amountFen)
      return words(`${fundTitle(fund).title}收回${amount}元`, `${fundTitle(fund).titleEn} gets back ${amount} yuan`)
    }),
  }
}

interface DeathPreview {
  readonly diedOn: string
  readonly visits: readonly { readonly visitId: string; readonly provider: string; readonly title: string }[]
  readonly balanceFen: number
  readonly inheritedFen: number
  readonly to: 'account' | 'payout' | null
}

const HEIR = {
  account: words('转入继承人个人账户', "into the heir's own account"),
  payout: words('支付给继承人', 'paid out to the heir'),
  none: words('未填继承人，余额保留', 'no heir is named: the balance stays'),
} as const

function deathEffect({ desks }: ConsoleParts, { diedOn, visits, balanceFen, to }: DeathPreview): FlowEffect {
  return {
    ...NONE,
    facts: [
      fact(words('死亡日期', 'Day of death'), words(diedOn, diedOn)),
      ...visits.map(({ visitId, provider, title }) =>
        fact(
          words(title, 'A visit is ended'),
          words(
            `${desks.providers.find(provider)?.name ?? provider} ${shownId(visitId)}`,
            `${desks.providers.find(provider)?.name ?? provider} ${shownId(visitId)}`,
          ),
        ),
      ),
      fact(words('个人账户余额', 'Balance of the account'), yuan(balanceFen)),
      fact(words('余额去向', 'Where the balance goes'), HEIR[to ?? 'none']),
    ],
    sentences: [
      words(`${diedOn}以后的就医不再登记和结算`, `Nothing that begins after ${diedOn} is registered or settled`),
    ],
  }
}

interface SettingPreview {
  readonly name: string
  readonly before: string | null
  readonly after: string
}

function settingEffect({ name, before, after }: SettingPreview): FlowEffect {
  if (!isSetting(name)) return NONE
  const { title, titleEn, values } = SETTINGS[name]
  const first = Object.keys(values)[0]!
  const named = (value: string): Words => {
    const found = (values as Readonly<Record<string, { title: string; titleEn: string }>>)[value]
    return words(found?.title ?? value, found?.titleEn ?? value)
  }
  return {
    ...NONE,
    facts: [
      fact(words('参数', 'Setting'), words(title, titleEn)),
      fact(words('现在', 'Now'), named(before ?? first)),
      fact(words('改为', 'To be'), named(after)),
    ],
  }
}
