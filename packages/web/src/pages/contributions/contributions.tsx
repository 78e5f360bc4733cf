// 征缴与对账: what is charged, received, arrived and differs, with filters in the address, export and print.
import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ContributionList } from '../../api/contribution-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { useFilters } from '../../parts/address.ts'
import { ExportButton } from '../../parts/export-button.tsx'
import { PageHead } from '../../parts/page.tsx'
import { ContributionFilters, NAMES } from './filters.tsx'
import { Arrivals, Breaks, Charges, Receipts } from './lists.tsx'
import { Reconcile } from './reconcile.tsx'
import { Summary } from './summary.tsx'
import { LISTS } from './words.ts'

const BODIES = { charges: Charges, receipts: Receipts, arrivals: Arrivals, breaks: Breaks } as const

export default function ContributionsPage() {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const { filters, page, change, clear } = useFilters(NAMES)
  const { list: asked, ...rest } = filters
  const list: ContributionList = LISTS.find((each) => each === asked) ?? 'charges'
  const Body = BODIES[list]
  return (
    <>
      <PageHead title={t('contribution.title')} note={t('contribution.note')}>
        <Link to="/contributions/refunds">{t('refund.open')}</Link>
        <ExportButton path={`/contributions/${list}/export`} name={t(`contribution.lists.${list}`)} query={rest} />
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('contribution.print')}
        </Button>
      </PageHead>
      <Summary />
      {permissions.includes('contribution:handle') && <Reconcile />}
      <section className="card">
        <ContributionFilters list={list} filters={filters} change={change} clear={clear} />
        <Body query={{ ...rest, page }} onPage={(next) => change({ page: next })} />
      </section>
    </>
  )
}
