// The browser's title says the page first, so that tabs and screen readers can tell pages apart.
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

export function useTitle(title: string): void {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = title ? `${title} · ${t('app.name')}` : t('app.name')
  }, [title, t])
}
