// A person: who (masked), insured when, what is used up, the account, the bills, and who looked.
import type { PersonView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { usePerson } from '../../api/queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { Badge } from '../../parts/badge.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Facts, PageHead } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'
import { Bills } from './bills.tsx'
import { Limits } from './limits.tsx'
import { Looks } from './looks.tsx'
import { TimeBar } from './time-bar.tsx'
import { Unmask } from './unmask.tsx'

export default function PersonPage() {
  const { personNo = '' } = useParams()
  const { t } = useTranslation()
  const person = usePerson(personNo)
  const { permissions } = useSignedIn()
  const view = person.data
  return (
    <>
      <PageHead
        title={view ? view.name : t('person.title')}
        beside={view && <Badge tone="plain">{t(view.masked ? 'person.masked' : 'person.unmasked')}</Badge>}
      >
        {view && permissions.includes('enrolment:read') && (
          <Link to={`/enrolment/persons/${encodeURIComponent(personNo)}`}>{t('window.open')}</Link>
        )}
        {view && <Link to={`/persons/${encodeURIComponent(personNo)}/account`}>{t('wallet.open')}</Link>}
        {view?.masked && <Unmask personNo={personNo} />}
      </PageHead>
      <Answer of={person}>{(data) => <Detail view={data} />}</Answer>
    </>
  )
}

function Detail({ view }: { view: PersonView }) {
  return (
    <>
      <Identity view={view} />
      <TimeBar view={view} />
      <div className="columns">
        <Limits view={view} />
        <Looks view={view} />
      </div>
      <Bills personNo={view.personNo} name={view.name} />
    </>
  )
}

function Identity({ view }: { view: PersonView }) {
  const { t } = useTranslation()
  const { name } = useLanguage()
  return (
    <section className="card facts-card">
      <Facts
        rows={[
          { label: t('person.number'), value: <span className="mono">{view.personNo}</span> },
          { label: t('person.certificate'), value: <span className="mono">{view.certificate}</span> },
          { label: t('person.mobile'), value: <span className="mono">{view.mobile || '–'}</span> },
          { label: t('person.sex'), value: name('sex', view.sexTitle, view.sexTitle) },
          {
            label: t('person.born'),
            value: (
              <span className="number">
                {view.bornOn} <span className="quiet">{t('person.age', { age: view.age })}</span>
              </span>
            ),
          },
          { label: t('person.area'), value: view.areaTitle },
          { label: t('person.continuous'), value: t('person.years', { n: view.continuousYears }) },
        ]}
      />
    </section>
  )
}
