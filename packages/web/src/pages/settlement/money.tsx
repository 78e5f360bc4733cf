// The total, split by who paid it and by what it consists of. Every part leads to its calculation.
import type { SettlementView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { ratioBp, ratioText, yuan } from '../../format/money.ts'
import { Amount } from '../../parts/amount.tsx'
import { useLanguage } from '../../parts/language.ts'
import { MoneyBar, type Part, payerTone } from '../../parts/money-bar.tsx'
import { Section } from '../../parts/page.tsx'
import { pathsOf } from './paths.ts'

export function Money({ view }: { view: SettlementView }) {
  const { t } = useTranslation()
  const { why } = pathsOf(view.id)
  const figures = [
    { label: t('money.total'), fen: view.totalFen, step: 'total' },
    { label: t('money.fund'), fen: view.fundFen, step: 'fund_paid' },
    { label: t('money.person'), fen: view.personFen, step: 'person_paid' },
  ]
  const total = yuan(view.totalFen)
  return (
    <Section title={t('settlement.payers')} note={`${t('overview.unitYuan')}`}>
      <div className="money-figures">
        {figures.map(({ label, fen, step }) => (
          <div key={step}>
            <span className="figure-label">{label}</span>
            <Amount fen={fen} why={why(step)} strong />
          </div>
        ))}
        <div>
          <span className="figure-label">{t('settlement.ratio')}</span>
          <span className="amount amount-strong">{ratioText(ratioBp(view.fundFen, view.totalFen))}</span>
        </div>
      </div>
      <MoneyBar label={t('settlement.payersLabel', { total })} parts={usePayers(view)} />
      <h3>{t('settlement.parts')}</h3>
      <MoneyBar label={t('settlement.partsLabel', { total })} parts={useParts(view)} />
    </Section>
  )
}

/** Tiers in the order they paid, then what the provider bears, then the person's own. */
export function usePayers(view: SettlementView): Part[] {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const { why } = pathsOf(view.id)
  const tiers = view.tiers
    .filter(({ payer }) => payer !== 'provider' && payer !== 'account')
    .map(({ id, title, titleEn, payer, paidFen }) => ({
      key: id,
      title: either(title, titleEn),
      fen: paidFen,
      tone: payerTone(payer),
      why: why(id),
    }))
  const own = [
    { key: 'provider', fen: view.providerFen, step: 'provider_paid' },
    { key: 'account', fen: view.accountFen, step: 'account_paid' },
    { key: 'mutual', fen: view.mutualFen, step: 'mutual_paid' },
    { key: 'cash', fen: view.cashFen, step: 'cash' },
  ] as const
  return [
    ...tiers,
    ...own.map(({ key, fen, step }) => ({ key, title: t(`money.${key}`), fen, tone: payerTone(key), why: why(step) })),
  ]
}

function useParts(view: SettlementView): Part[] {
  const { t } = useTranslation()
  const { why } = pathsOf(view.id)
  return [
    { key: 'in_scope', title: t('money.inScope'), fen: view.inScopeFen, tone: 'fund-1', why: why('in_scope') },
    { key: 'pre', title: t('money.pre'), fen: view.preFen, tone: 'own-1', why: why('pre') },
    { key: 'over', title: t('money.over'), fen: view.overFen, tone: 'own-2', why: why('over') },
    { key: 'full', title: t('money.full'), fen: view.fullFen, tone: 'own-3', why: why('full') },
  ]
}
