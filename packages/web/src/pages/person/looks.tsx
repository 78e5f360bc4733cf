// Who read this person's record, when and what for: the person may ask.
import type { PersonView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { Section } from '../../parts/page.tsx'

type Look = PersonView['looks'][number]

export function Looks({ view }: { view: PersonView }) {
  const { t } = useTranslation()
  const columns: GridColumn<Look>[] = [
    { key: 'at', title: t('person.lookAt'), width: 160, render: ({ at }) => <span className="number">{at}</span> },
    { key: 'actor', title: t('person.lookBy'), width: 200, render: ({ actor }) => actor },
    { key: 'purpose', title: t('person.lookFor'), render: ({ purpose }) => purpose },
  ]
  return (
    <Section title={t('person.looks')}>
      {view.looks.length === 0 ? (
        <p className="quiet">{t('person.noLooks')}</p>
      ) : (
        <div className="looks">
          <Grid
            label={t('person.looks')}
            columns={columns}
            rows={view.looks}
            keyOf={({ at, actor, purpose }, k) => `${at} ${actor} ${purpose} ${k}`}
          />
        </div>
      )}
    </Section>
  )
}
