// The policy in force: which packs, which plans, in which order they pay, and every value with its source and grade.
import type { PolicyView } from '@yibao/contract/rest'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { usePolicy } from '../../api/queries.ts'
import { thousands } from '../../format/money.ts'
import { useLanguage } from '../../parts/language.ts'
import { PageHead, Section } from '../../parts/page.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { Plans } from './plans.tsx'
import { Values } from './values.tsx'

export default function PolicyPage() {
  const { t } = useTranslation()
  const policy = usePolicy()
  return (
    <>
      <PageHead title={t('policy.title')} note={policy.data && `${t('policy.version')} ${policy.data.version}`} />
      <Answer of={policy}>{(view) => <Detail view={view} />}</Answer>
    </>
  )
}

function Detail({ view }: { view: PolicyView }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  if (view.plans.length === 0) return <Empty title={t('policy.none')} />
  const counts = { values: thousands(view.counts.values), assumed: thousands(view.counts.assumed) }
  return (
    <>
      {view.counts.assumed > 0 && (
        <Alert
          className="notice"
          type="warning"
          showIcon
          title={t('policy.counts', counts)}
          description={t('policy.assumedExplain')}
        />
      )}
      <Section title={t('policy.packs')}>
        <ol className="packs">
          {view.packs.map(({ id, title }) => (
            <li key={id}>
              {title} <span className="mono quiet">{id}</span>
            </li>
          ))}
        </ol>
      </Section>
      <Plans view={view} />
      <Values view={view} key={language} />
    </>
  )
}
