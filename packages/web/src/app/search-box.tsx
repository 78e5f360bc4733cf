// The one search box. A card reader or scanner is a keyboard: it types here and ends with Enter. `/` comes here from anywhere.
import { SearchOutlined } from '@ant-design/icons'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useSearchParams } from 'react-router'

export function SearchBox() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [params] = useSearchParams()
  const asked = pathname === '/search' ? (params.get('q') ?? '') : ''
  const [text, setText] = useState(asked)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => setText(asked), [asked])
  useSlash(input)
  const search = (event: FormEvent) => {
    event.preventDefault()
    const q = text.trim()
    if (q) void navigate(`/search?q=${encodeURIComponent(q)}`)
  }
  return (
    <search className="search-box">
      <form onSubmit={search}>
        <SearchOutlined aria-hidden="true" />
        <input
          ref={input}
          type="search"
          value={text}
          maxLength={60}
          autoComplete="off"
          spellCheck={false}
          aria-label={t('search.label')}
          aria-keyshortcuts="/"
          placeholder={t('search.placeholder')}
          onChange={(event) => setText(event.target.value)}
          onFocus={(event) => event.target.select()}
        />
        <kbd title={t('search.key')}>/</kbd>
      </form>
    </search>
  )
}

function useSlash(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return
      event.preventDefault()
      input.current?.focus()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [input])
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
