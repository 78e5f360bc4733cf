// One month by payment methods: values, budgets that add up, institutions with their indexes, and who calculated and released it.
import { PrinterOutlined } from '@ant-design/icons'
import type { PaymentRunView } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { usePaymentRun, useStep } from '../../api/clearing-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { thousands, yuan } from '../../format/money.ts'
import { Badge } from '../../parts/badge.tsx'
import { Facts, PageHead, Section } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'
import { StepsDone } from '../clearings/parts.tsx'
import { Budgets, Values } from './budgets.tsx'
import { Institutions } from './institutions.tsx'
import { YearRows } from './year-rows.tsx'

export default function PaymentRunPage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const run = usePaymentRun(id)
  const view = run.data
  return (
    <>
      <PageHead
        title={view ? `${t('payment.title')} ${view.month}` : t('payment.title')}
        crumbs={[{ to: '/clearings', text: t('clearing.title') }]}
        beside={
          view && <Badge tone={view.state === 'released' ? 'good' : 'wait'}>{t(`payment.states.${view.state}`)}</Badge>
        }
      >
        {view && (
          <Link className="action" to={`/payment-runs/${view.id}/cases`}>
            {t('payment.casesTitle')}
          </Link>
        )}
        {view?.state === 'calculated' && <Steps id={view.id} />}
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('clearing.print')}
        </Button>
      </PageHead>
      <Answer of={run}>{(data) => <Detail view={data} />}</Answer>
    </>
  )
}

function Steps({ id }: { id: string }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const step = useStep(`/payment-runs/${encodeURIComponent(id)}`)
  const send = (path: string) => step.mutate({ step: path, body: { note: '' } })
  return (
    <>
      {step.error && <Alert type="error" showIcon role="alert" title={step.error.message} />}
      {permissions.includes('clearing:approve') && (
        <Button type="primary" loading={step.isPending} onClick={() => send('release')}>
          {t('payment.release')}
        </Button>
      )}
      {permissions.includes('clearing:propose') && (
        <Button loading={step.isPending} onClick={() => send('withdrawal')}>
          {t('payment.withdraw')}
        </Button>
      )}
    </>
  )
}

function Detail({ view }: { view: PaymentRunView }) {
  const { t } = useTranslation()
  const isCarried = !view.month.startsWith(String(view.rulesYear))
  return (
    <>
      <section className="card">
        <Facts
          rows={[
            { label: t('payment.cases'), value: thousands(view.cases) },
            { label: t('payment.cost'), value: yuan(view.costFen) },
            { label: t('payment.booked'), value: yuan(view.bookedFen) },
            { label: t('payment.due'), value: <strong className="number">{yuan(view.dueFen)}</strong> },
            { label: t('payment.difference'), value: yuan(view.dueFen - view.bookedFen) },
            {
              label: t('payment.rules'),
              value: t('payment.rulesOf', { title: view.rulesTitle, year: view.rulesYear }),
            },
            { label: t('payment.resultHash'), value: <span className="mono">{view.resultHash.slice(0, 16)}</span> },
          ]}
        />
        {isCarried && <p className="quiet">{t('payment.rulesCarried', { year: view.rulesYear })}</p>}
      </section>
      <Institutions view={view} />
      <YearRows view={view} />
      <Values view={view} />
      <Budgets view={view} />
      <Issues view={view} />
      <Section title={t('clearing.steps')}>
        <StepsDone steps={view.steps} />
      </Section>
    </>
  )
}

const ISSUES = [
  'case_without_budget',
  'heads_without_price',
  'money_without_budget',
  'prepayment_offset_above_balance',
  'unexplained_gap',
  'overrun_above_reserve',
  'case_without_weight',
  'quota_used_up',
] as const

function Issues({ view: { issues } }: { view: PaymentRunView }) {
  const { t } = useTranslation()
  if (issues.length === 0) return null
  const nameOf = (code: string): string => {
    const known = ISSUES.find((each) => each === code)
    return known ? t(`payment.issueNames.${known}`) : code
  }
  return (
    <Section title={t('payment.issues')}>
      <ul className="assumed-list">
        {issues.map(({ code, subject, count }) => (
          <li key={`${code} ${subject}`}>
            {nameOf(code)} <span className="mono">{subject}</span> {thousands(count)}
          </li>
        ))}
      </ul>
    </Section>
  )
}
