// The pool of audit cases: filters in the address, sums of the whole, what waits where, and steps for many at once. An
// institution finds its own here, to accept or appeal.
import { DownloadOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import type { AuditCasePage, AuditCaseQuery } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAuditCases } from '../../api/audit-queries.ts'
import { callFile } from '../../api/call.ts'
import { useSignedIn } from '../../api/session.ts'
import { thousands, yuan } from '../../format/money.ts'
import { useFilters } from '../../parts/address.ts'
import { useLanguage } from '../../parts/language.ts'
import { PageHead, Section } from '../../parts/page.tsx'
import { saveFile } from '../../parts/save.ts'
import { Answer, Failed } from '../../parts/state.tsx'
import { CASE_FILTERS, PoolFilters } from './pool-filters.tsx'
import { PoolTable } from './pool-table.tsx'
import { StepForm } from './step-form.tsx'
import { stepsFor } from './steps.ts'

export default function AuditPool() {
  const { t } = useTranslation()
  const { permissions, provider } = useSignedIn()
  const { filters, page, change, clear } = useFilters(CASE_FILTERS)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const query = { ...filters, page } as AuditCaseQuery
  const cases = useAuditCases(query)
  const may = stepsFor(permissions, filters.state)
  const own = provider !== ''
  return (
    <>
      <PageHead title={t(own ? 'audit.ownTitle' : 'audit.title')} note={t(own ? 'audit.ownNote' : 'audit.note')}>
        <Link className="action" to="/audit/figures">
          {t('audit.figures')}
        </Link>
        {permissions.includes('audit_case:export') && <Export query={filters} />}
      </PageHead>
      <section className="card">
        <PoolFilters filters={filters} change={change} clear={clear} />
        <Answer of={cases}>
          {(data) => (
            <>
              <Waiting of={data} onState={(state) => change({ state })} />
              <Sums of={data} />
              <PoolTable
                data={data}
                loading={cases.isPlaceholderData}
                chosen={chosen}
                choose={may.length > 0 ? setChosen : undefined}
                onPage={(next) => change({ page: next })}
                clear={clear}
              />
            </>
          )}
        </Answer>
      </section>
      {may.length > 0 && (
        <Section title={t('audit.act')} note={t('audit.actNote')}>
          <p className="quiet">{t('audit.chosen', { n: chosen.length })}</p>
          <StepForm ids={chosen} may={may} onDone={() => setChosen([])} />
        </Section>
      )}
    </>
  )
}

function Waiting({ of, onState }: { of: AuditCasePage; onState: (state: string) => void }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  if (of.waiting.length === 0) return null
  return (
    <ul className="audit-waiting" aria-label={t('audit.waiting')}>
      {of.waiting.map(({ state, stateTitle, count, overdue }) => (
        <li key={state}>
          <button type="button" className="chip" onClick={() => onState(state)}>
            {either(stateTitle.zh, stateTitle.en)} <strong className="number">{thousands(count)}</strong>
            {overdue > 0 && <span className="audit-late"> {t('audit.overdueCount', { n: overdue })}</span>}
          </button>
        </li>
      ))}
    </ul>
  )
}

function Sums({ of: { total, sums } }: { of: AuditCasePage }) {
  const { t } = useTranslation()
  const parts = [
    [t('audit.excess'), sums.excessFen],
    [t('audit.deducted'), sums.deductedFen],
    [t('audit.certified'), sums.certifiedFen],
  ] as const
  return (
    <p className="sums">
      <span className="quiet">{t('list.sums')}</span>
      <span>{t('list.count', { n: thousands(total) })}</span>
      {parts.map(([label, fen]) => (
        <span key={label}>
          {label} <strong className="number">{yuan(fen)}</strong> {t('money.yuan')}
        </span>
      ))}
      <span className="quiet sums-keys">{t('list.keys')}</span>
    </p>
  )
}

function Export({ query }: { query: Readonly<Record<string, string | undefined>> }) {
  const { t } = useTranslation()
  const run = useMutation({
    mutationFn: () => callFile('/audit/cases/export', query),
    onSuccess: (file) => saveFile(`${t('audit.title')}.csv`, 'text/csv', file),
  })
  return (
    <>
      {run.error && <Failed error={run.error} retry={() => run.mutate()} />}
      <Button icon={<DownloadOutlined aria-hidden="true" />} loading={run.isPending} onClick={() => run.mutate()}>
        {run.isPending ? t('list.exporting') : t('list.export')}
      </Button>
    </>
  )
}
