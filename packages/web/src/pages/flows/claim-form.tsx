// 零星报销: the paper bill as the window reads it: who, where, when, invoices, lines or sums, and to whom it is paid.
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fenOf, yuan } from '../../format/money.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { Section } from '../../parts/page.tsx'
import { TextField } from '../../parts/text-field.tsx'
import type { FormProps, Input } from './form.ts'

interface Paper {
  readonly person: string
  readonly scheme: 'employee' | 'resident'
  readonly category: string
  readonly where: 'here' | 'elsewhere'
  readonly provider: string
  readonly placeName: string
  readonly placeLevel: string
  readonly placeArea: string
  readonly from: string
  readonly to: string
  readonly diagnosis: string
  readonly disease: string
  readonly full: string
  readonly over: string
  readonly pre: string
  readonly inScope: string
  readonly payeeName: string
  readonly bank: string
  readonly account: string
}

const BLANK: Omit<Paper, 'person'> = {
  scheme: 'resident',
  category: '11',
  where: 'here',
  provider: '',
  placeName: '',
  placeLevel: 'level_3',
  placeArea: '',
  from: '',
  to: '',
  diagnosis: '',
  disease: '',
  full: '',
  over: '',
  pre: '',
  inScope: '',
  payeeName: '',
  bank: '',
  account: '',
}

interface Row {
  readonly key: number
  readonly one: string
  readonly two: string
  readonly three: string
  readonly four: string
}

let keys = 0
const blankRow = (): Row => ({ key: ++keys, one: '', two: '', three: '', four: '' })

type Claim = Input<'claim'>

function claimOf(
  paper: Paper,
  invoices: readonly Row[],
  lines: readonly Row[],
  by: 'lines' | 'sums',
): Claim | undefined {
  const [code = '', ...name] = paper.diagnosis.trim().split(/\s+/)
  const billed = invoices.flatMap(({ one, two }) => {
    const amountFen = fenOf(two)
    return one.trim() && amountFen ? [{ number: one.trim(), amountFen }] : []
  })
  const listed = lines.flatMap(({ one, two, three, four }) =>
    one.trim() && two && three.trim() && four.trim()
      ? [{ item: one.trim(), on: two, quantity: three.trim(), price: four.trim(), approved: true }]
      : [],
  )
  const { person, scheme, category, from, to, payeeName, bank, account, disease } = paper
  const isHere = paper.where === 'here'
  const isPlaced = isHere
    ? paper.provider.trim() !== ''
    : paper.placeName.trim() !== '' && /^\d{6}$/.test(paper.placeArea)
  const isPaid = [payeeName, bank, account].every((text) => text.trim() !== '')
  const isBilled = billed.length > 0 && (by === 'sums' || listed.length > 0)
  if (!person.trim() || !category.trim() || !from || !to || !code || !isPlaced || !isPaid || !isBilled) return undefined
  return {
    person: person.trim(),
    scheme,
    category: category.trim(),
    ...(isHere
      ? { provider: paper.provider.trim() }
      : { institution: { name: paper.placeName.trim(), level: paper.placeLevel, area: paper.placeArea } }),
    beganOn: from,
    endedOn: to,
    ...(disease.trim() && { disease: disease.trim() }),
    diagnoses: [{ code, name: name.join(' ') }],
    invoices: billed,
    lines: by === 'lines' ? listed : [],
    ...(by === 'sums' && {
      sums: {
        fullFen: fenOf(paper.full) ?? 0,
        overFen: fenOf(paper.over) ?? 0,
        preFen: fenOf(paper.pre) ?? 0,
        inScopeFen: fenOf(paper.inScope) ?? 0,
      },
    }),
    payee: { name: payeeName.trim(), bank: bank.trim(), account: account.trim() },
  }
}

export function ClaimForm({ onInput, person }: FormProps<'claim'>) {
  const { t } = useTranslation()
  const [paper, setPaper] = useState<Paper>({ ...BLANK, person })
  const [invoices, setInvoices] = useState<readonly Row[]>(() => [blankRow()])
  const [lines, setLines] = useState<readonly Row[]>(() => [blankRow()])
  const [by, setBy] = useState<'lines' | 'sums'>('lines')
  useEffect(() => onInput(claimOf(paper, invoices, lines, by)), [paper, invoices, lines, by, onInput])
  const set = (change: Partial<Paper>) => setPaper((before) => ({ ...before, ...change }))
  return (
    <>
      <Who paper={paper} set={set} />
      <Where paper={paper} set={set} />
      <Section title={t('flow.invoices')} note={t('flow.invoicesNote')}>
        <Rows
          rows={invoices}
          onRows={setInvoices}
          label={t('flow.invoice')}
          fields={[
            ['one', t('flow.invoiceNo'), 220],
            ['two', t('flow.invoiceAmount'), 120],
          ]}
        />
        <p className="sums">
          {t('flow.invoiceSum')} {yuan(invoices.reduce((sum, { two }) => sum + (fenOf(two) ?? 0), 0))}
        </p>
      </Section>
      <Section title={t('flow.bill')} note={t('flow.billNote')}>
        <ChoiceField
          label={t('flow.billBy')}
          value={by}
          options={[
            { value: 'lines', label: t('flow.byLines') },
            { value: 'sums', label: t('flow.bySums') },
          ]}
          onChange={setBy}
        />
        {by === 'lines' ? (
          <Rows
            rows={lines}
            onRows={setLines}
            label={t('flow.line')}
            fields={[
              ['one', t('flow.item'), 230],
              ['two', t('flow.lineOn'), 120],
              ['three', t('flow.quantity'), 80],
              ['four', t('flow.price'), 100],
            ]}
          />
        ) : (
          <Sums paper={paper} set={set} />
        )}
      </Section>
      <Payee paper={paper} set={set} />
    </>
  )
}

interface PartProps {
  readonly paper: Paper
  readonly set: (change: Partial<Paper>) => void
}

function Who({ paper, set }: PartProps) {
  const { t } = useTranslation()
  return (
    <Section title={t('flow.who')}>
      <div className="filters">
        <TextField
          label={t('flow.personNo')}
          value={paper.person}
          onChange={(person) => set({ person })}
          max={30}
          width={200}
        />
        <ChoiceField
          label={t('flow.scheme')}
          value={paper.scheme}
          options={[
            { value: 'resident', label: t('flow.resident') },
            { value: 'employee', label: t('flow.employee') },
          ]}
          onChange={(scheme) => set({ scheme })}
        />
        <TextField
          label={t('flow.category')}
          value={paper.category}
          onChange={(category) => set({ category })}
          max={10}
          width={100}
        />
        <DayField
          label={t('flow.from')}
          value={paper.from || undefined}
          onChange={(from) => set({ from: from ?? '' })}
        />
        <DayField label={t('flow.to')} value={paper.to || undefined} onChange={(to) => set({ to: to ?? '' })} />
        <TextField
          label={t('flow.diagnosis')}
          value={paper.diagnosis}
          onChange={(diagnosis) => set({ diagnosis })}
          width={280}
          hint={t('flow.diagnosisHint')}
        />
        <TextField
          label={t('flow.disease')}
          value={paper.disease}
          onChange={(disease) => set({ disease })}
          max={20}
          width={120}
        />
      </div>
    </Section>
  )
}

function Where({ paper, set }: PartProps) {
  const { t } = useTranslation()
  return (
    <Section title={t('flow.where')}>
      <div className="filters">
        <ChoiceField
          label={t('flow.institution')}
          value={paper.where}
          options={[
            { value: 'here', label: t('flow.here') },
            { value: 'elsewhere', label: t('flow.elsewhere') },
          ]}
          onChange={(where) => set({ where })}
        />
        {paper.where === 'here' ? (
          <TextField
            label={t('flow.providerCode')}
            value={paper.provider}
            onChange={(provider) => set({ provider })}
            max={12}
          />
        ) : (
          <>
            <TextField
              label={t('flow.placeName')}
              value={paper.placeName}
              onChange={(placeName) => set({ placeName })}
              width={220}
            />
            <ChoiceField
              label={t('flow.placeLevel')}
              value={paper.placeLevel}
              options={(['level_1', 'level_2', 'level_3'] as const).map((value) => ({
                value,
                label: t(`flow.levels.${value}`),
              }))}
              onChange={(placeLevel) => set({ placeLevel })}
            />
            <TextField
              label={t('flow.placeArea')}
              value={paper.placeArea}
              onChange={(placeArea) => set({ placeArea })}
              max={6}
              width={110}
              numeric
            />
          </>
        )}
      </div>
    </Section>
  )
}

function Sums({ paper, set }: PartProps) {
  const { t } = useTranslation()
  const field = (name: 'full' | 'over' | 'pre' | 'inScope') => (
    <TextField
      label={t(`flow.sums.${name}`)}
      value={paper[name]}
      onChange={(text) => set({ [name]: text })}
      width={120}
      max={14}
      numeric
    />
  )
  return (
    <div className="filters">
      {field('full')}
      {field('over')}
      {field('pre')}
      {field('inScope')}
    </div>
  )
}

function Payee({ paper, set }: PartProps) {
  const { t } = useTranslation()
  return (
    <Section title={t('flow.payee')}>
      <div className="filters">
        <TextField
          label={t('flow.payeeName')}
          value={paper.payeeName}
          onChange={(payeeName) => set({ payeeName })}
          max={60}
        />
        <TextField label={t('flow.bank')} value={paper.bank} onChange={(bank) => set({ bank })} width={240} />
        <TextField
          label={t('flow.bankAccount')}
          value={paper.account}
          onChange={(account) => set({ account })}
          max={40}
          width={240}
          numeric
        />
      </div>
    </Section>
  )
}

interface RowsProps {
  readonly rows: readonly Row[]
  readonly onRows: (rows: readonly Row[]) => void
  readonly label: string
  readonly fields: readonly (readonly [name: 'one' | 'two' | 'three' | 'four', title: string, width: number])[]
}

function Rows({ rows, onRows, label, fields }: RowsProps) {
  const { t } = useTranslation()
  const set = (key: number, change: Partial<Row>) =>
    onRows(rows.map((row) => (row.key === key ? { ...row, ...change } : row)))
  return (
    <>
      {rows.map((row, at) => (
        <fieldset key={row.key} className="filters row-fields">
          <legend className="hidden-words">
            {label} {at + 1}
          </legend>
          {fields.map(([name, title, width]) => (
            <TextField
              key={name}
              label={`${title} ${at + 1}`}
              value={row[name]}
              onChange={(text) => set(row.key, { [name]: text })}
              width={width}
            />
          ))}
          {rows.length > 1 && (
            <Button onClick={() => onRows(rows.filter(({ key }) => key !== row.key))}>{t('flow.removeRow')}</Button>
          )}
        </fieldset>
      ))}
      <Button onClick={() => onRows([...rows, blankRow()])}>{t('flow.addRow')}</Button>
    </>
  )
}
