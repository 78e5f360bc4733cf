// Transfers as rows: of everybody, or of one person.
import type { TransferRow } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Badge, type Tone } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Empty } from '../../parts/state.tsx'

const TONES: Readonly<Record<string, Tone>> = { closed: 'good', rejected: 'bad', reversed: 'back' }
export const transferTone = (state: string): Tone => TONES[state] ?? 'wait'

interface TableProps {
  readonly rows: readonly TransferRow[]
  readonly withPerson: boolean
  readonly paging?: NonNullable<Parameters<typeof DataTable<TransferRow>>[0]['paging']>
}

export function TransferTable({ rows, withPerson, paging }: TableProps) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const columns: Column<TransferRow>[] = [
    {
      key: 'which',
      title: t('transfer.which'),
      width: 130,
      render: (row) => (
        <Link data-row="" to={`/enrolment/transfers/${row.id}`}>
          {either(row.directionTitle.zh, row.directionTitle.en)} {either(row.schemeTitle.zh, row.schemeTitle.en)}
        </Link>
      ),
    },
    ...(withPerson
      ? [
          {
            key: 'person',
            title: t('window.person'),
            width: 210,
            render: (row: TransferRow) => (
              <Link to={`/enrolment/persons/${encodeURIComponent(row.personNo)}`}>
                {row.name} <span className="mono">{row.personNo}</span>
              </Link>
            ),
          },
        ]
      : []),
    { key: 'other', title: t('transfer.other'), render: (row) => `${row.otherName} ${row.otherArea}` },
    {
      key: 'state',
      title: t('window.state'),
      width: 220,
      render: (row) => <Badge tone={transferTone(row.state)}>{either(row.stateTitle.zh, row.stateTitle.en)}</Badge>,
    },
    { key: 'applied', title: t('transfer.appliedOn'), width: 110, render: (row) => row.appliedOn },
    { key: 'due', title: t('transfer.dueOn'), width: 190, render: (row) => <Due row={row} /> },
    { key: 'closed', title: t('transfer.closedOn'), width: 110, render: (row) => row.closedOn ?? '–' },
  ]
  return (
    <DataTable<TransferRow>
      label={t('transfer.title')}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      empty={<Empty title={t('transfer.empty')} hint={t('transfer.emptyHint')} />}
      {...(paging && { paging })}
    />
  )
}

/** The limit in a word, not in colour alone. */
export function Due({ row }: { row: TransferRow }) {
  const { t } = useTranslation()
  const left = row.daysLeft
  if (!row.open) return row.dueOn
  return (
    <>
      {row.dueOn}{' '}
      <Badge tone={left < 0 ? 'bad' : 'plain'}>
        {left < 0 ? t('transfer.late', { n: -left }) : t('transfer.left', { n: left })}
      </Badge>
      {row.provisional && <div className="quiet">{t('transfer.provisional')}</div>}
    </>
  )
}
