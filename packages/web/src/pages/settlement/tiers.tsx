// The tiers in the order they paid: what entered, the deductible, the rates, what was paid, the limit before and after, the clause.
import type { SettlementView, TierView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { percent, yuan } from '../../format/money.ts'
import { Amount } from '../../parts/amount.tsx'
import { Assumed } from '../../parts/badge.tsx'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { pathsOf } from './paths.ts'

export function Tiers({ view }: { view: SettlementView }) {
  const { t } = useTranslation()
  const columns = useTierColumns(view)
  return (
    <Section title={t('settlement.tiers')} note={t('overview.unitYuan')}>
      <Grid
        label={t('settlement.tiers')}
        columns={columns}
        rows={view.tiers}
        keyOf={({ id }) => id}
        foot={<Foot view={view} />}
      />
    </Section>
  )
}

function useTierColumns(view: SettlementView): GridColumn<TierView>[] {
  const { t } = useTranslation()
  const { either, name } = useLanguage()
  const { why } = pathsOf(view.id)
  const limit = (fen: number | null) => (fen === null ? t('money.unlimited') : yuan(fen))
  return [
    {
      key: 'tier',
      title: t('settlement.tier'),
      render: (tier) => (
        <span className="tier-name">
          {either(tier.title, tier.titleEn)}
          <span className="quiet">{name('payer', tier.payer, tier.payerTitle)}</span>
        </span>
      ),
    },
    {
      key: 'base',
      title: t('settlement.base'),
      number: true,
      render: (tier) => <Amount fen={tier.baseFen} why={why(`${tier.id}.base`)} />,
    },
    {
      key: 'deductible',
      title: t('money.deductible'),
      number: true,
      render: (tier) => <Amount fen={tier.deductibleFen} why={why(`${tier.id}.deductible`)} />,
    },
    {
      key: 'rates',
      title: t('settlement.rates'),
      number: true,
      render: ({ ratesBp }) => (ratesBp.length === 0 ? '–' : ratesBp.map(percent).join(' / ')),
    },
    {
      key: 'before',
      title: t('settlement.before'),
      number: true,
      render: (tier) => <Amount fen={tier.beforeLimitsFen} why={why(`${tier.id}.before_limits`)} />,
    },
    {
      key: 'paid',
      title: t('settlement.paid'),
      number: true,
      render: (tier) => <Amount fen={tier.paidFen} why={why(tier.id)} strong />,
    },
    {
      key: 'left',
      title: t('settlement.limitBefore'),
      number: true,
      render: ({ limitLeftBeforeFen }) => limit(limitLeftBeforeFen),
    },
    {
      key: 'left-after',
      title: t('settlement.limitAfter'),
      number: true,
      render: ({ limitLeftAfterFen }) => limit(limitLeftAfterFen),
    },
    {
      key: 'clause',
      title: t('settlement.clause'),
      render: ({ clause, assumed }) => (
        <span className="clause">
          {assumed && <Assumed />}
          {clause || t('settlement.noClause')}
        </span>
      ),
    },
  ]
}

function Foot({ view }: { view: SettlementView }) {
  const { t } = useTranslation()
  const { why } = pathsOf(view.id)
  return (
    <tr>
      <th scope="row">{t('settlement.fundRow')}</th>
      <td colSpan={4} />
      <td className="number">
        <Amount fen={view.fundFen} why={why('fund_paid')} strong />
      </td>
      <td colSpan={3} />
    </tr>
  )
}
