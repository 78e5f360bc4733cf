// The fee lines, page by page; each line opens its own calculation below it.
import type { LineView, SettlementView } from '@yibao/contract/rest'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLineExplanation, useLines } from '../../api/queries.ts'
import { percent } from '../../format/money.ts'
import { Amount } from '../../parts/amount.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { ExplanationTree } from '../../parts/explanation/tree.tsx'
import { Section } from '../../parts/page.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { itemClassTitle } from './item-class.ts'

const SIZE = 30

export function Lines({ view }: { view: SettlementView }) {
  const { t } = useTranslation()
  const [page, setPage] = useState(1)
  const [open, setOpen] = useState<readonly string[]>([])
  const lines = useLines(view.id, page, SIZE)
  const toggle = (no: string) => setOpen(open.includes(no) ? open.filter((each) => each !== no) : [...open, no])
  const columns = useLineColumns(open, toggle)
  return (
    <Section title={t('settlement.lines')} note={t('overview.unitYuan')}>
      <Answer of={lines}>
        {(data) => (
          <DataTable<LineView>
            label={t('settlement.lines')}
            columns={columns}
            rows={data.rows}
            keyOf={({ no }) => String(no)}
            loading={lines.isPlaceholderData}
            empty={<Empty title={t('settlement.noLines')} />}
            detail={{ open, render: (line) => <LineExplanation settlementId={view.id} line={line} /> }}
            {...(data.total > SIZE && { paging: { page, size: SIZE, total: data.total, onPage: setPage } })}
          />
        )}
      </Answer>
    </Section>
  )
}

function LineExplanation({ settlementId, line }: { settlementId: string; line: LineView }) {
  const { t } = useTranslation()
  const explanation = useLineExplanation(settlementId, String(line.no))
  return (
    <Answer of={explanation}>
      {(view) => (
        <ExplanationTree view={view} label={t('settlement.lineTitle', { no: line.no, name: line.name })} compact />
      )}
    </Answer>
  )
}

function useLineColumns(open: readonly string[], toggle: (no: string) => void): Column<LineView>[] {
  const { t } = useTranslation()
  const money = (key: string, title: string, fenOf: (line: LineView) => number): Column<LineView> => ({
    key,
    title,
    width: 98,
    number: true,
    render: (line) => <Amount fen={fenOf(line)} />,
  })
  return [
    {
      key: 'no',
      title: t('settlement.lineNo'),
      width: 64,
      render: ({ no }) => (
        <button
          type="button"
          data-row
          className="line-toggle"
          aria-expanded={open.includes(String(no))}
          title={t('settlement.explainLine', { no: no })}
          onClick={() => toggle(String(no))}
        >
          <span aria-hidden="true">{open.includes(String(no)) ? '▾' : '▸'}</span> {no}
        </button>
      ),
    },
    { key: 'item', title: t('settlement.item'), render: (line) => <Item line={line} /> },
    {
      key: 'class',
      title: t('settlement.itemClass'),
      width: 60,
      render: ({ itemClass }) => itemClassTitle(itemClass, t),
    },
    {
      key: 'quantity',
      title: `${t('settlement.quantity')} × ${t('settlement.price')}`,
      width: 124,
      number: true,
      render: ({ quantity, price }) => `${quantity} × ${price}`,
    },
    money('amount', t('settlement.amount'), ({ amountFen }) => amountFen),
    money('full', t('money.full'), ({ fullFen }) => fullFen),
    money('over', t('money.over'), ({ overFen }) => overFen),
    { key: 'pre', title: t('money.pre'), width: 98, number: true, render: (line) => <PreSelfPay line={line} /> },
    money('in_scope', t('money.inScope'), ({ inScopeFen }) => inScopeFen),
    { key: 'reason', title: t('settlement.reason'), width: 150, render: ({ reason }) => reason || '–' },
  ]
}

function PreSelfPay({ line }: { line: LineView }) {
  return (
    <span className="item">
      <Amount fen={line.preFen} />
      {line.rateBp > 0 && <span className="quiet">{percent(line.rateBp)}</span>}
    </span>
  )
}

function Item({ line }: { line: LineView }) {
  const { t } = useTranslation()
  return (
    <span className="item">
      {line.name}
      <span className="quiet">
        <span className="mono">{line.item}</span> {line.feeClassTitle}
        {line.ceiling && ` · ${t('settlement.ceiling')} ${line.ceiling}`}
      </span>
    </span>
  )
}
