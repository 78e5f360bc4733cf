// What people made of each behaviour model's clues, by model and version: by settlement and by clue.
import type { AuditFigures } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { percent, thousands } from '../../format/money.ts'
import { Amount } from '../../parts/amount.tsx'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { Empty } from '../../parts/state.tsx'

type Model = AuditFigures['models'][number]

export function ModelFigures({ of: { models } }: { of: AuditFigures }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const count = (key: string, title: string, of: (model: Model) => number): GridColumn<Model> => ({
    ...{ key, title, number: true },
    render: (model) => thousands(of(model)),
  })
  const columns: GridColumn<Model>[] = [
    {
      key: 'model',
      title: t('audit.models.model'),
      render: ({ model, title, version }) => (
        <Link to={`/audit?kind=model&rule=${encodeURIComponent(model)}`}>
          {either(title.zh, title.en)} ({version})
        </Link>
      ),
    },
    count('clues', t('audit.models.clues'), ({ clues }) => clues),
    {
      key: 'right',
      title: t('audit.models.right'),
      number: true,
      render: ({ cluesConfirmed, cluesDecided }) => (cluesDecided === 0 ? '–' : `${cluesConfirmed} / ${cluesDecided}`),
    },
    count('cases', t('audit.foundCount'), ({ cases }) => cases),
    count('open', t('audit.openCount'), ({ open }) => open),
    count('confirmed', t('audit.confirmed'), ({ confirmed }) => confirmed),
    count('rejected', t('audit.rejected'), ({ rejected }) => rejected),
    count('appealed', t('audit.appealed'), ({ appealed }) => appealed),
    {
      key: 'precision',
      title: t('audit.precision'),
      number: true,
      render: ({ precisionBp }) =>
        precisionBp === null ? <span className="quiet">{t('audit.noDecision')}</span> : percent(precisionBp),
    },
    {
      key: 'certified',
      title: t('audit.certified'),
      number: true,
      render: ({ certifiedFen }) => <Amount fen={certifiedFen} />,
    },
  ]
  return (
    <Section title={t('audit.models.byModel')} note={t('audit.models.byModelNote')}>
      {models.length === 0 ? (
        <Empty title={t('audit.models.none')} />
      ) : (
        <Grid
          label={t('audit.models.byModel')}
          columns={columns}
          rows={models}
          keyOf={({ model, version }) => `${model} ${version}`}
        />
      )}
    </Section>
  )
}
