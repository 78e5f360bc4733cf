// One case with every step: how it was grouped, what it counts for, and how the standard became the fund's money.
import type { PaymentCaseView, PaymentStepView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { usePaymentCase } from '../../api/clearing-queries.ts'
import { yuan } from '../../format/money.ts'
import { Assumed } from '../../parts/badge.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Facts, PageHead, Section } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'
import { Appeals } from './appeal.tsx'

export default function PaymentCasePage() {
  const { id = '', settlement = '' } = useParams()
  const { t } = useTranslation()
  const found = usePaymentCase(id, settlement)
  const month = found.data?.month ?? ''
  return (
    <>
      <PageHead
        title={t('payment.caseTitle', { id: settlement })}
        crumbs={[
          { to: '/clearings', text: t('clearing.title') },
          { to: `/payment-runs/${id}`, text: `${t('payment.title')} ${month}` },
          { to: `/payment-runs/${id}/cases`, text: t('payment.casesTitle') },
        ]}
      >
        <Link className="action" to={`/settlements/${settlement}/explanation`}>
          {t('payment.toSettlement')}
        </Link>
      </PageHead>
      <Answer of={found}>{(view) => <Detail view={view} />}</Answer>
    </>
  )
}

function Detail({ view }: { view: PaymentCaseView }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const { row } = view
  return (
    <>
      <section className="card">
        <p>
          <strong>{either(row.reason.zh, row.reason.en)}</strong>
        </p>
        <Facts
          rows={[
            { label: t('clearing.providerName'), value: row.providerName },
            { label: t('payment.person'), value: row.personName },
            { label: t('payment.stay'), value: `${view.admittedOn} – ${view.dischargedOn}` },
            { label: t('payment.group'), value: `${row.code} ${row.name}`.trim() || '—' },
            {
              label: t('payment.codes'),
              value: <span className="mono">{[row.diagnosis, ...row.procedures].join(' ')}</span>,
            },
            { label: t('payment.method'), value: row.methodTitle },
            { label: t('payment.rule'), value: either(row.ruleTitle.zh, row.ruleTitle.en) },
            { label: t('payment.weight'), value: row.weight || '—' },
            { label: t('payment.value'), value: row.value || '—' },
            { label: t('payment.coefficient'), value: row.coefficient || '—' },
            { label: t('payment.multiple'), value: row.multiple || '—' },
            { label: t('payment.cost'), value: yuan(row.costFen) },
            { label: t('payment.standard'), value: yuan(row.standardFen) },
            { label: t('payment.booked'), value: yuan(row.bookedFen) },
            { label: t('payment.due'), value: <strong className="number">{yuan(row.dueFen)}</strong> },
            { label: t('payment.difference'), value: yuan(row.differenceFen) },
          ]}
        />
      </section>
      <Appeals view={view} />
      <Section title={t('payment.grouping')} note={`${t('payment.scheme')} ${view.groupScheme}`}>
        <pre className="group-words">{view.groupExplanation}</pre>
      </Section>
      <Section title={t('payment.unitSteps')}>
        <ul className="payment-steps">
          <Step step={view.units} />
        </ul>
      </Section>
      <Section title={t('payment.fundSteps')}>
        <ul className="payment-steps">
          <Step step={view.fund} />
        </ul>
      </Section>
    </>
  )
}

function Step({ step }: { step: PaymentStepView }) {
  const { either } = useLanguage()
  return (
    <li>
      <span>{either(step.title.zh, step.title.en)}</span> <span className="number">{step.formula}</span>
      {step.assumed && <Assumed />}
      {step.source !== '' && <span className="quiet step-source"> {step.source}</span>}
      {step.children.length > 0 && (
        <ul>
          {step.children.map((child, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps stand in the order of the formula and never move
            <Step key={`${child.title.zh} ${at}`} step={child} />
          ))}
        </ul>
      )}
    </li>
  )
}
