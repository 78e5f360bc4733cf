// The way in: the overview for those who may see it, otherwise the first page that the account may open.
import { type ComponentType, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate } from 'react-router'
import { useSignedIn } from '../api/session.ts'
import { PageHead } from '../parts/page.tsx'
import { Empty, Loading } from '../parts/state.tsx'
import { entriesFor } from './entries.tsx'

export function Home({ overview: Overview }: { overview: ComponentType }) {
  const { t } = useTranslation()
  const session = useSignedIn()
  const [first] = entriesFor(session)
  if (first?.to === '/') {
    return (
      <Suspense fallback={<Loading />}>
        <Overview />
      </Suspense>
    )
  }
  if (first) return <Navigate to={first.to} replace />
  return (
    <>
      <PageHead title={t('app.noPages')} />
      <Empty
        title={t('app.noPages')}
        hint={t('app.noPagesHint')}
        action={<Link to="/password">{t('app.changePassword')}</Link>}
      />
    </>
  )
}
