// The coming years of each fund: the fan of the balance and the months payable, with the same numbers as a table and as CSV.
import type { WatchView } from '@yibao/contract/rest'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { BarChart } from '../../parts/chart/bar-chart.tsx'
import { ChartCard } from '../../parts/chart/chart-card.tsx'
import { Fan } from '../../parts/chart/fan.tsx'
import type { BarSpec } from '../../parts/chart/spec.ts'
import { Tornado } from '../../parts/chart/tornado.tsx'
import { Section } from '../../parts/page.tsx'
import { Empty } from '../../parts/state.tsx'

type Outlook = NonNullable<WatchView['outlook']>
type FundOutlook = Outlook['funds'][number]

export function OutlookCharts({ outlook }: { outlook: WatchView['outlook'] }) {
  const { t } = useTranslation()
  if (!outlook)
    return (
      <Section title={t('watch.outlook')}>
        <Empty title={t('watch.noOutlook')} hint={t('watch.noOutlookHint')} />
      </Section>
    )
  const { title, assumed, parameters, funds } = outlook
  return (
    <>
      <Section title={t('watch.outlook')} note={t('watch.outlookNote', { title, assumed, parameters })}>
        {null}
      </Section>
      {funds.map((fund) => (
        <FundCharts key={fund.fund} fund={fund} />
      ))}
    </>
  )
}

const inHundredMillions = (yuan: number): number => Math.round(yuan / 1_000_000) / 100
const decimals = (value: number): string => String(Math.round(value * 100) / 100)

function FundCharts({ fund }: { fund: FundOutlook }) {
  const { t } = useTranslation()
  const { title, years } = fund
  const months = useMemo((): BarSpec => {
    const name = t('watch.months', { fund: title })
    const values = years.map((year) => Math.round(year.monthsPayable * 10) / 10)
    return {
      description: name,
      categories: years.map(({ year }) => String(year)),
      series: [{ name, tone: 'accent', values }],
      stacked: false,
      written: decimals,
    }
  }, [t, title, years])
  return (
    <div className="columns">
      <BalanceFan fund={fund} />
      <BarChart
        title={t('watch.months', { fund: title })}
        note={t('watch.monthsNote')}
        spec={months}
        fileName={`${fund.fund}-months.csv`}
        categoryTitle={t('watch.year')}
      />
      {fund.effects.length > 0 && <Effects fund={fund} />}
    </div>
  )
}

function Effects({ fund }: { fund: FundOutlook }) {
  const { t } = useTranslation()
  const { title, effects } = fund
  const name = t('watch.tornado', { fund: title })
  const bars = effects.map(({ title: label, difference }) => ({ label, value: inHundredMillions(difference) }))
  return (
    <ChartCard
      title={name}
      note={t('watch.tornadoNote')}
      fileName={`${fund.fund}-scenarios.csv`}
      head={[t('watch.scenario'), t('watch.difference')]}
      texts={1}
      rows={bars.map(({ label, value }) => ({ cells: [label, decimals(value)] }))}
    >
      <Tornado description={name} bars={bars} written={decimals} />
    </ChartCard>
  )
}

/** The band between the fifth and the ninety-fifth percentile of the draws, and the middle one. */
export function BalanceFan({ fund }: { fund: FundOutlook }) {
  const { t } = useTranslation()
  const { title, years } = fund
  const orNever = (year: number | null): string => (year === null ? t('watch.never') : String(year))
  const chance = `${(fund.deficitWithinFiveYears * 100).toFixed(1)}%`
  const points = years.map(({ year, p5, p50, p95 }) => ({
    label: String(year),
    ...{ low: inHundredMillions(p5), middle: inHundredMillions(p50), high: inHundredMillions(p95) },
  }))
  const name = t('watch.balance', { fund: title })
  return (
    <ChartCard
      title={name}
      note={t('watch.balanceNote', {
        deficit: orNever(fund.firstDeficit),
        exhausted: orNever(fund.exhausted),
        chance,
      })}
      fileName={`${fund.fund}-balance.csv`}
      head={[t('watch.year'), t('watch.p5'), t('watch.p50'), t('watch.p95')]}
      texts={1}
      rows={points.map(({ label, low, middle, high }) => ({ cells: [label, ...[low, middle, high].map(decimals)] }))}
    >
      <Fan description={name} points={points} written={decimals} />
    </ChartCard>
  )
}
