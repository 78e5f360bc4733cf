// What of this year's limits is used, as bars with the amounts in words, and the personal account.
import type { PersonView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { yuan } from '../../format/money.ts'
import { Section } from '../../parts/page.tsx'
import { UsageBar } from '../../parts/usage-bar.tsx'

type Accumulator = PersonView['accumulators'][number]

export function Limits({ view }: { view: PersonView }) {
  const { t } = useTranslation()
  return (
    <Section title={t('person.limits')}>
      <p className="account-balance">
        <span className="quiet">{t('person.account')}</span>
        {view.account ? (
          <>
            <strong className="number">{yuan(view.account.balanceFen)}</strong>
            <span className="quiet">
              {t('money.yuan')} {view.account.state}
            </span>
          </>
        ) : (
          <span>{t('person.noAccount')}</span>
        )}
      </p>
      {view.accumulators.length === 0 && <p className="quiet">{t('person.noLimits')}</p>}
      <ul className="limits">
        {view.accumulators.map((each) => (
          <Limit key={`${each.key} ${each.year}`} accumulator={each} />
        ))}
      </ul>
    </Section>
  )
}

function Limit({ accumulator }: { accumulator: Accumulator }) {
  const { t } = useTranslation()
  const { title, year, usedFen, limitFen, isCount } = accumulator
  const written = (value: number) => (isCount ? t('person.times', { n: value }) : yuan(value))
  const words =
    limitFen === null
      ? t('person.limitUsed', { used: written(usedFen) })
      : t('person.limitOf', { used: written(usedFen), limit: written(limitFen) })
  return (
    <li>
      <span className="limit-words">
        <span>
          {title} <span className="quiet">{year}</span>
        </span>
        <span className="number">{words}</span>
      </span>
      {limitFen !== null && <UsageBar label={`${title} ${words}`} used={usedFen} limit={limitFen} />}
      {limitFen !== null && (
        <span className="quiet number">
          {t('person.limitLeft', { left: written(Math.max(0, limitFen - usedFen)) })}
        </span>
      )}
    </li>
  )
}
