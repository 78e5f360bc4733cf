// The calculation of a settlement, or of one of its lines, on a page of its own; `?step=` opens it at one amount.
import type { ExplanationView } from '@yibao/contract/rest'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import { useExplanation, useLineExplanation } from '../../api/queries.ts'
import { Clause } from '../../parts/explanation/step-detail.tsx'
import { ExplanationTree } from '../../parts/explanation/tree.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PageHead, Section } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'

export default function ExplanationPage() {
  const { id = '', no } = useParams()
  return no === undefined ? <OfSettlement id={id} /> : <OfLine id={id} no={no} />
}

function OfSettlement({ id }: { id: string }) {
  const { t } = useTranslation()
  const explanation = useExplanation(id)
  return (
    <>
      <Head id={id} title={t('explain.title')} view={explanation.data} />
      <Answer of={explanation}>{(view) => <Panel view={view} label={t('explain.tree')} />}</Answer>
    </>
  )
}

function OfLine({ id, no }: { id: string; no: string }) {
  const { t } = useTranslation()
  const explanation = useLineExplanation(id, no)
  return (
    <>
      <Head id={id} title={t('explain.lineTitle', { no })} view={explanation.data} />
      <Answer of={explanation}>{(view) => <Panel view={view} label={t('explain.lineTitle', { no })} />}</Answer>
    </>
  )
}

function Head({ id, title, view }: { id: string; title: string; view: ExplanationView | undefined }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const crumbs = [
    { to: '/settlements', text: t('app.settlements') },
    { to: `/settlements/${encodeURIComponent(id)}`, text: `${t('settlement.title')} ${id}` },
  ]
  const note = view && `${either(view.plan.zh, view.plan.en)} · ${t('settlement.version')} ${view.policyVersion}`
  return <PageHead title={title} crumbs={crumbs} note={note} />
}

function Panel({ view, label }: { view: ExplanationView; label: string }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const [params] = useSearchParams()
  return (
    <>
      {view.assumed.length > 0 && (
        <Alert
          className="notice"
          type="warning"
          showIcon
          title={t('settlement.assumedCount', { n: view.assumed.length })}
        />
      )}
      <section className="card">
        <ExplanationTree view={view} label={label} step={params.get('step') ?? undefined} />
      </section>
      {view.sentences.length > 0 && (
        <Section title={t('settlement.sentences')}>
          <ol className="sentences">
            {view.sentences.map(({ zh, en }) => (
              <li key={zh}>{either(zh, en)}</li>
            ))}
          </ol>
        </Section>
      )}
      {view.assumed.length > 0 && (
        <Section title={t('explain.assumedList')}>
          <ul className="assumed-list">
            {view.assumed.map((citation) => (
              <li key={`${citation.slot} ${citation.file} ${citation.line}`}>
                <span className="mono">{citation.slot}</span>
                <Clause citation={citation} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}
