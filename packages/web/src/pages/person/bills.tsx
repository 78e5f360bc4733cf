// The person's latest settlements.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSettlements } from '../../api/queries.ts'
import { Section } from '../../parts/page.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { SettlementTable, Sums } from '../settlements/table.tsx'

export function Bills({ personNo, name }: { personNo: string; name: string }) {
  const { t } = useTranslation()
  const settlements = useSettlements({ person: personNo, sort: 'newest', page: 1, size: 20 })
  const all = (
    <Link to={`/settlements?person=${encodeURIComponent(personNo)}`}>
      {t('person.allSettlements')}
      <span className="hidden-words"> {t('settlements.of', { name })}</span>
    </Link>
  )
  return (
    <Section title={t('person.settlements')} actions={all}>
      <Answer of={settlements}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('person.noSettlements')} />
          ) : (
            <>
              <Sums page={page} />
              <SettlementTable page={page} loading={false} withoutPerson />
            </>
          )
        }
      </Answer>
    </Section>
  )
}
