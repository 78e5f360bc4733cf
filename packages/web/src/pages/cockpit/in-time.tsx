// An answer that may take its time: how long it has been counted, and a way to stop waiting for it.
import { type UseQueryResult, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Answer, Empty } from '../../parts/state.tsx'

interface InTimeProps<T> {
  readonly of: UseQueryResult<T, Error>
  readonly children: (data: T) => ReactNode
}

/** Whoever waits less is not told. */
const SOON_SECONDS = 2

export function InTimeAnswer<T>({ of, children }: InTimeProps<T>) {
  const { t } = useTranslation()
  const waits = of.fetchStatus === 'fetching' && (of.isPending || of.isPlaceholderData)
  if (of.isPending && of.fetchStatus === 'idle')
    return (
      <Empty
        title={t('cockpit.cancelled')}
        action={<Button onClick={() => void of.refetch()}>{t('cockpit.again')}</Button>}
      />
    )
  return (
    <>
      {waits && <Waiting />}
      <Answer of={of}>{children}</Answer>
    </>
  )
}

function Waiting() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  if (seconds < SOON_SECONDS) return null
  return (
    <p className="notice quiet" role="status">
      {t('cockpit.counting', { n: seconds })}{' '}
      <Button size="small" onClick={() => void client.cancelQueries({ type: 'active' })}>
        {t('cockpit.cancel')}
      </Button>
    </p>
  )
}
