// Every value of the policy with its dates, its source, and how well it is established; assumed values are marked.
import type { PolicyView } from '@yibao/contract/rest'
import { Checkbox, Input, Tag } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFilters } from '../../parts/address.ts'
import { Assumed } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { Section } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Empty } from '../../parts/state.tsx'

type Value = PolicyView['values'][number]

const FILTERS = ['tier', 'assumed', 'find'] as const
const SIZE = 30

export function Values({ view }: { view: PolicyView }) {
  const { t } = useTranslation()
  const { filters, page, change } = useFilters(FILTERS)
  const rows = view.values.filter((value) => fits(value, filters))
  const from = (page - 1) * SIZE
  return (
    <Section title={t('policy.values')} note={<Grades />}>
      <ValueFilters view={view} filters={filters} change={change} />
      <DataTable<Value>
        label={t('policy.values')}
        columns={useValueColumns()}
        rows={rows.slice(from, from + SIZE)}
        keyOf={({ tier, slot, from: start, citation }) => `${tier} ${slot} ${start} ${citation.file} ${citation.line}`}
        empty={<Empty title={t('policy.noMatch')} />}
        paging={{ page, size: SIZE, total: rows.length, onPage: (next) => change({ page: next }) }}
      />
    </Section>
  )
}

type ValueFilter = { readonly [key in (typeof FILTERS)[number]]?: string }

function fits(value: Value, { tier, assumed, find }: ValueFilter): boolean {
  if (tier && value.tier !== tier) return false
  if (assumed && !value.citation.assumed) return false
  if (!find) return true
  const { citation } = value
  const words = [value.tier, value.title, value.slot, value.text, citation.text, citation.note, citation.file]
    .join(' ')
    .toLowerCase()
  return words.includes(find.toLowerCase())
}

interface ValueFiltersProps {
  readonly view: PolicyView
  readonly filters: ValueFilter
  readonly change: (next: ValueFilter) => void
}

function ValueFilters({ view, filters, change }: ValueFiltersProps) {
  const { t } = useTranslation()
  const id = useId()
  const [text, setText] = useState(filters.find ?? '')
  const titles = new Map(view.values.map(({ tier, title }) => [tier, title]))
  return (
    <search className="filters" aria-label={t('list.filters')}>
      <SelectField
        label={t('policy.tier')}
        value={filters.tier}
        options={[...titles].map(([value, label]) => ({ value, label }))}
        onChange={(tier) => change({ tier })}
        width={220}
      />
      <div className="field">
        <label htmlFor={id}>{t('policy.find')}</label>
        <Input
          id={id}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            change({ find: event.target.value })
          }}
        />
      </div>
      <Checkbox
        checked={filters.assumed === 'true'}
        onChange={(event) => change({ assumed: event.target.checked ? 'true' : undefined })}
      >
        {t('policy.onlyAssumed')}
      </Checkbox>
    </search>
  )
}

const SLOTS = [
  ...([
    'value',
    'when',
    'base',
    'covers',
    'deductible',
    'bands',
    'rate_changes',
    'rate_max',
    'limits',
    'at_least',
  ] as const),
  ...(['switches', 'tiers', 'pre_self_pay', 'parts', 'exclusions'] as const),
] as const

const isSlot = (slot: string): slot is (typeof SLOTS)[number] => (SLOTS as readonly string[]).includes(slot)

function Grades() {
  const { t } = useTranslation()
  return <>{t('policy.grades').split('|').join(' · ')}</>
}

function useValueColumns(): Column<Value>[] {
  const { t } = useTranslation()
  return [
    {
      key: 'slot',
      title: `${t('policy.tier')} · ${t('policy.slot')}`,
      width: 236,
      render: ({ tier, title, slot }) => (
        <span className="item">
          <span>
            {title} · {isSlot(slot) ? t(`policy.slots.${slot}`) : slot}
          </span>
          <span className="mono quiet break">
            {tier}.{slot}
          </span>
        </span>
      ),
    },
    {
      key: 'text',
      title: t('policy.value'),
      render: ({ text, citation }) => (
        <span className="value-text">
          {citation.assumed && <Assumed />}
          {text}
        </span>
      ),
    },
    {
      key: 'period',
      title: t('policy.inForce'),
      width: 196,
      render: ({ from, until }) => (
        <span className="number">
          {from} – {until || t('policy.open')}
        </span>
      ),
    },
    {
      key: 'grade',
      title: t('policy.grade'),
      width: 74,
      render: ({ citation }) => (citation.grade ? <Tag className="grade">{citation.grade}</Tag> : '–'),
    },
    {
      key: 'source',
      title: t('policy.source'),
      render: ({ citation }) => <Source citation={citation} />,
    },
  ]
}

/** In one line where it can be: thirty of them stand below each other. */
function Source({ citation }: { citation: Value['citation'] }) {
  const { t } = useTranslation()
  const { text, url, note, file, line, assumed } = citation
  const known = note && !text.includes(note)
  return (
    <span className="item" title={t('explain.file', { file, line })}>
      <span>
        {text}
        {url && !assumed && (
          <>
            {' '}
            <a href={url} target="_blank" rel="noreferrer noopener">
              {t('explain.open')}
            </a>
          </>
        )}
      </span>
      {known && <span className="quiet">{note}</span>}
    </span>
  )
}
