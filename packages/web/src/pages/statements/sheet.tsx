// One fund's part of a statement: lines with their amounts, sums in bold.
import type { StatementView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import type { StatementSheet } from '../../api/statement-queries.ts'
import { yuan } from '../../format/money.ts'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'

type Fund = StatementView['funds'][number]
type Row = Fund['rows'][number]

const AMOUNTS = {
  trial: ['opening', 'debit', 'credit', 'closingBalance'],
  accrual: ['opening', 'debit', 'credit', 'closingBalance'],
  balance: ['amount'],
  income: ['amount'],
  bridge: ['amount'],
  counties: ['income', 'expense', 'balance', 'transferred'],
} as const satisfies Record<StatementSheet, readonly string[]>

export function Sheet({ sheet, fund }: { sheet: StatementSheet; fund: Fund }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const title = either(fund.fundTitle, fund.fundTitleEn)
  const emphasised = (row: Row, text: string) => (row.isSum ? <strong>{text}</strong> : text)
  const columns: GridColumn<Row>[] = [
    {
      key: 'code',
      title: t(sheet === 'counties' ? 'statements.area' : 'statements.code'),
      width: 96,
      render: ({ code, recalled }) => <span className="mono">{recalled ? `${code}*` : code}</span>,
    },
    {
      key: 'name',
      title: t('statements.name'),
      render: (row) => emphasised(row, either(row.title, row.titleEn)),
    },
    ...AMOUNTS[sheet].map(
      (name, at): GridColumn<Row> => ({
        ...{ key: name, title: t(`statements.${name}`), number: true, width: 150 },
        render: (row) => emphasised(row, yuan(row.amounts[at] ?? 0)),
      }),
    ),
  ]
  return (
    <Section title={title}>
      <Grid
        label={`${t(`statements.sheets.${sheet}`)} ${title}`}
        columns={columns}
        rows={fund.rows}
        keyOf={(_, index) => String(index)}
      />
    </Section>
  )
}
