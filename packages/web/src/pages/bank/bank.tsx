// 银行对账: the statements of the funds' accounts by month, and the upload of a new one.
import { PrinterOutlined } from '@ant-design/icons'
import type { BankPage, BankQuery, BankStatementRow } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useBankSend, useBankStatements } from '../../api/bank-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { fenOf, yuan } from '../../format/money.ts'
import { useFilters } from '../../parts/address.ts'
import { Badge, type Tone } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PageHead, Section } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'

export const ACCOUNTS = ['1003', '1004', '1005'] as const
export const accountOf = (text: string) => ACCOUNTS.find((each) => each === text) ?? '1004'
const STATES = ['open', 'agreed', 'withdrawn'] as const
export const stateOf = (text: string) => STATES.find((each) => each === text) ?? 'open'
export const TONES: Readonly<Record<(typeof STATES)[number], Tone>> = {
  open: 'wait',
  agreed: 'good',
  withdrawn: 'back',
}

export default function BankStatementsPage() {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const { filters, page, change } = useFilters(['state'] as const)
  const statements = useBankStatements({ ...filters, page } as BankQuery)
  const columns = useColumns()
  return (
    <>
      <PageHead title={t('bank.title')} note={t('bank.note')} crumbs={[{ to: '/bookings', text: t('booking.title') }]}>
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('statements.print')}
        </Button>
      </PageHead>
      {permissions.includes('booking:propose') && statements.data && <Upload funds={statements.data.funds} />}
      <section className="card">
        <search className="filters" aria-label={t('list.filters')}>
          <SelectField
            label={t('booking.state')}
            value={filters.state}
            options={STATES.map((value) => ({ value, label: t(`bank.states.${value}`) }))}
            onChange={(state) => change({ state })}
          />
        </search>
        <Answer of={statements}>
          {(data) => (
            <DataTable<BankStatementRow>
              label={t('bank.title')}
              columns={columns}
              rows={data.rows}
              keyOf={({ id }) => id}
              empty={<Empty title={t('bank.empty')} hint={t('bank.emptyHint')} />}
              paging={{ page: data.page, size: data.size, total: data.total, onPage: (next) => change({ page: next }) }}
            />
          )}
        </Answer>
      </section>
    </>
  )
}

function useColumns(): Column<BankStatementRow>[] {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return [
    {
      key: 'month',
      title: t('bank.month'),
      width: 110,
      render: (row) => (
        <Link className="number" to={`/bank-statements/${row.id}`}>
          {row.month}
        </Link>
      ),
    },
    { key: 'fund', title: t('booking.fund'), render: (row) => either(row.fundTitle, row.fundTitleEn) },
    { key: 'account', title: t('bank.account'), render: (row) => t(`bank.accounts.${accountOf(row.account)}`) },
    { key: 'opening', title: t('bank.bankOpening'), number: true, render: (row) => yuan(row.openingFen) },
    { key: 'closing', title: t('bank.bankClosing'), number: true, render: (row) => yuan(row.closingFen) },
    { key: 'lines', title: t('bank.lines'), number: true, width: 90, render: (row) => row.lines },
    {
      key: 'state',
      title: t('booking.state'),
      width: 120,
      render: (row) => <Badge tone={TONES[stateOf(row.state)]}>{t(`bank.states.${stateOf(row.state)}`)}</Badge>,
    },
  ]
}

const EMPTY = { fund: '', account: '', month: '', opening: '', closing: '' }
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
/** A balance may be below zero in a bank's file; the books refuse it on their side. */
const balanceFen = (text: string): number | undefined => {
  const fen = fenOf(text.trim().replace(/^-/, ''))
  return fen === undefined ? undefined : text.trim().startsWith('-') ? -fen : fen
}

function Upload({ funds }: { funds: BankPage['funds'] }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const fileId = useId()
  const [form, setForm] = useState(EMPTY)
  const [text, setText] = useState('')
  const send = useBankSend('', () => setForm(EMPTY))
  const set = (name: keyof typeof EMPTY) => (value: string | undefined) => setForm({ ...form, [name]: value ?? '' })
  const [openingFen, closingFen] = [balanceFen(form.opening), balanceFen(form.closing)]
  const isNamed = form.fund !== '' && form.account !== '' && MONTH.test(form.month.trim())
  const isReady = isNamed && text !== '' && openingFen !== undefined && closingFen !== undefined
  const { fund, account, month } = form
  return (
    <Section title={t('bank.upload')} note={t('bank.uploadNote')}>
      <div className="filters">
        <SelectField
          label={t('booking.fund')}
          value={fund}
          all={t('booking.choose')}
          width={220}
          options={funds.map((each) => ({ value: each.fund, label: either(each.title, each.titleEn) }))}
          onChange={set('fund')}
        />
        <SelectField
          label={t('bank.account')}
          value={account}
          all={t('booking.choose')}
          options={ACCOUNTS.map((value) => ({ value, label: t(`bank.accounts.${value}`) }))}
          onChange={set('account')}
        />
        <TextField label={t('bank.month')} value={month} max={7} width={110} hint="2026-05" onChange={set('month')} />
        <TextField
          label={t('bank.opening')}
          value={form.opening}
          max={16}
          width={150}
          numeric
          onChange={set('opening')}
        />
        <TextField
          label={t('bank.closing')}
          value={form.closing}
          max={16}
          width={150}
          numeric
          onChange={set('closing')}
        />
        <div className="field">
          <label htmlFor={fileId}>{t('bank.file')}</label>
          <input
            id={fileId}
            type="file"
            accept=".csv,text/csv"
            onChange={(event) => void event.target.files?.[0]?.text().then(setText)}
          />
        </div>
        <Button
          type="primary"
          disabled={!isReady}
          loading={send.isPending}
          onClick={() => send.mutate({ fund, account, month: month.trim(), openingFen, closingFen, text })}
        >
          {t('bank.send')}
        </Button>
      </div>
      {send.error && <Alert type="error" showIcon role="alert" title={send.error.message} />}
    </Section>
  )
}
