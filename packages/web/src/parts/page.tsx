// The shape of every page: a head with its title and actions, sections, and facts as label and value.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useTitle } from '../app/title.ts'

export interface Crumb {
  readonly to: string
  readonly text: string
}

interface HeadProps {
  readonly title: string
  /** Beside the title: badges, a number. */
  readonly beside?: ReactNode
  readonly note?: ReactNode
  readonly crumbs?: readonly Crumb[]
  readonly children?: ReactNode
}

export function PageHead({ title, beside, note, crumbs = [], children }: HeadProps) {
  const { t } = useTranslation()
  useTitle(title)
  return (
    <div className="page-head">
      <div>
        {crumbs.length > 0 && (
          <nav className="crumbs" aria-label={t('app.breadcrumb')}>
            {crumbs.map(({ to, text }) => (
              <Link key={to} to={to}>
                {text}
              </Link>
            ))}
          </nav>
        )}
        <h1>
          {title}
          {beside}
        </h1>
        {note && <p className="quiet">{note}</p>}
      </div>
      {children && <div className="page-actions">{children}</div>}
    </div>
  )
}

interface SectionProps {
  readonly title: string
  readonly note?: ReactNode
  readonly actions?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}

export function Section({ title, note, actions, className = '', children }: SectionProps) {
  return (
    <section className={`card ${className}`}>
      <div className="card-head">
        <h2>{title}</h2>
        {note && <span className="quiet">{note}</span>}
        {actions && <div className="card-actions">{actions}</div>}
      </div>
      {children}
    </section>
  )
}

export interface FactRow {
  readonly label: string
  readonly value: ReactNode
  readonly wide?: boolean
}

export function Facts({ rows }: { rows: readonly FactRow[] }) {
  return (
    <dl className="facts">
      {rows.map(({ label, value, wide }) => (
        <div key={label} className={wide ? 'facts-wide' : undefined}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** One large number of a board, which opens the records behind it. */
export function Figure(props: { label: string; figure: string; unit?: string; note?: ReactNode; to?: string }) {
  const { label, figure, unit, note, to } = props
  const number = (
    <>
      <span className="figure-number">{figure}</span>
      {unit && <span className="figure-unit">{unit}</span>}
    </>
  )
  return (
    <div className="figure">
      <span className="figure-label">{label}</span>
      {to ? (
        <Link className="figure-value" to={to}>
          <span className="hidden-words">{label} </span>
          {number}
        </Link>
      ) : (
        <span className="figure-value">{number}</span>
      )}
      {note && <span className="figure-note">{note}</span>}
    </div>
  )
}
