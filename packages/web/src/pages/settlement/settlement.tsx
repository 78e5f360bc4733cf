// One settlement, whole: who, where, what it cost, who paid, how each tier worked it out, and everything that happened to it.
import { FileSearchOutlined, PrinterOutlined } from '@ant-design/icons'
import type { SettlementView } from '@yibao/contract/rest'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useSettlement } from '../../api/queries.ts'
import { Assumed, Badge, settlementTone } from '../../parts/badge.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PageHead, Section } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'
import { Aside, Changes } from './aside.tsx'
import { VisitFacts } from './facts.tsx'
import { FlowActions } from './flow-actions.tsx'
import { Lines } from './lines.tsx'
import { Money } from './money.tsx'
import { pathsOf } from './paths.ts'
import { Tiers } from './tiers.tsx'

export default function SettlementPage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const { name } = useLanguage()
  const settlement = useSettlement(id)
  const view = settlement.data
  const paths = pathsOf(id)
  return (
    <>
      <PageHead
        title={`${t('settlement.title')} ${id}`}
        crumbs={[{ to: '/settlements', text: t('app.settlements') }]}
        beside={
          view && (
            <Badge tone={settlementTone(view.state)}>{name('settlementState', view.state, view.stateTitle)}</Badge>
          )
        }
      >
        {!settlement.isError && <Actions paths={paths} />}
        {view?.state === 'settled' && <FlowActions id={view.id} />}
      </PageHead>
      <Answer of={settlement}>{(data) => <Detail view={data} />}</Answer>
    </>
  )
}

function Actions({ paths }: { paths: ReturnType<typeof pathsOf> }) {
  const { t } = useTranslation()
  return (
    <>
      <Link className="action" to={paths.why()}>
        <FileSearchOutlined aria-hidden="true" />
        {t('settlement.explain')}
      </Link>
      <Link className="action" to={paths.sheet}>
        <PrinterOutlined aria-hidden="true" />
        {t('settlement.print')}
      </Link>
    </>
  )
}

function Detail({ view }: { view: SettlementView }) {
  return (
    <>
      <Mirrored view={view} />
      <VisitFacts view={view} />
      <div className="with-aside">
        <div className="stack">
          <Money view={view} />
          <Sentences view={view} />
        </div>
        <Aside view={view} />
      </div>
      <Tiers view={view} />
      <Changes view={view} />
      <Lines view={view} />
    </>
  )
}

/** A settlement is never deleted: it and its cancellation point to each other. */
function Mirrored({ view }: { view: SettlementView }) {
  const { t } = useTranslation()
  const { reverses, reversedBy } = view
  const other = reversedBy ?? reverses
  if (!other) return null
  return (
    <Alert
      className="notice"
      type="warning"
      showIcon
      title={t(reversedBy ? 'settlement.cancelled' : 'settlement.mirror')}
      description={
        <Link to={pathsOf(other).page}>
          {t(reversedBy ? 'settlement.cancelledBy' : 'settlement.mirrorOf')} {other}
        </Link>
      }
    />
  )
}

function Sentences({ view }: { view: SettlementView }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const assumed = view.tiers.filter((tier) => tier.assumed).length
  return (
    <Section title={t('settlement.sentences')} note={assumed > 0 && <Assumed />}>
      {view.denials.length > 0 && (
        <Alert
          className="notice"
          type="error"
          showIcon
          title={t('settlement.denials')}
          description={view.denials.join(';')}
        />
      )}
      <ol className="sentences">
        {view.sentences.map(({ zh, en }) => (
          <li key={zh}>{either(zh, en)}</li>
        ))}
      </ol>
    </Section>
  )
}
