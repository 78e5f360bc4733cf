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
import { ModelRuns } from './model-runs.tsx'
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
        <Kinds kind={filters.kind} onKind={(kind) => change({ kind, clue: undefined } as typeof filters)} />
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
      {filters.kind === 'model' && permissions.includes('audit_case:review') && <ModelRuns />}
      {may.length > 0 && (
        <Section title={t('audit.act')} note={t('audit.actNote')}>
          <p className="quiet">{t('audit.chosen', { n: chosen.length })}</p>
          <StepForm ids={chosen} may={may} ofModel={filters.kind === 'model'} onDone={() => setChosen([])} />
        </Section>
      )}
    </>
  )
}

const KINDS = ['', 'rule', 'model'] as const

/** Findings of rules and clues of models are one pool; each may be looked at alone. */
function Kinds({ kind, onKind }: { kind: string | undefined; onKind: (kind: string | undefined) => void }) {
  const { t } = useTranslation()
  const labels = { '': t('audit.kinds.all'), rule: t('audit.kinds.rule'), model: t('audit.kinds.model') }
  return (
    <fieldset className="audit-kinds">
      <legend className="hidden-words">{t('audit.kinds.legend')}</legend>
      {KINDS.map((each) => (
        <button
          key={each}
          type="button"
          className="chip"
          aria-pressed={(kind ?? '') === each}
          onClick={() => onKind(each || undefined)}
        >
          {labels[each]}
        </button>
      ))}
    </fieldset>
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
