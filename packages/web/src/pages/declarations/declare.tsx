// 申报一个月: a list from the institution's own system, or the figures of each category by hand; both are compared with each other.
import { DownloadOutlined } from '@ant-design/icons'
import type { DeclarationBody } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useDeclare } from '../../api/declaration-queries.ts'
import { fenOf, thousands } from '../../format/money.ts'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { saveFile } from '../../parts/save.ts'
import { SelectField } from '../../parts/select-field.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { CATEGORIES, PAYERS, type PayerWord } from './words.ts'

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
const TEMPLATE = '\uFEFF结算编号,清算类别,医疗费总额,基金支付,个人账户,现金\r\n'
const AMOUNTS = ['total', 'fund', 'account', 'cash'] as const

type Amount = (typeof AMOUNTS)[number]
interface Entry {
  readonly at: number
  readonly category: string
  readonly count: string
  readonly amounts: Readonly<Record<Amount, string>>
  readonly payers: Readonly<Partial<Record<PayerWord, string>>>
}

const emptyEntry = (at: number): Entry => ({
  ...{ at, category: '', count: '', payers: {} },
  amounts: { total: '', fund: '', account: '0', cash: '0' },
})

type Figures = DeclarationBody['figures'][number]

/** undefined: something in it is no number yet. */
function figuresOf({ category, count, amounts, payers }: Entry): Figures | undefined {
  const [total, fund, account, cash] = AMOUNTS.map((name) => fenOf(amounts[name]))
  const said = Object.entries(payers).filter(([, text]) => text.trim() !== '')
  const sums = said.map(([payer, text]) => ({ payer: payer as PayerWord, amountFen: fenOf(text) }))
  const isCount = /^\d{1,7}$/.test(count.trim())
  if (category === '' || !isCount || total === undefined || fund === undefined) return undefined
  if (account === undefined || cash === undefined || sums.some(({ amountFen }) => amountFen === undefined))
    return undefined
  return {
    ...{ category, count: Number(count), totalFen: total, fundFen: fund, accountFen: account, cashFen: cash },
    payers: sums.map(({ payer, amountFen = 0 }) => ({ payer, amountFen })),
  }
}

interface ListFile {
  readonly name: string
  readonly text: string
}

export function Declare() {
  const { t } = useTranslation()
  const go = useNavigate()
  const [month, setMonth] = useState('')
  const [file, setFile] = useState<ListFile>()
  const [entries, setEntries] = useState<readonly Entry[]>([])
  const declare = useDeclare((id) => void go(`/declarations/${id}`))
  const figures = entries.map(figuresOf)
  const isReady = MONTH.test(month.trim()) && (file || figures.length > 0) && !figures.includes(undefined)
  const send = () => {
    const stated = figures.filter((each) => each !== undefined)
    declare.mutate({ month: month.trim(), figures: stated, list: file?.text ?? '' })
  }
  const put = (next: Entry) => setEntries(entries.map((each) => (each.at === next.at ? next : each)))
  return (
    <Section title={t('declaration.declare')} note={t('declaration.declareNote')}>
      <div className="filters">
        <TextField label={t('clearing.month')} value={month} max={7} width={110} hint="2026-05" onChange={setMonth} />
        <FileField file={file} onFile={setFile} />
        <Button
          icon={<DownloadOutlined aria-hidden="true" />}
          onClick={() => saveFile('declaration.csv', 'text/csv', TEMPLATE)}
        >
          {t('declaration.template')}
        </Button>
        <Button onClick={() => setEntries([...entries, emptyEntry((entries.at(-1)?.at ?? 0) + 1)])}>
          {t('declaration.addCategory')}
        </Button>
        <Button type="primary" disabled={!isReady} loading={declare.isPending} onClick={send}>
          {t('declaration.send')}
        </Button>
      </div>
      {entries.map((entry) => (
        <CategoryFields key={entry.at} entry={entry} onChange={put} />
      ))}
      {declare.error && <Alert type="error" showIcon role="alert" title={declare.error.message} />}
    </Section>
  )
}

function FileField({ file, onFile }: { file: ListFile | undefined; onFile: (file: ListFile | undefined) => void }) {
  const { t } = useTranslation()
  const id = useId()
  const read = async (chosen: File | undefined) =>
    onFile(chosen && { name: chosen.name, text: decoded(await chosen.arrayBuffer()) })
  const lines = file ? file.text.split('\n').filter((line) => line.trim() !== '').length - 1 : 0
  return (
    <div className="field">
      <label htmlFor={id}>{t('declaration.list')}</label>
      <input
        id={id}
        type="file"
        accept=".csv,text/csv"
        aria-describedby={`${id}-hint`}
        onChange={(event) => void read(event.target.files?.[0])}
      />
      <span id={`${id}-hint`} className="quiet">
        {file && t('declaration.listTaken', { name: file.name, n: thousands(Math.max(0, lines)) })}
      </span>
    </div>
  )
}

/** UTF-8, or the national character set that office programs write. */
function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function CategoryFields({ entry, onChange }: { entry: Entry; onChange: (next: Entry) => void }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return (
    <fieldset className="filters" aria-label={t('declaration.category')}>
      <SelectField
        label={t('declaration.category')}
        value={entry.category || undefined}
        all="—"
        options={CATEGORIES.map(([value, zh, en]) => ({ value, label: `${value} ${either(zh, en)}` }))}
        onChange={(category = '') => onChange({ ...entry, category })}
      />
      <TextField
        label={t('declaration.count')}
        value={entry.count}
        max={7}
        width={90}
        numeric
        onChange={(count) => onChange({ ...entry, count })}
      />
      {AMOUNTS.map((name) => (
        <TextField
          key={name}
          label={t(`declaration.${name}`)}
          value={entry.amounts[name]}
          max={16}
          width={116}
          numeric
          onChange={(text) => onChange({ ...entry, amounts: { ...entry.amounts, [name]: text } })}
        />
      ))}
      {PAYERS.map(([payer, zh, en]) => (
        <TextField
          key={payer}
          label={`${t('declaration.payers')}：${either(zh, en)}`}
          value={entry.payers[payer] ?? ''}
          max={16}
          width={136}
          numeric
          onChange={(text) => onChange({ ...entry, payers: { ...entry.payers, [payer]: text } })}
        />
      ))}
    </fieldset>
  )
}
