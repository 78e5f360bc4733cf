// The latest messages, newest first, with the sentence each was answered with.
import type { MessageRow } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMessages } from '../../api/queries.ts'
import { Badge } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import type { TrafficFilters } from './filters.ts'

const SIZE = 30

interface MessagesProps {
  readonly filters: TrafficFilters
  readonly page: number
  readonly change: (next: TrafficFilters & { page?: number }) => void
}

export function Messages({ filters, page, change }: MessagesProps) {
  const { t } = useTranslation()
  const { day, infno, provider, refused, code } = filters
  const messages = useMessages({
    day,
    infno,
    provider,
    code,
    page,
    size: SIZE,
    ...(refused === 'true' && { refused: true }),
  })
  const columns = useMessageColumns()
  const clear = () => change({ infno: undefined, provider: undefined, refused: undefined, code: undefined })
  const clearing = <Button onClick={clear}>{t('state.clearFilters')}</Button>
  return (
    <Section title={t('traffic.latest')}>
      <search className="filters" aria-label={t('list.filters')}>
        <SelectField
          label={t('traffic.result')}
          all={t('traffic.all')}
          value={refused}
          options={[{ value: 'true', label: t('traffic.onlyRefused') }]}
          onChange={(value) => change({ refused: value })}
        />
        {infno && <Chosen label={t('traffic.infno')} value={infno} />}
        {code && <Chosen label={t('traffic.refusal')} value={code} />}
        {(infno || provider || refused || code) && clearing}
      </search>
      <Answer of={messages}>
        {(result) => (
          <DataTable<MessageRow>
            label={t('traffic.latest')}
            columns={columns}
            rows={result.rows}
            keyOf={({ msgid, at }) => `${msgid} ${at}`}
            loading={messages.isPlaceholderData}
            empty={<Empty title={t('traffic.empty')} hint={t('traffic.emptyHint')} action={clearing} />}
            paging={{ page, size: SIZE, total: result.total, onPage: (next) => change({ page: next }) }}
          />
        )}
      </Answer>
    </Section>
  )
}

function Chosen({ label, value }: { label: string; value: string }) {
  return (
    <span className="field">
      <span className="quiet">{label}</span> <span className="mono">{value}</span>
    </span>
  )
}

function useMessageColumns(): Column<MessageRow>[] {
  const { t } = useTranslation()
  const { name } = useLanguage()
  return [
    { key: 'at', title: t('traffic.at'), width: 162, render: ({ at }) => <span className="number">{at}</span> },
    {
      key: 'infno',
      title: t('traffic.infno'),
      width: 170,
      render: ({ infno, title }) => (
        <>
          <span className="mono">{infno}</span> {name('transaction', infno, title)}
        </>
      ),
    },
    {
      key: 'provider',
      title: t('traffic.provider'),
      width: 170,
      render: ({ provider, providerName }) => (
        <Link to={`/settlements?provider=${encodeURIComponent(provider)}`}>{providerName || provider}</Link>
      ),
    },
    {
      key: 'ok',
      title: t('traffic.result'),
      width: 88,
      render: ({ ok }) => <Badge tone={ok ? 'good' : 'bad'}>{t(ok ? 'traffic.ok' : 'traffic.bad')}</Badge>,
    },
    {
      key: 'message',
      title: `${t('traffic.sentence')} · ${t('traffic.msgid')}`,
      render: ({ message, msgid }) => (
        <span className="item">
          {message}
          <span className="mono quiet">{msgid}</span>
        </span>
      ),
    },
    { key: 'ms', title: t('traffic.ms'), width: 76, number: true, render: ({ ms }) => ms.toFixed(1) },
  ]
}
