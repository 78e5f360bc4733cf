// The coming years of each fund: the fan of the balance and the months payable, with the same numbers as a table and as CSV.
import type { WatchView } from '@yibao/contract/rest'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { BarChart } from '../../parts/chart/bar-chart.tsx'
import type { BarSpec } from '../../parts/chart/spec.ts'
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
  const orNever = (year: number | null): string => (year === null ? t('watch.never') : String(year))
  const chance = `${(fund.deficitWithinFiveYears * 100).toFixed(1)}%`
  const [balance, months] = useMemo((): [BarSpec, BarSpec] => {
    const categories = years.map(({ year }) => String(year))
    const series = (name: string, of: (year: (typeof years)[number]) => number, tone: 'accent' | 'soft' | 'bad') => ({
      ...{ name, tone, values: years.map((year) => inHundredMillions(of(year))) },
    })
    return [
      {
        description: t('watch.balance', { fund: title }),
        categories,
        series: [
          series(t('watch.p5'), ({ p5 }) => p5, 'bad'),
          series(t('watch.p50'), ({ p50 }) => p50, 'accent'),
          series(t('watch.p95'), ({ p95 }) => p95, 'soft'),
        ],
        stacked: false,
        written: decimals,
      },
      {
        description: t('watch.months', { fund: title }),
        categories,
        series: [
          {
            name: t('watch.months', { fund: title }),
            tone: 'accent',
            values: years.map((year) => Math.round(year.monthsPayable * 10) / 10),
          },
        ],
        stacked: false,
        written: decimals,
      },
    ]
  }, [t, title, years])
  const note = t('watch.balanceNote', {
    deficit: orNever(fund.firstDeficit),
    exhausted: orNever(fund.exhausted),
    chance,
  })
  const shared = { categoryTitle: t('watch.year') }
  return (
    <div className="columns">
      <BarChart
        title={t('watch.balance', { fund: title })}
        note={note}
        spec={balance}
        fileName={`${fund.fund}-balance.csv`}
        {...shared}
      />
      <BarChart
        title={t('watch.months', { fund: title })}
        note={t('watch.monthsNote')}
        spec={months}
        fileName={`${fund.fund}-months.csv`}
        {...shared}
      />
    </div>
  )
}
