// The differences one by one: the two sides beside each other, why it is one, and what was agreed of it.
import type { DeclarationView, DifferenceView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { thousands, yuan } from '../../format/money.ts'
import { Badge } from '../../parts/badge.tsx'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { RESOLUTIONS } from './words.ts'

interface Props {
  readonly view: DeclarationView
  /** A choice for each row, while the meeting is written down. */
  readonly choose?: GridColumn<DifferenceView>
}

export function Differences({ view, choose }: Props) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const rows = view.differenceRows
  if (rows.length === 0) return <Badge tone="good">{t('declaration.noDifferences')}</Badge>
  const agreed: GridColumn<DifferenceView> = {
    ...{ key: 'resolution', title: t('declaration.resolution') },
    render: ({ resolution, note }) => {
      const word = RESOLUTIONS.find((each) => each === resolution)
      return `${word ? t(`declaration.resolutions.${word}`) : '—'}${note === '' ? '' : `：${note}`}`
    },
  }
  return (
    <>
      <Grid<DifferenceView>
        label={t('declaration.differencesTitle')}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { key: 'what', title: t('declaration.settlement'), render: (row) => <What row={row} /> },
          {
            key: 'reason',
            title: t('declaration.reason'),
            render: (row) => either(row.reasonText.zh, row.reasonText.en),
          },
          { key: 'theirs', title: t('declaration.theirs'), number: true, render: (row) => <Side of={row.provider} /> },
          { key: 'ours', title: t('declaration.ours'), number: true, render: (row) => <Side of={row.platform} /> },
          choose ?? agreed,
        ]}
      />
      {view.differences > rows.length && (
        <p className="quiet">{t('declaration.more', { n: thousands(rows.length) })}</p>
      )}
    </>
  )
}

function What({ row }: { row: DifferenceView }) {
  const { t } = useTranslation()
  if (row.settlement === '') return `${row.category} ${row.categoryTitle}`
  const isOurs = row.platform !== null
  return (
    <span className="stack">
      {isOurs ? (
        <Link className="mono" to={`/settlements/${row.settlement}`}>
          {row.settlement}
        </Link>
      ) : (
        <span className="mono">{row.settlement}</span>
      )}
      <span className="quiet">
        {row.category} {row.categoryTitle}
        {row.line !== null && ` · ${t('declaration.line', { n: row.line })}`}
      </span>
    </span>
  )
}

const NAMES = [
  ['totalFen', 'total'],
  ['fundFen', 'fund'],
  ['accountFen', 'account'],
  ['cashFen', 'cash'],
] as const

function Side({ of }: { of: DifferenceView['provider'] }) {
  const { t } = useTranslation()
  if (!of) return '—'
  return (
    <span className="stack">
      {of.count !== undefined && (
        <span>
          {t('declaration.count')} {thousands(of.count)}
        </span>
      )}
      {NAMES.map(([name, word]) => {
        const fen = of[name]
        return fen === undefined ? null : (
          <span key={name}>
            {t(`declaration.${word}`)} {yuan(fen)}
          </span>
        )
      })}
    </span>
  )
}
