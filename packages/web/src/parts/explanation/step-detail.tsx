// The chosen step in full: how it follows from the steps below, the clause as a reader outside would look it up, the version.
import type { CitationView, ExplanationNodeView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Assumed } from '../badge.tsx'
import { useLanguage } from '../language.ts'
import { type FactRow, Facts } from '../page.tsx'
import { nodeAt, pathOfStep, titleOf, valueText } from './steps.ts'

interface StepDetailProps {
  readonly node: ExplanationNodeView
  readonly root: ExplanationNodeView
  readonly version: string
  readonly goTo: (step: string) => void
}

export function StepDetail({ node, root, version, goTo }: StepDetailProps) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { citation, ref, formula } = node
  const value = valueText(node, t('money.unlimited'))
  const rows: FactRow[] = [
    { label: t('explain.value'), value: <strong className="number step-result">{value}</strong> },
    { label: t('explain.how'), value: <HowWords op={node.op} /> },
    ...(formula && formula !== value
      ? [{ label: t('explain.formula'), value: <span className="number">{formula}</span> }]
      : []),
    { label: t('explain.clause'), value: citation ? <Clause citation={citation} /> : t('explain.noClause') },
    { label: t('settlement.version'), value: <span className="mono">{version}</span> },
  ]
  return (
    <section className="step-detail" aria-live="polite" aria-label={t('explain.step')}>
      <h2>{titleOf(node, language)}</h2>
      <Facts rows={rows} />
      {ref && (
        <button type="button" className="plain" onClick={() => goTo(ref)}>
          {t('explain.jump', { title: titleOf(nodeAt(root, pathOfStep(root, ref)), language) })}
        </button>
      )}
    </section>
  )
}

const OPERATIONS = [
  'given',
  'same',
  'sum',
  'minus',
  'difference',
  'smallest',
  'largest',
  'share',
  'shares',
  'times',
  'product',
  'prorate',
  'steps',
  'step_down_by',
  'step_down_factor',
  'clamp',
  'quotient',
  'binding_point',
] as const

function HowWords({ op }: { op: string }) {
  const { t } = useTranslation()
  const known = OPERATIONS.find((each) => each === op)
  return <>{known ? t(`explain.ops.${known}`) : op}</>
}

export function Clause({ citation }: { citation: CitationView }) {
  const { t } = useTranslation()
  const { text, url, grade, inForceFrom, assumed, note, file, line } = citation
  return (
    <span className="clause-full">
      {assumed && <Assumed />}
      <span>{text}</span>
      <span className="quiet">
        {t('explain.inForce', { day: inForceFrom })}
        {grade && ` · ${t('explain.grade', { grade })}`}
      </span>
      {note && !text.includes(note) && <span className="quiet">{note}</span>}
      <span className="quiet">{t('explain.file', { file, line })}</span>
      {url && (
        <a href={url} target="_blank" rel="noreferrer noopener">
          {t('explain.open')}
        </a>
      )}
    </span>
  )
}
