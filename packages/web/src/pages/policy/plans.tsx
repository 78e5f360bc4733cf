// The benefit plans: for which care, and which tiers pay in which order.
import type { PolicyView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { schemeNames, settingNames } from '../settlements/words.ts'

type Plan = PolicyView['plans'][number]

export function Plans({ view }: { view: PolicyView }) {
  const { t } = useTranslation()
  const { either, name } = useLanguage()
  const columns: GridColumn<Plan>[] = [
    {
      key: 'plan',
      title: t('policy.plan'),
      width: 220,
      render: (plan) => (
        <span className="tier-name">
          {either(plan.title, plan.titleEn)}
          <span className="quiet mono">{plan.id}</span>
        </span>
      ),
    },
    {
      key: 'scheme',
      title: t('settlements.scheme'),
      width: 110,
      render: ({ scheme }) => name('scheme', scheme, schemeNames[scheme] ?? scheme),
    },
    {
      key: 'settings',
      title: t('policy.settings'),
      width: 220,
      render: ({ settings }) => settings.map((each) => name('setting', each, settingNames[each] ?? each)).join('、'),
    },
    { key: 'tiers', title: t('policy.tiers'), render: (plan) => <Order plan={plan} /> },
  ]
  return (
    <Section title={t('policy.plans')}>
      <Grid label={t('policy.plans')} columns={columns} rows={view.plans} keyOf={({ id }) => id} />
    </Section>
  )
}

function Order({ plan }: { plan: Plan }) {
  return (
    <ol className="order">
      {plan.tiers.map(({ id, title, payerTitle }) => (
        <li key={id}>
          <Link to={`/policy?tier=${encodeURIComponent(id)}`}>{title}</Link>
          {payerTitle && payerTitle !== title && <span className="quiet"> {payerTitle}</span>}
        </li>
      ))}
    </ol>
  )
}
