// Messages by transaction, and the reasons of refusals; a row filters the messages below.
import type { TrafficView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { thousands } from '../../format/money.ts'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'

type Transaction = TrafficView['byTransaction'][number]
type RefusalCount = TrafficView['byRefusal'][number]

export function ByTransaction({ view, choose }: { view: TrafficView; choose: (infno: string) => void }) {
  const { t } = useTranslation()
  const { name } = useLanguage()
  const columns: GridColumn<Transaction>[] = [
    {
      key: 'infno',
      title: t('traffic.infno'),
      render: ({ infno, title }) => (
        <button type="button" className="plain link" onClick={() => choose(infno)}>
          <span className="mono">{infno}</span> {name('transaction', infno, title)}
        </button>
      ),
    },
    { key: 'accepted', title: t('traffic.accepted'), number: true, render: ({ accepted }) => thousands(accepted) },
    { key: 'refused', title: t('traffic.refused'), number: true, render: ({ refused }) => thousands(refused) },
    { key: 'p95', title: t('traffic.p95'), number: true, render: ({ p95Ms }) => p95Ms.toFixed(1) },
  ]
  return (
    <Section title={t('traffic.byTransaction')} note={t('traffic.unitMessages')}>
      <div className="tall">
        <Grid
          label={t('traffic.byTransaction')}
          columns={columns}
          rows={view.byTransaction}
          keyOf={({ infno }) => infno}
        />
      </div>
    </Section>
  )
}

export function ByRefusal({ view, choose }: { view: TrafficView; choose: (code: string) => void }) {
  const { t } = useTranslation()
  const columns: GridColumn<RefusalCount>[] = [
    {
      key: 'title',
      title: t('traffic.refusal'),
      render: ({ title, code }) => (
        <button type="button" className="plain link" onClick={() => choose(code)}>
          {title} <span className="mono quiet">{code}</span>
        </button>
      ),
    },
    { key: 'count', title: t('traffic.count'), number: true, width: 90, render: ({ count }) => thousands(count) },
  ]
  return (
    <Section title={t('traffic.byRefusal')} note={t('traffic.unitMessages')}>
      {view.byRefusal.length === 0 ? (
        <p className="quiet">{t('traffic.noRefusals')}</p>
      ) : (
        <div className="tall">
          <Grid label={t('traffic.byRefusal')} columns={columns} rows={view.byRefusal} keyOf={({ code }) => code} />
        </div>
      )}
    </Section>
  )
}
