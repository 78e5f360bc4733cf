// One statement against the bank book: both balances, what does not meet with its age and reason, and the next step.
import type { BankStatementView } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useBankSend, useBankStatement } from '../../api/bank-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { thousands, yuan } from '../../format/money.ts'
import { Badge } from '../../parts/badge.tsx'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Facts, PageHead, Section } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { accountOf, stateOf, TONES } from './bank.tsx'

type Item = BankStatementView['open'][number]
const KINDS = ['in_transit', 'not_booked', 'fee', 'bank_error', 'own_error', 'other'] as const
type Kind = (typeof KINDS)[number]
const kindOf = (text: string): Kind => KINDS.find((each) => each === text) ?? 'other'
const STEPS = ['upload', 'agree', 'reopen', 'withdraw'] as const

export default function BankStatementPage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const { either } = useLanguage()
  const found = useBankStatement(id)
  const view = found.data
  const title = view
    ? `${either(view.fundTitle, view.fundTitleEn)} ${t(`bank.accounts.${accountOf(view.account)}`)} ${view.month}`
    : t('bank.title')
  return (
    <>
      <PageHead title={title} crumbs={[{ to: '/bank-statements', text: t('bank.title') }]}>
        <ExportButton path={`/bank-statements/${encodeURIComponent(id)}/export`} name={t('bank.export')} query={{}} />
      </PageHead>
      <Answer of={found}>{(data) => <Detail view={data} />}</Answer>
    </>
  )
}

function Detail({ view }: { view: BankStatementView }) {
  const { t } = useTranslation()
  const state = stateOf(view.state)
  return (
    <>
      <section className="card facts-card">
        <Facts
          rows={[
            { label: t('booking.state'), value: <Badge tone={TONES[state]}>{t(`bank.states.${state}`)}</Badge> },
            { label: t('bank.bankOpening'), value: yuan(view.openingFen) },
            { label: t('bank.bankClosing'), value: yuan(view.closingFen) },
            { label: t('bank.bookOpening'), value: yuan(view.bookOpeningFen) },
            { label: t('bank.bookClosing'), value: yuan(view.bookClosingFen) },
            {
              label: t('bank.matched'),
              value: `${thousands(view.matched)}（${t('bank.byAmount')} ${thousands(view.byAmount)}）`,
            },
            {
              label: t('bank.unexplained'),
              value: (
                <>
                  {yuan(view.unexplainedFen)}{' '}
                  <Badge tone={view.isTied ? 'good' : 'bad'}>{t(view.isTied ? 'bank.tied' : 'bank.untied')}</Badge>
                </>
              ),
            },
          ]}
        />
        <p className="quiet">
          {view.steps
            .map(
              ({ step, by, at }) => `${t(`bank.steps.${STEPS.find((each) => each === step) ?? 'upload'}`)} ${by} ${at}`,
            )
            .join(' · ')}
        </p>
        <Next view={view} />
      </section>
      <Items view={view} />
    </>
  )
}

function Next({ view }: { view: BankStatementView }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const [agree, reopen, withdraw] = [
    useBankSend(`/${encodeURIComponent(view.id)}/agreement`),
    useBankSend(`/${encodeURIComponent(view.id)}/reopening`),
    useBankSend(`/${encodeURIComponent(view.id)}/withdrawal`),
  ]
  const error = agree.error ?? reopen.error ?? withdraw.error
  const note = { note: '' }
  return (
    <div className="filters">
      {view.state === 'open' && permissions.includes('booking:approve') && (
        <Button type="primary" loading={agree.isPending} onClick={() => agree.mutate(note)}>
          {t('bank.agree')}
        </Button>
      )}
      {view.state === 'agreed' && permissions.includes('booking:approve') && (
        <Button loading={reopen.isPending} onClick={() => reopen.mutate(note)}>
          {t('bank.reopen')}
        </Button>
      )}
      {view.state === 'open' && permissions.includes('booking:propose') && (
        <Button loading={withdraw.isPending} onClick={() => withdraw.mutate(note)}>
          {t('bank.withdraw')}
        </Button>
      )}
      {error && <Alert type="error" showIcon role="alert" title={error.message} />}
    </div>
  )
}

function Items({ view }: { view: BankStatementView }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const mayExplain = view.state === 'open' && permissions.includes('booking:propose')
  const columns: GridColumn<Item>[] = [
    { key: 'side', title: t('bank.side'), render: ({ side }) => t(`bank.sides.${side}`) },
    {
      key: 'reference',
      title: t('bank.reference'),
      render: ({ reference }) => <span className="mono">{reference}</span>,
    },
    { key: 'on', title: t('bank.on'), render: ({ on }) => <span className="number">{on}</span> },
    { key: 'amount', title: t('booking.amount'), number: true, render: ({ amountFen }) => yuan(amountFen) },
    {
      key: 'other',
      title: t('bank.other'),
      number: true,
      render: ({ otherFen }) => (otherFen === null ? '' : yuan(otherFen)),
    },
    { key: 'age', title: t('bank.age'), number: true, render: ({ ageDays }) => thousands(ageDays) },
    {
      key: 'reason',
      title: t('bank.reason'),
      render: ({ note }) => (note ? `${t(`bank.kinds.${kindOf(note.kind)}`)} ${note.note} ${note.by}` : '—'),
    },
    ...(mayExplain
      ? [{ key: 'explain', title: t('bank.explain'), render: (item: Item) => <Explain id={view.id} item={item} /> }]
      : []),
  ]
  return (
    <Section title={t('bank.items')} note={t('bank.itemsNote', { n: view.explained, all: view.open.length })}>
      {view.open.length === 0 ? (
        <p>{t('bank.noItems')}</p>
      ) : (
        <Grid<Item>
          label={t('bank.items')}
          columns={columns}
          rows={view.open}
          keyOf={({ side, reference, on, amountFen }) => `${side} ${reference} ${on} ${amountFen}`}
        />
      )}
    </Section>
  )
}

function Explain({ id, item }: { id: string; item: Item }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Kind>(item.side === 'book' ? 'in_transit' : 'not_booked')
  const [note, setNote] = useState('')
  const send = useBankSend(`/${encodeURIComponent(id)}/notes`, () => setNote(''))
  const { side, reference } = item
  return (
    <div className="filters">
      <ChoiceField<Kind>
        label={t('bank.reason')}
        value={kind}
        width={130}
        options={KINDS.map((value) => ({ value, label: t(`bank.kinds.${value}`) }))}
        onChange={setKind}
      />
      <TextField label={t('bank.words')} value={note} max={200} width={180} onChange={setNote} />
      <Button
        size="small"
        disabled={note.trim().length < 2}
        loading={send.isPending}
        onClick={() => send.mutate({ side, reference, kind, note: note.trim() })}
      >
        {t('bank.explain')}
      </Button>
      {send.error && <Alert type="error" showIcon role="alert" title={send.error.message} />}
    </div>
  )
}
