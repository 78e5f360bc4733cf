// One fund: the cash books and the accrual ledger, account by account; every number opens its entries.
import type { FundView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { addressOf } from '../../api/call.ts'
import { thousands, yuan } from '../../format/money.ts'
import { Amount } from '../../parts/amount.tsx'
import { Badge } from '../../parts/badge.tsx'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'

type AccountRow = FundView['accounts'][number]

const LAYERS = ['cash', 'accrual'] as const
const KINDS = ['asset', 'liability', 'net', 'income', 'expense'] as const

interface FundCardProps {
  readonly fund: FundView
  readonly period: string | undefined
}

export function FundCard({ fund, period }: FundCardProps) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return (
    <Section title={either(fund.title, fund.titleEn)} note={t('overview.unitYuan')}>
      {LAYERS.map((layer) => (
        <Layer key={layer} layer={layer} fund={fund} period={period} />
      ))}
    </Section>
  )
}

function Layer({ layer, fund, period }: FundCardProps & { layer: (typeof LAYERS)[number] }) {
  const { t } = useTranslation()
  const rows = fund.accounts.filter((account) => account.layer === layer)
  const title = t(`funds.${layer}`)
  const columns = useAccountColumns(fund.fund, layer, period)
  return (
    <div className="layer">
      <h3>{title}</h3>
      {rows.length === 0 ? (
        <p className="quiet">{t('funds.noAccounts')}</p>
      ) : (
        <Grid
          label={title}
          columns={columns}
          rows={rows}
          keyOf={({ account }) => account}
          foot={<Foot rows={rows} />}
        />
      )}
    </div>
  )
}

function useAccountColumns(fund: string, layer: string, period: string | undefined): GridColumn<AccountRow>[] {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const entries = (row: AccountRow) => addressOf('/funds/entries', { fund, layer, account: row.account, period })
  const money = (key: string, title: string, fenOf: (row: AccountRow) => number): GridColumn<AccountRow> => ({
    key,
    title,
    number: true,
    width: 170,
    render: (row) => <Amount fen={fenOf(row)} why={entries(row)} />,
  })
  return [
    {
      key: 'account',
      title: t('funds.account'),
      render: (row) => (
        <>
          <span className="mono quiet">{row.account}</span> {either(row.title, row.titleEn)}
        </>
      ),
    },
    { key: 'kind', title: t('funds.kind'), width: 90, render: ({ kind }) => <Kind kind={kind} /> },
    money('debit', t('funds.debit'), ({ debitFen }) => debitFen),
    money('credit', t('funds.credit'), ({ creditFen }) => creditFen),
    money('balance', t('funds.balance'), ({ balanceFen }) => balanceFen),
    {
      key: 'entries',
      title: t('funds.entries'),
      number: true,
      width: 110,
      render: (row) => <Link to={entries(row)}>{thousands(row.entries)}</Link>,
    },
  ]
}

function Kind({ kind }: { kind: string }) {
  const { t } = useTranslation()
  const known = KINDS.find((each) => each === kind)
  return <>{known ? t(`funds.kinds.${known}`) : kind}</>
}

/** The balance proves itself: in each layer of each fund debits equal credits. */
function Foot({ rows }: { rows: readonly AccountRow[] }) {
  const { t } = useTranslation()
  const debit = rows.reduce((sum, row) => sum + row.debitFen, 0)
  const credit = rows.reduce((sum, row) => sum + row.creditFen, 0)
  const equal = debit === credit
  return (
    <tr>
      <th scope="row">{t('funds.sum')}</th>
      <td />
      <td className="number">{yuan(debit)}</td>
      <td className="number">{yuan(credit)}</td>
      <td colSpan={2}>
        <Badge tone={equal ? 'good' : 'bad'}>{t(equal ? 'funds.equal' : 'funds.unequal')}</Badge>
      </td>
    </tr>
  )
}
