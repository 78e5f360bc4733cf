// The lines of the settlement, those that the rule found marked; whoever decides may put an amount right.
import type { AuditCaseView } from '@yibao/contract/rest'
import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { yuan } from '../../format/money.ts'
import { Amount } from '../../parts/amount.tsx'
import { Grid, type GridColumn } from '../../parts/grid.tsx'

type Line = AuditCaseView['lines'][number]
type Amounts = Readonly<Record<number, string>>

interface CaseLinesProps {
  readonly view: AuditCaseView
  readonly amounts?: Amounts
  readonly onAmounts?: (amounts: Amounts) => void
}

export function CaseLines({ view, amounts = {}, onAmounts }: CaseLinesProps) {
  const { t } = useTranslation()
  const columns: GridColumn<Line>[] = [
    {
      key: 'no',
      title: t('settlement.lineNo'),
      width: 60,
      render: ({ no }) => <Link to={`/settlements/${view.settlement}/lines/${no}`}>{no}</Link>,
    },
    { key: 'item', title: t('settlement.item'), render: (line) => <Item line={line} /> },
    { key: 'at', title: t('audit.at'), width: 140, render: ({ at }) => at },
    {
      key: 'quantity',
      title: `${t('settlement.quantity')} × ${t('settlement.price')}`,
      number: true,
      render: ({ quantity, price }) => `${quantity} × ${price}`,
    },
    {
      key: 'amount',
      title: t('settlement.amount'),
      number: true,
      render: ({ amountFen }) => <Amount fen={amountFen} />,
    },
    {
      key: 'excess',
      title: t('audit.excess'),
      number: true,
      render: ({ excessFen }) => (excessFen > 0 ? <Amount fen={excessFen} strong /> : '–'),
    },
    {
      key: 'decided',
      title: t('audit.decidedFen'),
      number: true,
      width: 130,
      render: (line) =>
        onAmounts ? (
          <Input
            aria-label={t('audit.lineAmount', { no: line.no })}
            inputMode="decimal"
            maxLength={14}
            value={amounts[line.no] ?? (line.excessFen > 0 ? yuan(line.excessFen).replaceAll(',', '') : '')}
            onChange={(event) => onAmounts({ ...amounts, [line.no]: event.target.value })}
          />
        ) : line.decidedFen > 0 ? (
          <Amount fen={line.decidedFen} strong />
        ) : (
          '–'
        ),
    },
  ]
  return (
    <>
      <Grid label={t('audit.lines')} columns={columns} rows={view.lines} keyOf={({ no }) => String(no)} />
      {view.moreLines > 0 && <p className="quiet">{t('audit.more', { n: view.moreLines })}</p>}
    </>
  )
}

function Item({ line }: { line: Line }) {
  const { t } = useTranslation()
  return (
    <span className="item">
      {line.found ? (
        <mark className="audit-found">
          {line.name} <span>{t('audit.found')}</span>
        </mark>
      ) : (
        line.name
      )}
      <span className="quiet mono">{line.item}</span>
    </span>
  )
}
