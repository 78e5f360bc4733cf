// 参保率 by three definitions; what is missing for one is said instead of a figure, and can be entered.
import type { PopulationBody, RateView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignedIn } from '../../api/session.ts'
import { usePopulation, useRates } from '../../api/window-queries.ts'
import { percent, thousands } from '../../format/money.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { Grid } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { Answer, Failed } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'

export function Rates() {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const rates = useRates()
  const note = rates.data && { area: rates.data.area, on: rates.data.asOf, n: thousands(rates.data.enrolled) }
  return (
    <Section title={t('window.rates')} note={note && t('window.ratesNote', note)}>
      <Answer of={rates}>{(view) => <Table view={view} />}</Answer>
      {permissions.includes('enrolment:write') && <Enter />}
    </Section>
  )
}

function Table({ view }: { view: RateView }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  type Rate = RateView['rates'][number]
  return (
    <Grid<Rate>
      label={t('window.rates')}
      rows={view.rates}
      keyOf={({ definition }) => definition}
      columns={[
        { key: 'title', title: t('window.definition'), render: (row) => either(row.title.zh, row.title.en) },
        { key: 'formula', title: t('window.formula'), render: (row) => either(row.formula.zh, row.formula.en) },
        { key: 'over', title: t('window.numerator'), number: true, render: (row) => thousands(row.numerator) },
        {
          key: 'under',
          title: t('window.denominator'),
          number: true,
          render: (row) => (row.denominator === null ? '–' : thousands(row.denominator)),
        },
        {
          key: 'source',
          title: t('window.source'),
          render: (row) =>
            row.denominator === null
              ? t('window.lacking', { what: either(row.missing.zh, row.missing.en) })
              : row.source,
        },
        {
          key: 'rate',
          title: t('window.rate'),
          number: true,
          render: (row) => (row.rateBp === null ? '–' : <strong>{percent(row.rateBp)}</strong>),
        },
      ]}
    />
  )
}

const KINDS = ['permanent', 'household', 'enrolled_elsewhere', 'exempt'] as const

function Enter() {
  const { t } = useTranslation()
  const [kind, setKind] = useState<PopulationBody['kind']>('permanent')
  const [asOf, setAsOf] = useState<string>()
  const [people, setPeople] = useState('')
  const [source, setSource] = useState('')
  const save = usePopulation()
  const isWhole = asOf !== undefined && /^\d{1,10}$/.test(people.trim()) && source.trim().length > 1
  return (
    <>
      <h3>{t('window.population')}</h3>
      <div className="filters">
        <ChoiceField
          label={t('window.populationKind')}
          value={kind}
          options={KINDS.map((value) => ({ value, label: t(`window.kinds.${value}`) }))}
          onChange={setKind}
          width={220}
        />
        <DayField label={t('window.asOf')} value={asOf} onChange={setAsOf} />
        <TextField label={t('window.people')} value={people} max={10} width={130} numeric onChange={setPeople} />
        <TextField
          label={t('window.source')}
          hint={t('window.sourceHint')}
          value={source}
          max={100}
          width={220}
          onChange={setSource}
        />
        <Button
          disabled={!isWhole}
          loading={save.isPending}
          onClick={() => save.mutate({ kind, asOf: asOf ?? '', people: Number(people.trim()), source: source.trim() })}
        >
          {t('window.save')}
        </Button>
      </div>
      {save.error && <Failed error={save.error} />}
    </>
  )
}
