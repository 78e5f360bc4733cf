// Who, where, when, under which plan: the head of a settlement.
import type { SettlementView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLanguage } from '../../parts/language.ts'
import { type FactRow, Facts } from '../../parts/page.tsx'
import { PersonLink } from '../../parts/person-link.tsx'

export function VisitFacts({ view }: { view: SettlementView }) {
  const { t } = useTranslation()
  const { name } = useLanguage()
  const stay = view.admittedOn === view.dischargedOn ? view.admittedOn : `${view.admittedOn} – ${view.dischargedOn}`
  const rows: FactRow[] = [
    {
      label: t('settlements.name'),
      value: <PersonLink personNo={view.personNo} name={view.personName} />,
    },
    {
      label: t('settlements.providerName'),
      value: (
        <>
          <Link to={`/settlements?provider=${encodeURIComponent(view.provider)}`}>{view.providerName}</Link>
          <span className="quiet"> {name('level', view.level, view.levelTitle)}</span>
        </>
      ),
    },
    { label: t('settlement.department'), value: view.department || '–' },
    { label: t('settlements.setting'), value: name('setting', view.setting, view.settingTitle) },
    {
      label: t('settlement.stay'),
      value: (
        <span className="number">
          {stay}
          <span className="quiet"> {t('settlement.days', { n: view.days })}</span>
        </span>
      ),
    },
    { label: t('settlements.settledAt'), value: <span className="number">{view.settledAt}</span> },
    { label: t('settlements.scheme'), value: name('scheme', view.scheme, view.schemeTitle) },
    { label: t('settlement.plan'), value: view.planTitle },
    { label: t('settlement.version'), value: <Version version={view.policyVersion} /> },
    { label: t('settlement.visit'), value: <span className="mono">{view.visitId}</span> },
    { label: t('settlement.diagnosis'), value: <Diagnoses view={view} />, wide: true },
  ]
  return (
    <section className="card facts-card">
      <Facts rows={rows} />
    </section>
  )
}

function Version({ version }: { version: string }) {
  return (
    <Link className="mono" to="/policy" title={version}>
      {shortVersion(version)}
    </Link>
  )
}

function Diagnoses({ view }: { view: SettlementView }) {
  const { t } = useTranslation()
  if (view.diagnoses.length === 0) return <>–</>
  return (
    <span className="diagnoses">
      {view.diagnoses.map(({ code, name, main }) => (
        <span key={code}>
          {name} <span className="mono quiet">{code}</span>
          {main && <span className="quiet"> {t('settlement.main')}</span>}
        </span>
      ))}
    </span>
  )
}

/** A version names pack, digest, plan and days; its digest tells versions apart. */
const shortVersion = (version: string): string => /#([0-9a-f]{8,})/.exec(version)?.[1] ?? version.slice(0, 24)
