// Beside a settlement: what happened to it, how it was booked, whether it still recalculates; below it, what it changed.
import type { SettlementView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSignedIn } from '../../api/session.ts'
import { yuan } from '../../format/money.ts'
import { Badge } from '../../parts/badge.tsx'
import { Facts, Section } from '../../parts/page.tsx'

export function Aside({ view }: { view: SettlementView }) {
  return (
    <div className="aside">
      <Timeline view={view} />
      <Replay view={view} />
      <Journals view={view} />
    </div>
  )
}

function Timeline({ view }: { view: SettlementView }) {
  const { t } = useTranslation()
  return (
    <Section title={t('settlement.timeline')}>
      <ol className="timeline">
        {view.timeline.map(({ at, title, detail, path }) => (
          <li key={`${at} ${title} ${detail}`}>
            <span className="quiet number">{at}</span>
            <strong>{path ? <Link to={path}>{title}</Link> : title}</strong>
            {detail && <span>{detail}</span>}
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** The stored facts under the stored policy version must give every stored amount, for ever. */
function Replay({ view }: { view: SettlementView }) {
  const { t } = useTranslation()
  const { same, message } = view.replay
  return (
    <Section title={t('settlement.replay')}>
      <p>
        <Badge tone={same ? 'good' : 'bad'}>{message}</Badge>
      </p>
    </Section>
  )
}

export function Changes({ view }: { view: SettlementView }) {
  const { t } = useTranslation()
  const written = ({ change, isCount }: SettlementView['changes'][number]) =>
    `${change > 0 ? '+' : change < 0 ? '−' : ''}${isCount ? Math.abs(change) : yuan(Math.abs(change))}`
  const rows = view.changes.map((change) => ({
    label: change.title,
    value: <span className="number">{written(change)}</span>,
  }))
  return (
    <Section title={t('settlement.changes')}>
      {rows.length === 0 ? <p className="quiet">{t('settlement.noChanges')}</p> : <Facts rows={rows} />}
    </Section>
  )
}

function Journals({ view }: { view: SettlementView }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  return (
    <Section title={t('settlement.journals')}>
      {view.journals.length === 0 ? (
        <p className="quiet">{t('settlement.noJournals')}</p>
      ) : (
        <ul className="links">
          {view.journals.map((journal) => (
            <li key={journal}>
              {permissions.includes('fund:read') ? (
                <Link className="mono" to={`/journals/${encodeURIComponent(journal)}`}>
                  {journal}
                </Link>
              ) : (
                <span className="mono">{journal}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
