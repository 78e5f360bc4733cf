// The same stretches in words: every enrolment, category and certificate with its days.
import type { PersonView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Badge, spellTone } from '../../parts/badge.tsx'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'

interface Stretch {
  readonly key: string
  readonly kind: string
  readonly title: string
  readonly from: string
  readonly until: string | null
  readonly state: React.ReactNode
  readonly detail: string
}

export function TimeTable({ view }: { view: PersonView }) {
  const { t } = useTranslation()
  const columns: GridColumn<Stretch>[] = [
    { key: 'kind', title: t('list.name'), render: ({ kind }) => kind },
    { key: 'title', title: t('list.value'), render: ({ title }) => title },
    {
      key: 'period',
      title: t('person.period'),
      render: ({ from, until }) => (
        <span className="number">
          {from} – {until ?? t('person.now')}
        </span>
      ),
    },
    { key: 'state', title: t('person.state'), render: ({ state }) => state },
    { key: 'detail', title: t('person.detail'), render: ({ detail }) => detail || '–' },
  ]
  return <Grid label={t('person.time')} columns={columns} rows={useStretches(view)} keyOf={({ key }) => key} />
}

function useStretches(view: PersonView): Stretch[] {
  const { t } = useTranslation()
  const { name } = useLanguage()
  return [
    ...view.spells.map((spell) => ({
      key: `spell ${spell.scheme} ${spell.status} ${spell.from}`,
      kind: t('person.enrolment'),
      title: `${name('scheme', spell.scheme, spell.schemeTitle)} ${name('status', spell.status, spell.statusTitle)}`,
      from: spell.from,
      until: spell.until,
      state: <Badge tone={spellTone(spell.state)}>{name('spellState', spell.state, spell.stateTitle)}</Badge>,
      detail: [spell.employer, spell.area].filter(Boolean).join(' · '),
    })),
    ...view.categories.map((category) => ({
      key: `category ${category.category} ${category.from}`,
      kind: t('person.categories'),
      title: category.title,
      from: category.from,
      until: category.until,
      state: '–',
      detail: category.authority,
    })),
    ...view.filings.map((filing) => ({
      key: `filing ${filing.kind} ${filing.from} ${filing.detail}`,
      kind: t('person.filings'),
      title: filing.title,
      from: filing.from,
      until: filing.until,
      state: filing.state,
      detail: filing.detail,
    })),
  ]
}
