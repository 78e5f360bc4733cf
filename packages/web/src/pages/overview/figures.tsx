// The large numbers of the first page.
import type { OverviewView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { ratioText, shortMoney, thousands } from '../../format/money.ts'
import { useLanguage } from '../../parts/language.ts'
import { Figure } from '../../parts/page.tsx'

export function Figures({ view }: { view: OverviewView }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { enrolled, providers, settlements, totalFen, fundFen } = view
  const total = shortMoney(totalFen, language)
  const fund = shortMoney(fundFen, language)
  const mean = shortMoney(settlements === 0 ? 0 : Math.round(totalFen / settlements), language)
  return (
    <div className="figures">
      <Figure
        label={t('overview.persons')}
        figure={thousands(view.persons)}
        unit={t('overview.people')}
        note={`${t('overview.employee')} ${thousands(enrolled.employee)} · ${t('overview.resident')} ${thousands(enrolled.resident)}`}
      />
      <Figure
        label={t('overview.providers')}
        figure={thousands(providers.hospitals + providers.pharmacies)}
        unit={t('overview.places')}
        note={`${t('overview.hospitals')} ${thousands(providers.hospitals)} · ${t('overview.pharmacies')} ${thousands(providers.pharmacies)}`}
      />
      <Figure
        label={t('overview.settlements')}
        figure={thousands(settlements)}
        unit={t('overview.times')}
        note={t('overview.perSettlement', { amount: `${mean.figure} ${mean.unit}` })}
        to="/settlements?state=settled"
      />
      <Figure
        label={t('overview.total')}
        {...total}
        note={t('overview.source')}
        to="/settlements?state=settled&sort=total"
      />
      <Figure label={t('overview.fund')} {...fund} note={t('overview.source')} to="/funds" />
      <Figure
        label={t('overview.inScopeRatio')}
        figure={ratioText(view.inScopeRatioBp)}
        note={t('overview.inScopeRule')}
        to="/settlements?state=settled&sort=fund"
      />
      <Figure
        label={t('overview.actualRatio')}
        figure={ratioText(view.actualRatioBp)}
        note={t('overview.actualRule')}
        to="/settlements?state=settled&sort=fund"
      />
    </div>
  )
}
