// One month of one institution: what it declared, each difference with both sides and its reason, the meeting, the next step.
import { PrinterOutlined } from '@ant-design/icons'
import type { DeclarationView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useDeclaration } from '../../api/declaration-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { thousands, yuan } from '../../format/money.ts'
import { Badge } from '../../parts/badge.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { Grid } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Facts, PageHead, Section } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'
import { Act } from './act.tsx'
import { Differences } from './differences.tsx'
import { DECLARATION_TONES, declarationState, RESOLUTIONS, stateWord } from './words.ts'

export default function DeclarationPage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const declaration = useDeclaration(id)
  const view = declaration.data
  return (
    <>
      <PageHead
        title={view ? `${view.providerName} ${view.month}` : t('declaration.one')}
        crumbs={[
          { to: '/clearings', text: t('clearing.title') },
          { to: '/declarations', text: t('declaration.title') },
        ]}
        beside={
          view && <Badge tone={DECLARATION_TONES[stateWord(view.state)]}>{declarationState(t, view.state)}</Badge>
        }
      >
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('clearing.print')}
        </Button>
      </PageHead>
      <Answer of={declaration}>{(data) => <Detail view={data} />}</Answer>
    </>
  )
}

function Detail({ view }: { view: DeclarationView }) {
  const { t } = useTranslation()
  const { clearing } = view
  const { permissions } = useSignedIn()
  // While the bureau writes the meeting down, the same rows stand there with a choice each.
  const isChosenAbove = view.state === 'declared' && view.differences > 0 && permissions.includes('clearing:propose')
  return (
    <>
      <section className="card">
        <Facts
          rows={[
            { label: t('clearing.provider'), value: <span className="mono">{view.provider}</span> },
            { label: t('declaration.declaredOn'), value: view.declaredOn },
            { label: t('declaration.count'), value: thousands(view.count) },
            { label: t('declaration.fund'), value: <strong className="number">{yuan(view.fundFen)}</strong> },
            { label: t('declaration.dueOn'), value: view.dueOn },
            {
              label: t('declaration.clearing'),
              value: clearing ? <Link to={`/clearings/${clearing.id}`}>{view.month}</Link> : '—',
            },
          ]}
        />
        <p className="quiet">
          {t('declaration.clockNote', { day: view.declaredOn })}
          {view.linesCount > 0 &&
            ` · ${t('declaration.file', { n: thousands(view.linesCount), hash: view.linesSha256.slice(0, 16) })}`}
        </p>
      </section>
      <Act view={view} />
      <Figures view={view} />
      <Section
        title={t('declaration.differencesTitle')}
        note={t('declaration.differencesNote', { n: thousands(view.differences), at: view.checkedAt })}
        actions={
          view.differences > 0 && (
            <ExportButton
              path={`/declarations/${encodeURIComponent(view.id)}/differences`}
              name={`${view.providerName} ${view.month} ${t('declaration.differencesTitle')}`}
              query={{}}
            />
          )
        }
      >
        {isChosenAbove ? null : <Differences view={view} />}
      </Section>
      {view.meeting && <Meeting meeting={view.meeting} />}
      <Steps steps={view.steps} />
    </>
  )
}

type FiguresRow = DeclarationView['figures'][number]

function Figures({ view }: { view: DeclarationView }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const money = (key: 'total' | 'fund' | 'account' | 'cash', of: (row: FiguresRow) => number) => ({
    ...{ key, title: t(`declaration.${key}`), number: true },
    render: (row: FiguresRow) => yuan(of(row)),
  })
  return (
    <Section title={t('declaration.figures')}>
      <Grid<FiguresRow>
        label={t('declaration.figures')}
        rows={view.figures}
        keyOf={({ category }) => category}
        columns={[
          {
            key: 'category',
            title: t('declaration.category'),
            render: (row) => `${row.category} ${row.categoryTitle}`,
          },
          { key: 'count', title: t('declaration.count'), number: true, render: (row) => thousands(row.count) },
          money('total', (row) => row.totalFen),
          money('fund', (row) => row.fundFen),
          money('account', (row) => row.accountFen),
          money('cash', (row) => row.cashFen),
          {
            key: 'payers',
            title: t('declaration.payers'),
            render: (row) =>
              row.payers
                .map(({ payerTitle, amountFen }) => `${either(payerTitle.zh, payerTitle.en)} ${yuan(amountFen)}`)
                .join('；') || '—',
          },
        ]}
      />
    </Section>
  )
}

function Meeting({ meeting }: { meeting: NonNullable<DeclarationView['meeting']> }) {
  const { t } = useTranslation()
  const rest = RESOLUTIONS.find((each) => each === meeting.rest)
  return (
    <Section title={t('declaration.meetingTitle')}>
      <Facts
        rows={[
          { label: t('declaration.heldOn'), value: meeting.heldOn },
          { label: t('declaration.place'), value: meeting.place || '—' },
          { label: t('declaration.ofProvider'), value: meeting.ofProvider },
          { label: t('declaration.ofBureau'), value: meeting.ofBureau },
          { label: t('declaration.rest'), value: rest ? t(`declaration.resolutions.${rest}`) : '—' },
          { label: t('declaration.agreed'), value: meeting.agreed, wide: true },
        ]}
      />
    </Section>
  )
}

const STEP_WORDS = ['declare', 'add', 'drop', 'check', 'meet', 'agree', 'object', 'withdraw'] as const
type StepRow = DeclarationView['steps'][number]

function Steps({ steps }: { steps: readonly StepRow[] }) {
  const { t } = useTranslation()
  const nameOf = (step: string): string => {
    const word = STEP_WORDS.find((each) => each === step)
    return word ? t(`declaration.stepNames.${word}`) : step
  }
  return (
    <Section title={t('declaration.steps')}>
      <Grid<StepRow>
        label={t('declaration.steps')}
        rows={steps}
        keyOf={(row, at) => `${row.step} ${at}`}
        columns={[
          { key: 'step', title: t('clearing.step'), width: 120, render: (row) => nameOf(row.step) },
          { key: 'by', title: t('clearing.by'), width: 160, render: (row) => row.by },
          { key: 'at', title: t('clearing.at'), width: 170, render: (row) => <span className="number">{row.at}</span> },
          { key: 'note', title: t('clearing.noteLabel'), render: (row) => row.note },
        ]}
      />
    </Section>
  )
}
