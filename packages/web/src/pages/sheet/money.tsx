// The money of the printed sheet: what the cost consists of, one row for each payer, totals in capitals.
import type { SettlementView, TierView } from '@yibao/contract/rest'
import { capitals } from '../../format/capitals.ts'
import { percent, ratioBp, ratioText, yuan } from '../../format/money.ts'

export function SheetMoney({ view }: { view: SettlementView }) {
  const parts: readonly (readonly [string, number])[] = [
    ['医疗费总额', view.totalFen],
    ['全自费', view.fullFen],
    ['超限价自费', view.overFen],
    ['先行自付', view.preFen],
    ['符合政策范围', view.inScopeFen],
    ['起付标准', view.deductibleFen],
  ]
  return (
    <>
      <table className="sheet-parts">
        <thead>
          <tr>
            {parts.map(([title]) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {parts.map(([title, fen]) => (
              <td key={title}>{yuan(fen)}</td>
            ))}
          </tr>
        </tbody>
      </table>
      <Payers view={view} />
      <Totals view={view} />
    </>
  )
}

const limit = (fen: number | null): string => (fen === null ? '不设限' : yuan(fen))

function Payers({ view }: { view: SettlementView }) {
  return (
    <table className="sheet-payers">
      <thead>
        <tr>
          {['支付方', '进入本段', '起付线', '比例', '支付金额', '限额余额（前）', '限额余额（后）'].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.tiers.map((tier) => (
          <PayerRow key={tier.id} tier={tier} />
        ))}
        <OwnRow title="医院负担" fen={view.providerFen} />
        <OwnRow title="个人账户" fen={view.accountFen} />
        <OwnRow title="家庭共济" fen={view.mutualFen} />
        <OwnRow title="个人现金" fen={view.cashFen} />
      </tbody>
    </table>
  )
}

function PayerRow({ tier }: { tier: TierView }) {
  return (
    <tr>
      <th scope="row">
        {tier.title}
        {tier.assumed && ' ※'}
      </th>
      <td>{yuan(tier.baseFen)}</td>
      <td>{yuan(tier.deductibleFen)}</td>
      <td>{tier.ratesBp.map(percent).join(' / ') || '—'}</td>
      <td>{yuan(tier.paidFen)}</td>
      <td>{limit(tier.limitLeftBeforeFen)}</td>
      <td>{limit(tier.limitLeftAfterFen)}</td>
    </tr>
  )
}

function OwnRow({ title, fen }: { title: string; fen: number }) {
  return (
    <tr>
      <th scope="row">{title}</th>
      <td colSpan={3} />
      <td>{yuan(fen)}</td>
      <td colSpan={2} />
    </tr>
  )
}

function Totals({ view }: { view: SettlementView }) {
  const rows = [
    ['基金合计', view.fundFen],
    ['个人合计', view.personFen],
    ['总计', view.totalFen],
  ] as const
  return (
    <table className="sheet-totals">
      <tbody>
        {rows.map(([title, fen]) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            <td>¥{yuan(fen)}</td>
            <td>（大写）{capitals(fen)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">实际报销比例</th>
          <td>{ratioText(ratioBp(view.fundFen, view.totalFen))}</td>
          <td>基金合计 ÷ 医疗费总额</td>
        </tr>
      </tbody>
    </table>
  )
}
