// All indicators: found by a word, by business and by whether they can be counted; each with its value, its definition and what
// demands it, and each opening its records.
import './cockpit.css'
import type { FigureList } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { addressOf } from '../../api/call.ts'
import { useFigures } from '../../api/cockpit-queries.ts'
import { useFilters } from '../../parts/address.ts'
import { DayField } from '../../parts/day-field.tsx'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PageHead } from '../../parts/page.tsx'
import { saveFile } from '../../parts/save.ts'
import { SelectField } from '../../parts/select-field.tsx'
import { Empty } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { LakeNotice } from './asked.tsx'
import { figureText } from './figure-text.ts'
import { InTimeAnswer } from './in-time.tsx'

const NAMES = ['from', 'to', 'area', 'q', 'module', 'state'] as const
const STATES = ['computed', 'zero', 'waiting'] as const
type State = (typeof STATES)[number]
type Figure = FigureList['figures'][number]

const stateOf = ({ value, waitsFor }: Figure): State =>
  value !== null ? 'computed' : waitsFor === null ? 'zero' : 'waiting'

export default function FiguresPage() {
  const { t } = useTranslation()
  const { filters } = useFilters(NAMES)
  const { from, to, area, module } = filters
  const list = useFigures({
    ...{ ...(from && { from }), ...(to && { to }), ...(area && { area }), ...(module && { module }) },
  })
  return (
    <>
      <PageHead
        title={t('cockpit.figures')}
        crumbs={[{ to: addressOf('/cockpit', { from, to, area }), text: t('cockpit.title') }]}
      >
        <Button onClick={() => window.print()}>{t('cockpit.print')}</Button>
      </PageHead>
      <InTimeAnswer of={list}>{(data) => <Listed list={data} />}</InTimeAnswer>
    </>
  )
}

function Listed({ list }: { list: FigureList }) {
  const { t } = useTranslation()
  const { filters } = useFilters(NAMES)
  const { q, state } = filters
  const shown = list.figures.filter((each) => isNamed(each, q) && (!state || stateOf(each) === state))
  const count = (own: State): number => list.figures.filter((each) => stateOf(each) === own).length
  const note = t('cockpit.figuresNote', {
    ...{ of: list.figures.length, computed: count('computed'), none: count('zero'), waiting: count('waiting') },
    ...{ from: list.from, to: list.to, at: list.asOf },
  })
  const save = () => saveFile(t('cockpit.figuresFile'), 'text/csv', csvOf(list, shown))
  return (
    <>
      <p className="quiet">{note}</p>
      <LakeNotice lake={list.lake} />
      <Asked list={list} save={save} />
      {shown.length === 0 ? (
        <Empty title={t('cockpit.noneFound')} hint={t('cockpit.noneFoundHint')} />
      ) : (
        <Figures list={list} shown={shown} />
      )}
    </>
  )
}

function Asked({ list, save }: { list: FigureList; save: () => void }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const { filters, change, clear } = useFilters(NAMES)
  return (
    <search className="filters" aria-label={t('list.filters')}>
      <TextField label={t('cockpit.find')} value={filters.q ?? ''} onChange={(q) => change({ q })} />
      <SelectField
        label={t('cockpit.module')}
        value={filters.module}
        options={list.modules.map((value) => ({ value, label: t(`cockpit.modules.${value as 'fund'}`) }))}
        onChange={(module) => change({ module })}
      />
      <SelectField
        label={t('cockpit.state')}
        value={filters.state}
        options={STATES.map((value) => ({ value, label: t(`cockpit.${value}`) }))}
        onChange={(state) => change({ state })}
      />
      {list.areas.length > 1 && (
        <SelectField
          label={t('cockpit.area')}
          value={filters.area}
          all={t('cockpit.wholeArea')}
          options={list.areas.map(({ code, name, nameEn }) => ({ value: code, label: either(name, nameEn) }))}
          onChange={(area) => change({ area })}
        />
      )}
      <DayField label={t('cockpit.from')} value={filters.from ?? list.from} onChange={(from) => change({ from })} />
      <DayField label={t('cockpit.to')} value={filters.to ?? list.to} onChange={(to) => change({ to })} />
      <Button onClick={save}>{t('chart.csv')}</Button>
      {Object.keys(filters).length > 0 && <Button onClick={clear}>{t('state.clearFilters')}</Button>}
    </search>
  )
}

function Figures({ list: { from, to, area }, shown }: { list: FigureList; shown: readonly Figure[] }) {
  const { t } = useTranslation()
  const { language, either } = useLanguage()
  const path = (id: string): string => addressOf(`/cockpit/${id}`, { from, to, area })
  const columns: GridColumn<Figure>[] = [
    { key: 'id', title: t('cockpit.figureNumber'), width: 84, render: ({ id }) => <Link to={path(id)}>{id}</Link> },
    {
      key: 'title',
      title: t('cockpit.figureTitle'),
      width: 220,
      render: ({ title, titleEn, definition }) => (
        <>
          <strong>{either(title, titleEn)}</strong>
          <span className="figure-definition quiet">{definition}</span>
        </>
      ),
    },
    {
      key: 'module',
      title: t('cockpit.module'),
      width: 96,
      render: (each) => t(`cockpit.modules.${each.module as 'fund'}`),
    },
    {
      key: 'value',
      title: t('cockpit.value'),
      number: true,
      width: 150,
      render: (each) => {
        const text = figureText(each, language)
        if (text) return `${text.figure} ${text.unit}`
        return <span className="quiet">{t(`cockpit.${stateOf(each)}`)}</span>
      },
    },
    {
      key: 'why',
      title: t('cockpit.demanded'),
      render: ({ demands, waitsFor, waitsForEn }) => (
        <>
          {waitsFor !== null && <span>{t('cockpit.waits', { what: either(waitsFor, waitsForEn ?? waitsFor) })}</span>}
          {demands.map((each) => (
            <span key={`${each.document} ${each.paragraph} ${each.quoted}`} className="figure-definition quiet">
              {t('cockpit.demandedLine', each)}
            </span>
          ))}
        </>
      ),
    },
  ]
  return <Grid label={t('cockpit.figures')} columns={columns} rows={shown} keyOf={({ id }) => id} />
}

function isNamed({ id, title, titleEn, definition }: Figure, asked = ''): boolean {
  const text = asked.trim().toLowerCase()
  return [id, title, titleEn, definition].some((each) => each.toLowerCase().includes(text))
}

const HEAD = ['id', 'title', 'title_en', 'module', 'state', 'value', 'unit', 'numerator', 'denominator', 'waits for']

/** What is shown, with its period and area. */
function csvOf({ from, to, area }: FigureList, shown: readonly Figure[]): string {
  const rows = shown.map((each) => [
    ...[each.id, each.title, each.titleEn, each.module, stateOf(each), each.value, each.unit],
    ...[each.numerator, each.denominator, each.waitsFor, from, to, area, each.definition],
    each.demands.map(({ document, paragraph, quoted }) => `${document} ${paragraph} ${quoted}`).join('；'),
  ])
  const cell = (value: string | null): string => `"${(value ?? '').replaceAll('"', '""')}"`
  const head = [...HEAD, 'from', 'to', 'area', 'definition', 'demanded by']
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
