// What may be done with a settlement beyond looking at it: requests of the agency, and an open item of the provider.
import type { OpenItemOpening } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSent } from '../../api/flow-queries.ts'
import { useSignedIn } from '../../api/session.ts'

const KINDS = ['correction', 'cancellation', 'claw_back'] as const

export function FlowActions({ id }: { id: string }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  return (
    <>
      {permissions.includes('request:propose') &&
        KINDS.map((kind) => (
          <Link key={kind} className="action" to={`/requests/new/${kind}?settlement=${encodeURIComponent(id)}`}>
            {t(`flow.new.${kind}`)}
          </Link>
        ))}
      {permissions.includes('open_item:write') && <OpenItemAction id={id} />}
    </>
  )
}

function OpenItemAction({ id }: { id: string }) {
  const { t } = useTranslation()
  const open = useSent<OpenItemOpening>((rowId) => `/settlements/${rowId}/open-item`)
  if (open.isSuccess)
    return (
      <Link className="action" to="/open-items">
        {t('flow.openItemDone')}
      </Link>
    )
  return (
    <>
      <Button loading={open.isPending} onClick={() => open.mutate({ rowId: id, body: {} })}>
        {t('flow.openItem')}
      </Button>
      {open.error && (
        <span role="alert" className="field-wrong">
          {open.error.message}
        </span>
      )}
    </>
  )
}
