// Loading, failed, empty: what a page shows when it has no rows, and what the person can do then.
import type { UseQueryResult } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../api/call.ts'

export function Loading() {
  const { t } = useTranslation()
  return (
    <div className="loading" role="status">
      <span className="loading-bar" aria-hidden="true" />
      {t('state.loading')}
    </div>
  )
}

/** The platform's own sentence says what was found and what to do; trying again is offered beside it. */
export function Failed({ error, retry }: { error: Error; retry?: () => void }) {
  const { t } = useTranslation()
  const requestId = error instanceof Refusal ? error.requestId : ''
  return (
    <Alert
      className="failed"
      type="error"
      showIcon
      role="alert"
      title={error.message}
      description={requestId ? <span className="quiet">{t('state.requestId', { id: requestId })}</span> : undefined}
      action={retry && <Button onClick={retry}>{t('state.retry')}</Button>}
    />
  )
}

interface EmptyProps {
  readonly title?: string
  readonly hint?: string
  readonly action?: ReactNode
}

export function Empty({ title, hint, action }: EmptyProps) {
  const { t } = useTranslation()
  return (
    <div className="empty">
      <strong>{title ?? t('state.emptyTitle')}</strong>
      {hint && <p>{hint}</p>}
      {action}
    </div>
  )
}

/** A question's answer, or what stands in its place. Old data stay on the screen when asking again fails. */
export function Answer<T>({ of, children }: { of: UseQueryResult<T, Error>; children: (data: T) => ReactNode }) {
  const retry = () => void of.refetch()
  if (of.isPending) return <Loading />
  if (of.data === undefined) return of.error ? <Failed error={of.error} retry={retry} /> : <Loading />
  return (
    <>
      {of.error && <Failed error={of.error} retry={retry} />}
      {children(of.data)}
    </>
  )
}
