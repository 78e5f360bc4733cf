// 家庭共济: whose account this person may use, and who uses theirs.
import type { AidBody, EnrolleeView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAid, useAidEnd } from '../../api/window-queries.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { Grid } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { PersonLink } from '../../parts/person-link.tsx'
import { Failed } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'

const RELATIONS = ['spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild'] as const

interface AidProps {
  readonly view: EnrolleeView
  readonly mayWrite: boolean
}

export function Aid({ view, mayWrite }: AidProps) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const rows = [
    ...view.givers.map((each) => ({ ...each, isGiver: true })),
    ...view.receivers.map((each) => ({ ...each, isGiver: false })),
  ]
  type Tie = (typeof rows)[number]
  return (
    <Section title={t('window.aid')}>
      {rows.length === 0 ? (
        <p className="quiet">{t('window.noAid')}</p>
      ) : (
        <Grid<Tie>
          label={t('window.aid')}
          rows={rows}
          keyOf={({ personNo, isGiver }) => `${personNo} ${isGiver}`}
          columns={[
            {
              key: 'side',
              title: t('window.aid'),
              render: (row) => t(row.isGiver ? 'window.giver' : 'window.receiver'),
            },
            {
              key: 'who',
              title: t('window.person'),
              render: (row) => <PersonLink personNo={row.personNo} name={`${row.name} ${row.personNo}`} />,
            },
            {
              key: 'tie',
              title: t('window.relation'),
              render: (row) => either(row.relation.zh, row.relation.en),
            },
            { key: 'from', title: t('window.beginsOn'), render: (row) => row.from },
            ...(mayWrite
              ? [
                  {
                    key: 'end',
                    title: t('window.act'),
                    render: (row: Tie) => row.isGiver && <End personNo={view.personNo} giver={row.personNo} />,
                  },
                ]
              : []),
          ]}
        />
      )}
      {mayWrite && <Grant personNo={view.personNo} />}
    </Section>
  )
}

function End({ personNo, giver }: { personNo: string; giver: string }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const end = useAidEnd(personNo)
  const said = note.trim()
  return (
    <div className="filters">
      <TextField label={t('window.remark')} value={note} max={200} width={150} onChange={setNote} />
      <Button disabled={said === ''} loading={end.isPending} onClick={() => end.mutate({ giver, note: said })}>
        {t('window.endAid')}
      </Button>
      {end.error && <span role="alert">{end.error.message}</span>}
    </div>
  )
}

function Grant({ personNo }: { personNo: string }) {
  const { t } = useTranslation()
  const [giver, setGiver] = useState('')
  const [relation, setRelation] = useState<AidBody['relation']>('spouse')
  const [from, setFrom] = useState<string>()
  const [note, setNote] = useState('')
  const grant = useAid(personNo)
  const isWhole = giver.trim() !== '' && from && note.trim() !== ''
  return (
    <>
      <div className="filters">
        <TextField label={t('window.giverNo')} value={giver} max={30} width={200} onChange={setGiver} />
        <ChoiceField
          label={t('window.relation')}
          value={relation}
          options={RELATIONS.map((value) => ({ value, label: t(`window.relations.${value}`) }))}
          onChange={setRelation}
          width={160}
        />
        <DayField label={t('window.beginsOn')} value={from} onChange={setFrom} />
        <TextField label={t('window.remark')} value={note} max={200} width={170} onChange={setNote} />
        <Button
          disabled={!isWhole}
          loading={grant.isPending}
          onClick={() => from && grant.mutate({ giver: giver.trim(), relation, from, note: note.trim() })}
        >
          {t('window.grant')}
        </Button>
      </div>
      {grant.error && <Failed error={grant.error} />}
    </>
  )
}
