// What the search box found, grouped by kind. A single hit opens at once: a scanned card leads straight to its person.
import type { SearchHit, SearchView } from '@yibao/contract/rest'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useSearchParams } from 'react-router'
import { useSearch } from '../../api/queries.ts'
import { PageHead } from '../../parts/page.tsx'
import { Answer, Empty } from '../../parts/state.tsx'

const KINDS = ['person', 'settlement', 'visit', 'provider'] as const

export default function SearchPage() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const q = params.get('q')?.trim() ?? ''
  const found = useSearch(q)
  if (!q) {
    return (
      <>
        <PageHead title={t('search.label')} />
        <Empty title={t('search.start')} />
      </>
    )
  }
  return (
    <>
      <PageHead title={t('search.title', { q })} />
      <Answer of={found}>{(view) => <Hits view={view} q={q} />}</Answer>
    </>
  )
}

function Hits({ view, q }: { view: SearchView; q: string }) {
  const { t } = useTranslation()
  const [only] = view.hits
  if (only && view.hits.length === 1 && !view.more) return <Navigate to={only.path} replace />
  if (!only) return <Empty title={t('search.none', { q })} hint={t('search.noneHint')} />
  return (
    <>
      {view.more && <Alert className="notice" type="info" showIcon title={t('search.more')} />}
      {KINDS.map((kind) => (
        <Group key={kind} kind={kind} hits={view.hits.filter((hit) => hit.kind === kind)} />
      ))}
    </>
  )
}

function Group({ kind, hits }: { kind: (typeof KINDS)[number]; hits: readonly SearchHit[] }) {
  const { t } = useTranslation()
  if (hits.length === 0) return null
  return (
    <section className="card hits">
      <div className="card-head">
        <h2>{t(`search.${kind}`)}</h2>
        <span className="quiet">{t('search.count', { n: hits.length })}</span>
      </div>
      <ul>
        {hits.map((hit) => (
          <li key={hit.id}>
            <Link to={hit.path}>
              <strong>{hit.title}</strong>
              <span className="quiet">{hit.subtitle}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
