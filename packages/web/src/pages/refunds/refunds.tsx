// 已记账退费: the list with its filters, the application above it, the next step below each row.
import { PrinterOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import type { CreditRefundQuery, CreditRefundView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { fetchRefundFile, useCreditRefunds } from '../../api/refund-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { thousands, yuan } from '../../format/money.ts'
import { type Filters, useFilters } from '../../parts/address.ts'
import { Badge } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PageHead } from '../../parts/page.tsx'
import { PersonLink } from '../../parts/person-link.tsx'
import { saveFile } from '../../parts/save.ts'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty, Failed } from '../../parts/state.tsx'
import { CommittedField } from '../clearings/filters.tsx'
import { Sum } from '../clearings/parts.tsx'
import { Apply } from './apply.tsx'
import { Said } from './row.tsx'
import { REASONS, reasonOf, STATES, stateOf, TONES } from './words.ts'

const NAMES = ['state', 'reason', 'period'] as const

export default function RefundsPage() {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const { filters, page, change } = useFilters(NAMES)
  const refunds = useCreditRefunds({ ...filters, page } as CreditRefundQuery)
  const columns = useColumns()
  return (
    <>
      <PageHead
        title={t('refund.title')}
        note={t('refund.note')}
        crumbs={[{ to: '/contributions', text: t('contribution.title') }]}
      >
        <ExportButton path="/contributions/credit-refunds/export" name={t('refund.title')} query={filters} />
        {permissions.includes('payout:pay') && <BankFile />}
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('contribution.print')}
        </Button>
      </PageHead>
      {permissions.includes('contribution:handle') && <Apply />}
      <section className="card">
        <RefundFilters filters={filters} set={(next) => change(next as Parameters<typeof change>[0])} />
        <Answer of={refunds}>
          {(data) => (
            <>
              <p className="sums">
                <span>{t('list.count', { n: thousands(data.total) })}</span>
                <Sum label={t('refund.approvedSum')} fen={data.amountFen} />
                <Sum label={t('refund.payout')} fen={data.payoutFen} />
              </p>
              <DataTable<CreditRefundView>
                label={t('refund.title')}
                columns={columns}
                rows={data.rows}
                keyOf={({ id }) => id}
                empty={<Empty title={t('refund.empty')} hint={t('refund.emptyHint')} />}
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

function BankFile() {
  const { t } = useTranslation()
  const file = useMutation({
    mutationFn: fetchRefundFile,
    onSuccess: ({ name, text }) => saveFile(name, 'text/csv', text),
  })
  return (
    <>
      {file.error && <Failed error={file.error} />}
      {file.data && (
        <span role="status" className="quiet">
          {t('clearing.fileNote', {
            n: file.data.payments,
            sum: yuan(file.data.totalFen),
            hash: file.data.sha256.slice(0, 12),
          })}
        </span>
      )}
      <Button loading={file.isPending} onClick={() => file.mutate()}>
        {t('refund.file')}
      </Button>
    </>
  )
}

interface FilterProps {
  readonly filters: Filters<(typeof NAMES)[number]>
  readonly set: (next: object) => void
}

function RefundFilters({ filters, set }: FilterProps) {
  const { t } = useTranslation()
  return (
    <search className="filters" aria-label={t('list.filters')}>
      <SelectField
        label={t('contribution.state')}
        value={filters.state}
        options={STATES.map((value) => ({ value, label: t(`refund.states.${value}`) }))}
        onChange={(state) => set({ state })}
      />
      <SelectField
        label={t('refund.reason')}
        value={filters.reason}
        options={REASONS.map((value) => ({ value, label: t(`refund.reasons.${value}`) }))}
        onChange={(reason) => set({ reason })}
        width={180}
      />
      <CommittedField
        label={t('contribution.period')}
        hint={t('contribution.periodHint')}
        value={filters.period}
        fits={/^\d{4}(-(0[1-9]|1[0-2]))?$/}
        onChange={(period) => set({ period })}
      />
    </search>
  )
}

function useColumns(): Column<CreditRefundView>[] {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const { either } = useLanguage()
  const mayOpen = permissions.includes('person:read')
  const amount = (key: string, title: string, of: (row: CreditRefundView) => number): Column<CreditRefundView> => ({
    ...{ key, title, width: 110, number: true },
    render: (row) => yuan(of(row)),
  })
  return [
    {
      key: 'person',
      title: t('refund.person'),
      render: (row) => {
        const name = row.personName || row.personNo
        return mayOpen ? <PersonLink personNo={row.personNo} name={name} /> : name
      },
    },
    { key: 'charge', title: t('contribution.chargeNo'), render: (row) => <span className="mono">{row.chargeNo}</span> },
    { key: 'fund', title: t('contribution.fund'), render: (row) => either(row.fundTitle, row.fundTitleEn) },
    {
      key: 'reason',
      title: t('refund.reason'),
      width: 150,
      render: (row) => t(`refund.reasons.${reasonOf(row.reason)}`),
    },
    amount('amount', t('refund.approvedSum'), (row) => row.amountFen),
    amount('kept', t('refund.kept'), (row) => row.keptFen),
    amount('payout', t('refund.payout'), (row) => row.payoutFen),
    { key: 'on', title: t('refund.appliedOn'), width: 104, render: (row) => row.appliedOn },
    {
      key: 'state',
      title: t('contribution.state'),
      width: 120,
      render: (row) => <Badge tone={TONES[stateOf(row.state)]}>{t(`refund.states.${stateOf(row.state)}`)}</Badge>,
    },
  ]
}
