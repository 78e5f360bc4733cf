// The frame around every page: the search box, the navigation, the language, and who is signed in.
import { useQueryClient } from '@tanstack/react-query'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, Outlet } from 'react-router'
import { useSignedIn } from '../api/session.ts'
import { switchLanguage } from '../words/index.ts'
import { Account } from './account.tsx'
import { entriesFor } from './entries.tsx'
import { useScroll } from './scroll.ts'
import { SearchBox } from './search-box.tsx'

export function Frame() {
  const { t, i18n } = useTranslation()
  const client = useQueryClient()
  const { city, demo, permissions } = useSignedIn()
  useScroll()
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <header className="frame-head">
        <Mark name={i18n.language === 'en' ? city.titleEn : city.title}>
          {demo && (
            <Tag className="demo-tag" title={t('app.demoHint')}>
              {t('app.demo')}
            </Tag>
          )}
        </Mark>
        {permissions.includes('search:use') ? <SearchBox /> : <span className="search-box" />}
        <button
          className="plain"
          type="button"
          onClick={() => void switchLanguage().then(() => client.invalidateQueries())}
        >
          {t('app.language')}
          <span className="hidden-words"> {t('app.languageLabel')}</span>
        </button>
        <Account />
      </header>
      <Navigation />
      <main id="content" className="frame-content" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  )
}

function Mark({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className="mark">
      <img src="/icon.svg" alt="" width="28" height="28" />
      <span className="mark-name">
        <strong>{t('app.name')}</strong>
        <span>{name}</span>
      </span>
      {children}
    </div>
  )
}

function Navigation() {
  const { t } = useTranslation()
  const entries = entriesFor(useSignedIn())
  return (
    <nav className="frame-nav" aria-label={t('app.navigation')}>
      <div>
        {entries.map(({ to, word, icon }) => (
          <NavLink key={to} to={to} end={to === '/'}>
            <span aria-hidden="true">{icon}</span>
            {t(word)}
          </NavLink>
        ))}
      </div>
    </nav>
  )
}
