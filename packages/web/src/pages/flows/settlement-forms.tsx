// Forms over one settlement: put right, take back, claw back. Its lines are shown; what is to change is said beside each.
import type { LineView } from '@yibao/contract/rest'
import { Input, Select } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLines } from '../../api/queries.ts'
import { yuan } from '../../format/money.ts'
import { Grid } from '../../parts/grid.tsx'
import { Section } from '../../parts/page.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'
import type { FormProps, Input as InputOf } from './form.ts'

export const LINES = 200

export function CancellationForm({ onInput, settlement }: FormProps<'cancellation'>) {
  const { t } = useTranslation()
  useEffect(() => onInput(settlement ? { settlement } : undefined), [settlement, onInput])
  return (
    <Section title={t('flow.settlement')}>
      <Link to={`/settlements/${settlement}`}>{settlement}</Link>
    </Section>
  )
}

type LineChange = InputOf<'correction'>['lines'][number]
const CHANGES = ['none', 'remove', 'deny', 'allow', 'quantity', 'price', 'item', 'approve'] as const
type ChangeName = (typeof CHANGES)[number]

interface Edit {
  readonly what: ChangeName
  readonly text: string
}

function changeOf(no: number, { what, text }: Edit): LineChange | undefined {
  switch (what) {
    case 'remove':
      return { no, remove: true }
    case 'deny':
      return text.trim() ? { no, deniedFor: text.trim() } : undefined
    case 'allow':
      return { no, deniedFor: '' }
    case 'quantity':
      return text.trim() ? { no, quantity: text.trim() } : undefined
    case 'price':
      return text.trim() ? { no, price: text.trim() } : undefined
    case 'item':
      return text.trim() ? { no, item: text.trim() } : undefined
    case 'approve':
      return { no, approved: true }
    default:
      return undefined
  }
}

const NEEDS_TEXT: ReadonlySet<ChangeName> = new Set(['deny', 'quantity', 'price', 'item'])

export function CorrectionForm({ onInput, settlement }: FormProps<'correction'>) {
  const { t } = useTranslation()
  const [edits, setEdits] = useState<Readonly<Record<number, Edit>>>({})
  const [category, setCategory] = useState('')
  const [disease, setDisease] = useState('')
  const [diagnosis, setDiagnosis] = useState('')
  const lines = useLines(settlement, 1, LINES)
  useEffect(() => {
    const changes = Object.entries(edits).map(([no, edit]) => changeOf(Number(no), edit))
    const [code = '', ...name] = diagnosis.trim().split(/\s+/)
    onInput({
      settlement,
      lines: changes.filter((change) => change !== undefined),
      ...(category.trim() && { category: category.trim() }),
      ...(disease.trim() && { disease: disease.trim() }),
      ...(code && { diagnoses: [{ code, name: name.join(' ') }] }),
    })
  }, [edits, category, disease, diagnosis, settlement, onInput])
  const edit = (no: number, change: Partial<Edit>) =>
    setEdits((before) => ({ ...before, [no]: { what: 'none', text: '', ...before[no], ...change } }))
  return (
    <>
      <Section title={t('flow.visitFacts')} note={t('flow.visitFactsNote')}>
        <div className="filters">
          <TextField label={t('flow.category')} value={category} onChange={setCategory} max={10} width={120} />
          <TextField label={t('flow.disease')} value={disease} onChange={setDisease} max={20} width={140} />
          <TextField
            label={t('flow.diagnosis')}
            value={diagnosis}
            onChange={setDiagnosis}
            width={320}
            hint={t('flow.diagnosisHint')}
          />
        </div>
      </Section>
      <Section title={t('flow.lines')} note={t('flow.linesNote')}>
        <Answer of={lines}>
          {(data) => (
            <LineGrid
              rows={data.rows}
              extra={(row) => <LineEdit row={row} edit={edits[row.no]} onEdit={(change) => edit(row.no, change)} />}
              title={t('flow.correctTo')}
            />
          )}
        </Answer>
      </Section>
    </>
  )
}

function LineEdit(props: { row: LineView; edit: Edit | undefined; onEdit: (change: Partial<Edit>) => void }) {
  const { t } = useTranslation()
  const { row, edit, onEdit } = props
  const what = edit?.what ?? 'none'
  return (
    <div className="line-edit">
      <Select
        aria-label={t('flow.lineChange', { no: row.no })}
        style={{ width: 150 }}
        value={what}
        options={CHANGES.map((value) => ({ value, label: t(`flow.changes.${value}`) }))}
        onChange={(next) => onEdit({ what: next })}
        popupMatchSelectWidth={false}
      />
      {NEEDS_TEXT.has(what) && (
        <Input
          aria-label={t('flow.lineValue', { no: row.no })}
          style={{ width: 160 }}
          value={edit?.text ?? ''}
          maxLength={100}
          onChange={(event) => onEdit({ text: event.target.value })}
        />
      )}
    </div>
  )
}

export function LineGrid(props: { rows: readonly LineView[]; title: string; extra: (row: LineView) => ReactNode }) {
  const { t } = useTranslation()
  const { rows, extra, title } = props
  if (rows.length === 0) return <Empty />
  return (
    <Grid
      label={t('flow.lines')}
      rows={rows}
      keyOf={({ no }) => String(no)}
      columns={[
        { key: 'no', title: t('flow.lineNo'), width: 56, render: ({ no }) => no },
        {
          key: 'name',
          title: t('flow.lineName'),
          render: ({ name, reason }) => [name, reason].filter(Boolean).join(' · '),
        },
        {
          key: 'count',
          title: t('flow.quantity'),
          number: true,
          width: 90,
          render: ({ quantity, price }) => `${quantity} × ${price}`,
        },
        {
          key: 'amount',
          title: t('flow.lineAmount'),
          number: true,
          width: 100,
          render: ({ amountFen }) => yuan(amountFen),
        },
        { key: 'extra', title, width: 340, render: extra },
      ]}
    />
  )
}
