// The way of the money in the period: who pays, from which fund, to providers of which level.
import type { CockpitView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { shortMoney, yuan } from '../../format/money.ts'
import { ChartCard } from '../../parts/chart/chart-card.tsx'
import { Sankey } from '../../parts/chart/sankey.tsx'
import { useLanguage } from '../../parts/language.ts'

export function MoneyWay({ view: { flows, asOf } }: { view: Pick<CockpitView, 'flows' | 'asOf'> }) {
  const { t } = useTranslation()
  const { language, either } = useLanguage()
  if (flows.length === 0) return null
  const total = flows.reduce((sum, { fen }) => sum + fen, 0)
  const written = (fen: number): string => {
    const { figure, unit } = shortMoney(fen, language)
    return `${figure} ${unit}`
  }
  const names = new Map(
    flows.flatMap(({ payer, fund, level }) =>
      [payer, fund, level].map((each, column) => [`${column} ${each.id}`, either(each.title, each.titleEn)] as const),
    ),
  )
  const nameOf = (column: number, id: string): string => names.get(`${column} ${id}`) ?? id
  const title = t('cockpit.moneyWay', { total: written(total) })
  return (
    <ChartCard
      title={title}
      note={`${t('cockpit.moneyWayNote')} · ${t('cockpit.asOf', { at: asOf })}`}
      fileName="money-way.csv"
      head={[t('cockpit.payer'), t('cockpit.fund'), t('cockpit.groups.level'), t('cockpit.yuan')]}
      texts={3}
      rows={flows.map(({ payer, fund, level, fen }) => ({
        cells: [nameOf(0, payer.id), nameOf(1, fund.id), nameOf(2, level.id), yuan(fen)],
      }))}
    >
      <Sankey
        description={title}
        flows={flows.map(({ payer, fund, level, fen }) => ({ path: [payer.id, fund.id, level.id], value: fen }))}
        nameOf={nameOf}
        written={written}
      />
    </ChartCard>
  )
}
