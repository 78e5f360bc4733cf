// Who is signed in, and what one can do about it. A disclosure, not a menu: plain buttons, reached by Tab.
import { DownOutlined, UserOutlined } from '@ant-design/icons'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSignedIn, useSignOut } from '../api/session.ts'
import { useLanguage } from '../parts/language.ts'

export function Account() {
  const { t } = useTranslation()
  const session = useSignedIn()
  const { name } = useLanguage()
  const signOut = useSignOut()
  const { open, setOpen, box } = useDisclosure()
  return (
    <div className="account" ref={box}>
      <button
        className="plain"
        type="button"
        aria-expanded={open}
        aria-controls="account-box"
        onClick={() => setOpen(!open)}
      >
        <UserOutlined aria-hidden="true" />
        <span>
          <span className="hidden-words">{t('app.signedIn')} </span>
          {session.displayName}
        </span>
        <DownOutlined aria-hidden="true" className="account-arrow" />
      </button>
      <div id="account-box" className="account-box" hidden={!open}>
        <p>
          <strong>{session.displayName}</strong>
          <span>{name('role', session.role, session.roleTitle)}</span>
          <span className="quiet">
            {t('app.account')} {session.name}
          </span>
        </p>
        <Link to="/password" onClick={() => setOpen(false)}>
          {t('app.changePassword')}
        </Link>
        <button className="plain" type="button" onClick={() => signOut.mutate()}>
          {t('app.signOut')}
        </button>
      </div>
    </div>
  )
}

/** Open until Escape or a click elsewhere. */
function useDisclosure() {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    const outside = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpen(false)
    }
    addEventListener('pointerdown', outside)
    addEventListener('keydown', onKey)
    return () => {
      removeEventListener('pointerdown', outside)
      removeEventListener('keydown', onKey)
    }
  }, [open])
  return { open, setOpen, box }
}
