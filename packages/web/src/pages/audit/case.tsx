// One case: what the rule says and on what ground, the facts, the bill with its lines marked, what was done, and what may be done now.
import type { AuditCaseView } from '@yibao/contract/rest'
import { Alert } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useAuditCase } from '../../api/audit-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { fenOf, yuan } from '../../format/money.ts'
import { Badge } from '../../parts/badge.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Facts, PageHead, Section } from '../../parts/page.tsx'
import { PersonLink } from '../../parts/person-link.tsx'
import { Answer } from '../../parts/state.tsx'
import { CaseHistory } from './case-history.tsx'
import { CaseLines } from './case-lines.tsx'
import { Clue } from './clue.tsx'
import { caseTone, severityTone } from './pool-table.tsx'
import { StepForm, stepsAmong } from './step-form.tsx'
import type { Step } from './steps.ts'

export default function AuditCasePage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const { either } = useLanguage()
  const { provider } = useSignedIn()
  const found = useAuditCase(id)
  const view = found.data
  const title = view ? `${view.rule} ${either(view.ruleTitle.zh, view.ruleTitle.en)}` : id
  return (
    <>
      <PageHead
        title={title}
        crumbs={[{ to: '/audit', text: t(provider === '' ? 'audit.title' : 'audit.ownTitle') }]}
        beside={
          view && (
            <>
              <Badge tone={severityTone(view.severity)}>{either(view.severityTitle.zh, view.severityTitle.en)}</Badge>
              <Badge tone={caseTone(view.state)}>{either(view.stateTitle.zh, view.stateTitle.en)}</Badge>
            </>
          )
        }
      >
        {view && (
          <Link className="action" to={`/settlements/${view.settlement}`}>
            {t('audit.openSettlement')}
          </Link>
        )}
      </PageHead>
      <Answer of={found}>{(data) => <Case key={data.steps.length} view={data} />}</Answer>
    </>
  )
}

function Case({ view }: { view: AuditCaseView }) {
  const { t } = useTranslation()
  const [amounts, setAmounts] = useState<Readonly<Record<number, string>>>({})
  const may = stepsAmong(view.may)
  const [step, setStep] = useState<Step | undefined>(may[0])
  const edits = may.includes('uphold') && step === 'uphold'
  return (
    <>
      {view.problem && (
        <Alert
          className="notice"
          type="warning"
          showIcon
          role="alert"
          title={t('audit.problem')}
          description={view.problem}
        />
      )}
      <Section title={t('audit.act')}>
        {may.length === 0 ? (
          <p className="quiet">{t('audit.rest')}</p>
        ) : (
          <StepForm
            ids={[view.id]}
            may={may}
            onStep={setStep}
            lines={edits ? changed(view, amounts) : undefined}
            ofModel={view.clue !== ''}
          />
        )}
      </Section>
      {view.ofClue && <Clue clue={view.ofClue} />}
      <About view={view} />
      <Section title={t('audit.lines')} note={t('audit.linesNote')}>
        <CaseLines view={view} {...(edits && { amounts, onAmounts: setAmounts })} />
      </Section>
      <Section title={t('audit.history')}>
        <CaseHistory view={view} />
      </Section>
      <Texts view={view} />
    </>
  )
}

/** Nothing was changed: the lines as found. */
function changed(view: AuditCaseView, amounts: Readonly<Record<number, string>>) {
  if (Object.keys(amounts).length === 0) return undefined
  return view.lines.flatMap(({ no, excessFen }) => {
    const typed = amounts[no]
    const amountFen = typed === undefined ? excessFen : (fenOf(typed) ?? 0)
    return amountFen > 0 ? [{ no, amountFen }] : []
  })
}

function About({ view }: { view: AuditCaseView }) {
  const { t } = useTranslation()
  const { either, language } = useLanguage()
  const factName = (name: string) => (isNamed(name) ? t(`audit.factNames.${name}`) : name)
  const own = view.texts.find(({ audience }) => audience === 'auditor') ?? view.texts[0]
  const rows = [
    ...(own ? [{ label: t('audit.says'), value: either(own.text.zh, own.text.en), wide: true }] : []),
    ...(view.detects.zh
      ? [{ label: t('audit.detects'), value: either(view.detects.zh, view.detects.en), wide: true }]
      : []),
    ...view.basis.map(({ text, clause }, at) => ({
      label: `${t('audit.basis')} ${at + 1}`,
      value: `${text} ${clause}`,
      wide: true,
    })),
    { label: t('audit.version'), value: view.ruleVersion },
    {
      label: t('audit.knowledge'),
      value: view.knowledge.map(({ id, version }) => `${id} (${version})`).join('、') || '–',
    },
    { label: t('audit.provider'), value: view.providerName },
    { label: t('audit.person'), value: <PersonLink personNo={view.personNo} name={view.personName} /> },
    { label: t('audit.settledOn'), value: view.settledOn },
    { label: t('audit.due'), value: view.dueOn ? `${view.dueOn} ${view.overdue ? t('audit.late') : ''}` : '–' },
    { label: t('audit.excess'), value: yuan(view.excessFen) },
    { label: t('audit.quantity'), value: view.excessQuantity },
    { label: t('audit.deducted'), value: yuan(view.deductedFen) },
    { label: t('audit.certified'), value: yuan(view.certifiedFen) },
    ...(view.clawBack ? [{ label: t('audit.clawBack'), value: <span className="mono">{view.clawBack}</span> }] : []),
    { label: t('audit.earlier'), value: t('audit.earlierCount', view.earlier) },
    { label: t('audit.foundAt'), value: view.foundAt },
  ]
  const facts = view.facts.map(({ name, value }) => ({ label: factName(name), value: inLanguage(value, language) }))
  return (
    <>
      <Section title={t('audit.says')}>
        <Facts rows={rows} />
      </Section>
      <Section title={t('audit.facts')}>
        <Facts rows={facts} />
      </Section>
    </>
  )
}

/** Facts that most families tell; those of one family alone keep the name that stands in its card. */
const FACTS = [
  ...(['on', 'max', 'min', 'code', 'item', 'rule', 'total', 'window', 'previous', 'excessAmount'] as const),
  ...(['excessQuantity', 'missing', 'age', 'sex', 'diagnosis', 'days', 'price', 'other'] as const),
]
const isNamed = (name: string): name is (typeof FACTS)[number] => (FACTS as readonly string[]).includes(name)

/** `男｜male`: words of a fact in both languages. */
const inLanguage = (value: string, language: 'zh' | 'en'): string => {
  const [zh = '', en = zh] = value.split('｜')
  return language === 'en' ? en : zh
}

function Texts({ view }: { view: AuditCaseView }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const rows = view.texts.map(({ title, text }) => ({
    label: either(title.zh, title.en),
    value: either(text.zh, text.en),
    wide: true,
  }))
  return (
    <Section title={t('audit.texts')}>
      <Facts rows={rows} />
    </Section>
  )
}
