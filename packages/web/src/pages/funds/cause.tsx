// What an entry was booked for, leading there where the console has a page for it.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'

interface CauseProps {
  readonly causeKind: string
  readonly causeId: string
  readonly path: string
  readonly reverses: string | null
}

const KNOWN = ['settlement', 'account_credited', 'fund_opened'] as const

export function CauseWords({ causeKind, causeId, path, reverses }: CauseProps) {
  const { t } = useTranslation()
  const known = KNOWN.find((each) => each === causeKind)
  const words = `${known ? t(`entries.causes.${known}`) : causeKind} ${causeId}`
  return (
    <span className="cause">
      {path ? <Link to={path}>{words}</Link> : words}
      {reverses && (
        <Link className="quiet" to={`/journals/${encodeURIComponent(reverses)}`}>
          {t('entries.reverses', { id: reverses })}
        </Link>
      )}
    </span>
  )
}
