// Who pays: every payer's part of the whole, as one bar and in numbers.
import type { OverviewView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { ratioBp, ratioText } from '../../format/money.ts'
import { useLanguage } from '../../parts/language.ts'
import { MoneyBar, payerTone } from '../../parts/money-bar.tsx'
import { Section } from '../../parts/page.tsx'

export function ByPayer({ view }: { view: OverviewView }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const { byPayer, totalFen } = view
  const parts = byPayer.map(({ payer, title, titleEn, paidFen }) => ({
    key: payer,
    title: either(title, titleEn),
    fen: paidFen,
    tone: payerTone(payer),
    why: isFund(payer) ? '/funds' : '/settlements?state=settled',
  }))
  const most = parts.reduce<(typeof parts)[number] | undefined>((a, b) => (a && a.fen >= b.fen ? a : b), undefined)
  const finding =
    most && most.fen > 0
      ? t('overview.byPayerFinding', { payer: most.title, share: ratioText(ratioBp(most.fen, totalFen)) })
      : t('overview.byPayer')
  return (
    <Section title={finding} note={`${t('overview.byPayer')} · ${t('overview.unitYuan')}`}>
      <MoneyBar label={t('overview.byPayer')} parts={parts} />
    </Section>
  )
}

const isFund = (payer: string): boolean =>
  !['account', 'mutual', 'cash', 'person', 'provider', 'commercial'].includes(payer)
