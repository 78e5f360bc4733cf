// Cost and payment by level of provider, each level with a bar of its paid share.
import type { OverviewView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { addressOf } from '../../api/call.ts'
import { ratioBp, ratioText, thousands } from '../../format/money.ts'
import { Amount } from '../../parts/amount.tsx'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { UsageBar } from '../../parts/usage-bar.tsx'

type Level = OverviewView['byLevel'][number]

export function ByLevel({ view }: { view: OverviewView }) {
  const { t } = useTranslation()
  const { name } = useLanguage()
  const { byLevel, totalFen } = view
  const titleOf = ({ level, title }: Level) => name('level', level, title)
  const most = byLevel.reduce<Level | undefined>((a, b) => (a && a.totalFen >= b.totalFen ? a : b), undefined)
  const finding =
    most && most.totalFen > 0
      ? t('overview.byLevelFinding', { level: titleOf(most), share: ratioText(ratioBp(most.totalFen, totalFen)) })
      : t('overview.byLevel')
  const columns: GridColumn<Level>[] = [
    { key: 'level', title: t('overview.level'), render: titleOf },
    { key: 'count', title: t('overview.settlements'), number: true, render: (row) => <Count row={row} /> },
    {
      key: 'total',
      title: t('money.total'),
      number: true,
      render: (row) => <Amount fen={row.totalFen} why={ofLevel(row, 'total')} />,
    },
    {
      key: 'fund',
      title: t('money.fund'),
      number: true,
      render: (row) => <Amount fen={row.fundFen} why={ofLevel(row, 'fund')} />,
    },
    { key: 'ratio', title: t('overview.ratio'), width: 150, render: (row) => <Ratio row={row} /> },
  ]
  return (
    <Section title={finding} note={`${t('overview.byLevel')} · ${t('overview.unitYuan')}`}>
      <Grid label={t('overview.byLevel')} columns={columns} rows={byLevel} keyOf={({ level }) => level} />
    </Section>
  )
}

const ofLevel = ({ level }: Level, sort: string): string => addressOf('/settlements', { state: 'settled', level, sort })

function Count({ row }: { row: Level }) {
  return <Link to={ofLevel(row, '')}>{thousands(row.settlements)}</Link>
}

function Ratio({ row }: { row: Level }) {
  const { t } = useTranslation()
  const share = ratioText(ratioBp(row.fundFen, row.totalFen))
  return (
    <span className="ratio">
      <span className="number">{share}</span>
      <UsageBar label={`${t('overview.ratio')} ${share}`} used={row.fundFen} limit={row.totalFen} />
    </span>
  )
}
