// 现在缴纳居民保费: waiting and how it may be repaired, who pays what by which clause, and what the years give on the limit.
import type { EnrolleeView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { yuan } from '../../format/money.ts'
import { Grid } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Facts, Section } from '../../parts/page.tsx'

type View = EnrolleeView['outlook']

export function Outlook({ view }: { view: View }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return (
    <>
      <Section title={t('window.outlook')} note={either(view.reason.zh, view.reason.en)}>
        <Facts
          rows={[
            { label: t('window.outlookYears'), value: t('window.yearsCount', { n: view.years }) },
            { label: t('window.missed'), value: String(view.missed) },
            { label: t('window.waiting'), value: t('window.months', { n: view.waitingMonths }) },
            { label: t('window.benefitFrom'), value: view.benefitFrom ?? '–' },
            { label: t('window.standard'), value: yuan(view.standardFen) },
            ...(view.standardBasis === ''
              ? []
              : [{ label: t('window.clause'), value: view.standardBasis, wide: true }]),
          ]}
        />
        <Payers rows={view.payers} />
        {view.repairs.length > 0 && <Repairs rows={view.repairs} />}
      </Section>
      {view.cap && <Cap cap={view.cap} />}
    </>
  )
}

function Payers({ rows }: { rows: View['payers'] }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return (
    <>
      <h3>{t('window.payers')}</h3>
      <Grid<View['payers'][number]>
        label={t('window.payers')}
        rows={rows}
        keyOf={({ title }) => title}
        columns={[
          { key: 'who', title: t('window.payer'), render: (row) => row.title },
          { key: 'amount', title: t('window.amount'), number: true, render: (row) => yuan(row.amountFen) },
          { key: 'how', title: t('window.how'), render: (row) => either(row.how.zh, row.how.en) },
          { key: 'basis', title: t('window.clause'), render: (row) => row.basis },
        ]}
        foot={
          <tr>
            <th scope="row">{t('window.standard')}</th>
            <td className="number">{yuan(rows.reduce((sum, { amountFen }) => sum + amountFen, 0))}</td>
            <td colSpan={2} />
          </tr>
        }
      />
    </>
  )
}

function Repairs({ rows }: { rows: View['repairs'] }) {
  const { t } = useTranslation()
  return (
    <>
      <h3>{t('window.repairs')}</h3>
      <Grid<View['repairs'][number]>
        label={t('window.repairs')}
        rows={rows}
        keyOf={({ years }) => String(years)}
        columns={[
          { key: 'years', title: t('window.repairYears'), number: true, render: (row) => String(row.years) },
          { key: 'price', title: t('window.repairPrice'), number: true, render: (row) => yuan(row.priceFen) },
          {
            key: 'waiting',
            title: t('window.waiting'),
            number: true,
            render: (row) => t('window.months', { n: row.waitingMonths }),
          },
          { key: 'from', title: t('window.benefitFrom'), render: (row) => row.benefitFrom ?? '–' },
        ]}
      />
    </>
  )
}

function Cap({ cap }: { cap: NonNullable<View['cap']> }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return (
    <Section title={t('window.cap')} note={either(cap.reason.zh, cap.reason.en)}>
      <Facts
        rows={[
          { label: t('window.capNow'), value: cap.capFen === null ? t('window.capNone') : yuan(cap.capFen) },
          { label: t('window.capBase'), value: cap.baseFen === null ? '–' : yuan(cap.baseFen) },
          { label: t('window.capYears'), value: yuan(cap.yearsFen) },
          { label: t('window.capZero'), value: yuan(cap.zeroFen) },
          { label: t('window.zeroYears'), value: t('window.yearsCount', { n: cap.zeroYears }) },
          { label: t('window.clause'), value: cap.clause, wide: true },
        ]}
      />
    </Section>
  )
}
