// 人员类别: by which authority, over which days; recognised and ended here.
import type { EnrolleeView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCategory, useCategoryEnd } from '../../api/window-queries.ts'
import { DayField } from '../../parts/day-field.tsx'
import { Grid } from '../../parts/grid.tsx'
import { Section } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Failed } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'

interface CategoryProps {
  readonly view: EnrolleeView
  readonly mayWrite: boolean
}

export function Categories({ view, mayWrite }: CategoryProps) {
  const { t } = useTranslation()
  type Held = EnrolleeView['categories'][number]
  return (
    <Section title={t('window.categories')}>
      {view.categories.length === 0 ? (
        <p className="quiet">{t('window.noCategories')}</p>
      ) : (
        <Grid<Held>
          label={t('window.categories')}
          rows={view.categories}
          keyOf={({ category, from }) => `${category} ${from}`}
          columns={[
            { key: 'category', title: t('window.category'), render: (row) => row.title },
            { key: 'authority', title: t('window.authority'), render: (row) => row.authority },
            { key: 'from', title: t('window.beginsOn'), render: (row) => row.from },
            { key: 'until', title: t('window.endsOn'), render: (row) => row.until ?? '–' },
            ...(mayWrite
              ? [
                  {
                    key: 'end',
                    title: t('window.act'),
                    render: (row: Held) => row.until === null && <End personNo={view.personNo} held={row} />,
                  },
                ]
              : []),
          ]}
        />
      )}
      {mayWrite && <Recognise view={view} />}
    </Section>
  )
}

function End({ personNo, held }: { personNo: string; held: EnrolleeView['categories'][number] }) {
  const { t } = useTranslation()
  const [until, setUntil] = useState<string>()
  const [note, setNote] = useState('')
  const end = useCategoryEnd(personNo)
  const said = note.trim()
  const { category, from, title } = held
  return (
    <div className="filters">
      <DayField label={`${t('window.endsOn')} ${title}`} value={until} onChange={setUntil} />
      <TextField label={t('window.remark')} value={note} max={200} width={150} onChange={setNote} />
      <Button
        disabled={!until || said === ''}
        loading={end.isPending}
        onClick={() => until && end.mutate({ category, from, until, note: said })}
      >
        {t('window.end')}
      </Button>
      {end.error && <span role="alert">{end.error.message}</span>}
    </div>
  )
}

function Recognise({ view }: { view: EnrolleeView }) {
  const { t } = useTranslation()
  const [category, setCategory] = useState<string>()
  const [authority, setAuthority] = useState('')
  const [from, setFrom] = useState<string>()
  const [until, setUntil] = useState<string>()
  const [note, setNote] = useState('')
  const recognise = useCategory(view.personNo)
  const isWhole = category && from && authority.trim().length > 1 && note.trim() !== ''
  const send = () =>
    category &&
    from &&
    recognise.mutate({ category, from, ...(until && { until }), authority: authority.trim(), note: note.trim() })
  return (
    <>
      <div className="filters">
        <SelectField
          label={t('window.category')}
          value={category}
          all="–"
          options={view.vocabulary.map((each) => ({ value: each.category, label: each.title }))}
          onChange={setCategory}
          width={190}
        />
        <TextField label={t('window.authority')} value={authority} max={40} width={130} onChange={setAuthority} />
        <DayField label={t('window.beginsOn')} value={from} onChange={setFrom} />
        <DayField label={t('window.endsOn')} value={until} onChange={setUntil} />
        <TextField label={t('window.remark')} value={note} max={200} width={170} onChange={setNote} />
        <Button disabled={!isWhole} loading={recognise.isPending} onClick={send}>
          {t('window.recognise')}
        </Button>
      </div>
      {recognise.error && <Failed error={recognise.error} />}
    </>
  )
}
