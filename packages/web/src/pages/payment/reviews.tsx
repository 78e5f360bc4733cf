// 特例单议: what hospitals ask, what was said of it, how many of the year may be approved, and the next opinion.
import type { ReviewPageView, ReviewRowView } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useReviews, useStep } from '../../api/clearing-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { thousands, yuan } from '../../format/money.ts'
import { useFilters } from '../../parts/address.ts'
import { Badge, type Tone } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { PageHead } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'

const NAMES = ['state'] as const
const STATES = ['applied', 'opined', 'approved', 'refused', 'withdrawn'] as const
type State = (typeof STATES)[number]
const TONES: Readonly<Record<State, Tone>> = {
  applied: 'wait',
  opined: 'wait',
  approved: 'good',
  refused: 'bad',
  withdrawn: 'back',
}
const stateOf = (text: string): State => STATES.find((each) => each === text) ?? 'applied'

export default function ReviewsPage() {
  const { t } = useTranslation()
  const { filters, page, change } = useFilters(NAMES)
  const state = STATES.find((each) => each === filters.state)
  const reviews = useReviews({ page, ...(state && { state }) })
  const columns = useColumns()
  return (
    <>
      <PageHead
        title={t('review.title')}
        note={t('review.note')}
        crumbs={[{ to: '/clearings', text: t('clearing.title') }]}
      />
      <section className="card">
        <search className="filters" aria-label={t('list.filters')}>
          <SelectField
            label={t('clearing.state')}
            value={filters.state}
            options={STATES.map((value) => ({ value, label: t(`review.states.${value}`) }))}
            onChange={(next) => change({ state: next } as Parameters<typeof change>[0])}
          />
        </search>
        <Answer of={reviews}>
          {(data) => (
            <>
              <Use use={data.use} />
              <DataTable<ReviewRowView>
                label={t('review.title')}
                columns={columns}
                rows={data.rows}
                keyOf={({ id }) => id}
                empty={<Empty title={t('review.empty')} hint={t('review.emptyHint')} />}
                paging={{
                  page: data.page,
                  size: data.size,
                  total: data.total,
                  onPage: (next) => change({ page: next }),
                }}
                detail={{ open: data.rows.map(({ id }) => id), render: (row) => <Said row={row} /> }}
              />
            </>
          )}
        </Answer>
      </section>
    </>
  )
}

function Use({ use }: { use: ReviewPageView['use'] }) {
  const { t } = useTranslation()
  const { year, discharges, allowed, approved, refused, open } = use
  return (
    <p className="sums">
      <span>{t('review.use', { year, discharges: thousands(discharges), allowed: thousands(allowed) })}</span>
      <span>
        {t('review.states.approved')} <strong className="number">{approved}</strong>
      </span>
      <span>
        {t('review.states.refused')} <strong className="number">{refused}</strong>
      </span>
      <span>
        {t('review.open')} <strong className="number">{open}</strong>
      </span>
    </p>
  )
}

function useColumns(): Column<ReviewRowView>[] {
  const { t } = useTranslation()
  return [
    {
      key: 'settlement',
      title: t('review.appliedAt'),
      width: 158,
      render: (row) => (
        <Link data-row className="row-link number" to={`/settlements/${row.settlement}`}>
          {row.appliedAt.slice(0, 19)}
        </Link>
      ),
    },
    { key: 'provider', title: t('clearing.providerName'), render: (row) => row.providerName },
    { key: 'group', title: t('payment.group'), render: (row) => `${row.code} ${row.name}` },
    { key: 'cost', title: t('payment.cost'), width: 104, number: true, render: (row) => yuan(row.costFen) },
    { key: 'booked', title: t('payment.booked'), width: 104, number: true, render: (row) => yuan(row.bookedFen) },
    {
      key: 'method',
      title: t('payment.due'),
      width: 118,
      number: true,
      render: (row) => (row.methodFen === null ? '—' : yuan(row.methodFen)),
    },
    {
      key: 'state',
      title: t('clearing.state'),
      width: 110,
      render: (row) => <Badge tone={TONES[stateOf(row.state)]}>{t(`review.states.${stateOf(row.state)}`)}</Badge>,
    },
  ]
}

/** The reason, every opinion so far, and the line for the next. */
function Said({ row }: { row: ReviewRowView }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const next = row.state === 'applied' ? 'opinion' : row.state === 'opined' ? 'decision' : undefined
  return (
    <div className="stack">
      <span>
        {t('review.reason')} {row.reason}
      </span>
      {row.steps
        .filter(({ approves }) => approves !== null)
        .map((each) => (
          <span key={`${each.step} ${each.at}`} className="quiet">
            {t(each.step === 'opine' ? 'review.opinion' : 'review.decision')} {each.by} {each.at}{' '}
            {t(each.approves ? 'review.yes' : 'review.no')} {each.note}
          </span>
        ))}
      {next && permissions.includes('clearing:approve') && <Judge id={row.id} next={next} />}
    </div>
  )
}

function Judge({ id, next }: { id: string; next: 'opinion' | 'decision' }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const step = useStep(`/case-reviews/${encodeURIComponent(id)}`)
  const send = (approves: boolean) => step.mutate({ step: next, body: { approves, note: note.trim() } })
  return (
    <div className="filters">
      <TextField
        label={t(next === 'opinion' ? 'review.opinion' : 'review.decision')}
        value={note}
        max={500}
        width={320}
        onChange={setNote}
      />
      <Button disabled={note.trim() === ''} loading={step.isPending} onClick={() => send(true)}>
        {t('review.yes')}
      </Button>
      <Button disabled={note.trim() === ''} loading={step.isPending} onClick={() => send(false)}>
        {t('review.no')}
      </Button>
      {step.error && <Alert type="error" showIcon role="alert" title={step.error.message} />}
    </div>
  )
}
