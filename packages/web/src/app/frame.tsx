// The frame around every page: the search box, the navigation, the language, and who is signed in.
import {
  AccountBookOutlined,
  AppstoreOutlined,
  FileTextOutlined,
  ProfileOutlined,
  SwapOutlined,
} from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, Outlet } from 'react-router'
import { useSignedIn } from '../api/session.ts'
import { switchLanguage } from '../words/index.ts'
import { Account } from './account.tsx'
import { useScroll } from './scroll.ts'
import { SearchBox } from './search-box.tsx'

const ENTRIES = [
  { to: '/', word: 'app.overview', permission: 'overview:read', icon: <AppstoreOutlined /> },
  { to: '/settlements', word: 'app.settlements', permission: 'settlement:read', icon: <ProfileOutlined /> },
  { to: '/funds', word: 'app.funds', permission: 'fund:read', icon: <AccountBookOutlined /> },
  { to: '/traffic', word: 'app.traffic', permission: 'traffic:read', icon: <SwapOutlined /> },
  { to: '/policy', word: 'app.policy', permission: 'policy:read', icon: <FileTextOutlined /> },
] as const

export function Frame() {
  const { t, i18n } = useTranslation()
  const client = useQueryClient()
  const { city, demo } = useSignedIn()
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
        <SearchBox />
        <button
          className="plain"
          type="button"
          aria-label={t('app.languageLabel')}
          onClick={() => void switchLanguage().then(() => client.invalidateQueries())}
        >
          {t('app.language')}
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

/** Only what the account may open is offered. */
function Navigation() {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  return (
    <nav className="frame-nav" aria-label={t('app.navigation')}>
      <div>
        {ENTRIES.filter(({ permission }) => permissions.includes(permission)).map(({ to, word, icon }) => (
          <NavLink key={to} to={to} end={to === '/'}>
            <span aria-hidden="true">{icon}</span>
            {t(word)}
          </NavLink>
        ))}
      </div>
    </nav>
  )
}
