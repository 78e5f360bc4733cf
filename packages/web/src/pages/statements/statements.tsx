// 会计报表: trial balance, statutory statements, bridge and counties of each fund, with what must hold and how far months are closed.
import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { STATEMENT_SHEETS, type StatementSheet, useStatements } from '../../api/statement-queries.ts'
import { useFilters } from '../../parts/address.ts'
import { ExportButton } from '../../parts/export-button.tsx'
import { PageHead } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { Checks, Closing } from './closing.tsx'
import { Sheet } from './sheet.tsx'

const FILTERS = ['sheet', 'from', 'to'] as const

export default function StatementsPage() {
  const { t } = useTranslation()
  const { filters, change } = useFilters(FILTERS)
  const sheet: StatementSheet = STATEMENT_SHEETS.find((each) => each === filters.sheet) ?? 'trial'
  const query = { ...filters, sheet }
  const statements = useStatements(query)
  const view = statements.data
  const months = (view?.months ?? []).map(({ period }) => ({ value: period, label: period }))
  return (
    <>
      <PageHead title={t('statements.title')} note={view && t('statements.note', { from: view.from, to: view.to })}>
        <SelectField
          label={t('statements.sheet')}
          width={230}
          all={t('statements.sheets.trial')}
          value={filters.sheet}
          options={STATEMENT_SHEETS.slice(1).map((each) => ({ value: each, label: t(`statements.sheets.${each}`) }))}
          onChange={(next) => change({ sheet: next })}
        />
        <SelectField
          label={t('statements.from')}
          all={t('statements.yearToDate')}
          value={filters.from}
          options={months}
          onChange={(from) => change({ from })}
        />
        <SelectField
          label={t('statements.to')}
          all={t('statements.lastMonth')}
          value={filters.to}
          options={months}
          onChange={(to) => change({ to })}
        />
        <ExportButton path="/statements/export" name={t(`statements.sheets.${sheet}`)} query={query} />
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('statements.print')}
        </Button>
      </PageHead>
      <Answer of={statements}>
        {(found) => (
          <>
            <Checks view={found} />
            {found.funds.length === 0 ? (
              <Empty title={t('statements.empty')} hint={t('statements.emptyHint')} />
            ) : (
              found.funds.map((fund) => <Sheet key={fund.fund} sheet={sheet} fund={fund} />)
            )}
            <Closing view={found} />
          </>
        )}
      </Answer>
    </>
  )
}
