// One institution's month: what each fund allows and pays, what payment methods gave, who did which step, and the next one.
import { PrinterOutlined } from '@ant-design/icons'
import type { ClearingView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useClearing, usePaymentRun } from '../../api/clearing-queries.ts'
import { percent, yuan } from '../../format/money.ts'
import { Grid } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Facts, PageHead, Section } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'
import { declarationState } from '../declarations/words.ts'
import { SheetLines } from '../payment/sheet-lines.tsx'
import { Act } from './act.tsx'
import { ClearingState, Deadline, StepsDone } from './parts.tsx'

export default function ClearingPage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const clearing = useClearing(id)
  const view = clearing.data
  return (
    <>
      <PageHead
        title={view ? `${view.providerName} ${view.month}` : t('clearing.one')}
        crumbs={[{ to: '/clearings', text: t('clearing.title') }]}
        beside={view && <ClearingState state={view.state} />}
      >
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('clearing.print')}
        </Button>
      </PageHead>
      <Answer of={clearing}>{(data) => <Detail view={data} />}</Answer>
    </>
  )
}

function Detail({ view }: { view: ClearingView }) {
  const { t } = useTranslation()
  return (
    <>
      <section className="card">
        <Facts
          rows={[
            { label: t('clearing.provider'), value: <span className="mono">{view.provider}</span> },
            { label: t('clearing.month'), value: view.month },
            { label: t('clearing.allowed'), value: yuan(view.allowedFen) },
            { label: t('clearing.deposit'), value: `${yuan(view.depositFen)} (${percent(view.depositRateBp)})` },
            { label: t('clearing.payable'), value: <strong className="number">{yuan(view.payableFen)}</strong> },
            { label: t('clearing.dueOn'), value: <Deadline {...view} /> },
          ]}
        />
        <p className="quiet">
          {view.clock.declaredOn
            ? t('declaration.clockNote', { day: view.clock.declaredOn })
            : t('clearing.clockNote', { declare: view.clock.declareBy })}
          {view.clock.isProvisional && ` · ${t('clearing.provisional')}`}
          {view.declaration && (
            <>
              {' · '}
              <Link to={`/declarations/${view.declaration.id}`} style={{ textDecoration: 'underline' }}>
                {t('declaration.one')} {declarationState(t, view.declaration.state)}
                {view.declaration.differences > 0 &&
                  ` (${t('declaration.differences')} ${view.declaration.differences})`}
              </Link>
            </>
          )}
        </p>
      </section>
      <Act view={view} />
      <Funds view={view} />
      <Section title={t('clearing.sheet')} note={view.run ? t('clearing.sheetNote') : undefined}>
        {view.run ? (
          <Methods run={view.run} provider={view.provider} />
        ) : (
          <p className="quiet">{t('clearing.noSheet')}</p>
        )}
      </Section>
      <Section title={t('clearing.steps')}>
        <StepsDone steps={view.steps} />
      </Section>
    </>
  )
}

type FundRow = ClearingView['funds'][number]

function Funds({ view }: { view: ClearingView }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const money = (key: string, title: string, of: (row: FundRow) => number) => ({
    ...{ key, title, number: true },
    render: (row: FundRow) => yuan(of(row)),
  })
  const sums = [
    ...[view.allowedFen, view.depositFen, view.offsetFen, view.directFen],
    ...[view.carriedInFen, view.payableFen, view.carriedOutFen],
  ]
  return (
    <Section title={t('clearing.fundsTitle')} note={t('clearing.balance')}>
      <Grid<FundRow>
        label={t('clearing.fundsTitle')}
        rows={view.funds}
        keyOf={({ fund }) => fund}
        columns={[
          { key: 'fund', title: t('clearing.fund'), render: (row) => either(row.fundTitle, row.fundTitleEn) },
          money('allowed', t('clearing.allowed'), ({ allowedFen }) => allowedFen),
          money('deposit', t('clearing.deposit'), ({ depositFen }) => depositFen),
          money('offset', t('clearing.offset'), ({ offsetFen = 0 }) => offsetFen),
          money('direct', t('clearing.direct'), ({ directFen = 0 }) => directFen),
          money('in', t('clearing.carriedIn'), ({ carriedInFen }) => carriedInFen),
          money('payable', t('clearing.payable'), ({ payableFen }) => payableFen),
          money('out', t('clearing.carriedOut'), ({ carriedOutFen }) => carriedOutFen),
        ]}
        foot={
          <tr>
            <th scope="row">{t('funds.sum')}</th>
            {sums.map((fen, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells in a fixed order
              <td key={at} className="number">
                {yuan(fen)}
              </td>
            ))}
          </tr>
        }
      />
    </Section>
  )
}

/** The institution's part of the released calculation, and the way to its cases. */
function Methods({ run, provider }: { run: string; provider: string }) {
  const { t } = useTranslation()
  const calculation = usePaymentRun(run)
  return (
    <Answer of={calculation}>
      {(data) => {
        const sheet = data.sheets.find((each) => each.provider === provider)
        if (!sheet) return <p className="quiet">{t('clearing.noSheet')}</p>
        return (
          <>
            <SheetLines lines={sheet.lines} label={t('clearing.sheet')} />
            <p>
              <Link to={`/payment-runs/${run}/cases?provider=${encodeURIComponent(provider)}`}>
                {t('clearing.cases')} ({sheet.cases})
              </Link>
              {' · '}
              <Link to={`/payment-runs/${run}`}>{t('payment.title')}</Link>
            </p>
          </>
        )
      }}
    </Answer>
  )
}
