// An address that no page answers to.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useTitle } from './title.ts'

export function NotFound() {
  const { t } = useTranslation()
  useTitle(t('app.notFound'))
  return (
    <div className="state">
      <h1>{t('app.notFound')}</h1>
      <p>{t('app.notFoundHint')}</p>
      <Link to="/">{t('app.overview')}</Link>
    </div>
  )
}
