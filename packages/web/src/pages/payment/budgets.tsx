// The values of the month, and each budget of the year with the parts that add up to it.
import type { PaymentRunView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { yuan } from '../../format/money.ts'
import { Badge } from '../../parts/badge.tsx'
import { Grid } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'

type Value = PaymentRunView['values'][number]
type Budget = PaymentRunView['budgets'][number]

const SCHEMES: Readonly<Record<string, string>> = { employee: '职工', resident: '居民' }

export function Values({ view }: { view: PaymentRunView }) {
  const { t } = useTranslation()
  const { name } = useLanguage()
  if (view.values.length === 0) return null
  return (
    <Section title={t('payment.values')}>
      <Grid<Value>
        label={t('payment.values')}
        rows={view.values}
        keyOf={(row) => `${row.budget} ${row.method} ${row.insurance}`}
        columns={[
          { key: 'method', title: t('payment.method'), render: (row) => row.methodTitle },
          {
            key: 'insurance',
            title: t('payment.insurance'),
            render: (row) => name('scheme', row.insurance, SCHEMES[row.insurance] ?? row.insurance),
          },
          { key: 'value', title: t('payment.value'), number: true, render: (row) => row.value },
          { key: 'ratio', title: t('payment.ratio'), number: true, render: (row) => row.ratio },
        ]}
      />
    </Section>
  )
}

const ITEMS = [
  ...(['released_before', 'paid', 'deposit', 'reserve', 'unspent', 'overrun', 'to_providers', 'deductions'] as const),
  ...(['assessment', 'forfeited_deposit', 'kept_by_fund', 'value_rounding', 'reserve_left'] as const),
]

export function Budgets({ view }: { view: PaymentRunView }) {
  const { t } = useTranslation()
  const nameOf = (item: string): string => {
    const known = ITEMS.find((each) => each === item)
    return known ? t(`payment.items.${known}`) : item
  }
  const items = [...new Set(view.budgets.flatMap((budget) => budget.items.map(({ item }) => item)))]
  return (
    <Section title={t('payment.budgets')} note={t('payment.budgetsNote')}>
      <Grid<Budget>
        label={t('payment.budgets')}
        rows={view.budgets}
        keyOf={({ budget }) => budget}
        columns={[
          { key: 'budget', title: t('payment.budget'), render: (row) => row.title },
          ...items.map((item) => ({
            ...{ key: item, title: nameOf(item), number: true },
            render: (row: Budget) => yuan(row.items.find((each) => each.item === item)?.amountFen ?? 0),
          })),
          { key: 'amount', title: t('payment.budgetAmount'), number: true, render: (row) => yuan(row.budgetFen) },
          {
            key: 'gap',
            title: t('payment.unexplained'),
            number: true,
            render: (row) =>
              row.unexplainedFen === 0 ? (
                <Badge tone="good">{t('payment.even')}</Badge>
              ) : (
                <Badge tone="bad">{yuan(row.unexplainedFen)}</Badge>
              ),
          },
        ]}
      />
    </Section>
  )
}
