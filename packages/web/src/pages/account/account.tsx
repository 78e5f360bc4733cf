// A person's account and wallet: what is there, what is promised, and every movement with the way to its entries or settlement.
import type { AccountView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useAccount } from '../../api/watch-queries.ts'
import { yuan } from '../../format/money.ts'
import { Badge } from '../../parts/badge.tsx'
import { Grid } from '../../parts/grid.tsx'
import { Facts, PageHead, Section } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'

export default function AccountPage() {
  const { personNo = '' } = useParams()
  const { t } = useTranslation()
  const account = useAccount(personNo)
  return (
    <>
      <PageHead
        title={t('wallet.title')}
        beside={account.data?.isFrozen && <Badge tone="bad">{t('wallet.frozen')}</Badge>}
        crumbs={[{ to: `/persons/${personNo}`, text: personNo }]}
      />
      <Answer of={account}>{(view) => <Detail view={view} />}</Answer>
    </>
  )
}

function Detail({ view }: { view: AccountView }) {
  const { t } = useTranslation()
  const money = (fen: number) => <span className="number">{yuan(fen)}</span>
  return (
    <>
      <section className="card facts-card">
        <Facts
          rows={[
            { label: t('wallet.balance'), value: view.hasAccount ? money(view.balanceFen) : t('wallet.noAccount') },
            { label: t('wallet.reserved'), value: money(view.reservedFen) },
            { label: t('wallet.spendable'), value: money(view.spendableFen) },
            { label: t('wallet.wallet'), value: money(view.walletFen) },
          ]}
        />
      </section>
      <Movements view={view} />
      {view.reservations.length > 0 && <Reservations view={view} />}
      {view.transfers.length > 0 && <Transfers view={view} />}
    </>
  )
}

const KINDS = ['credit', 'transfer', 'settlement'] as const

function Movements({ view }: { view: AccountView }) {
  const { t } = useTranslation()
  const kindText = (kind: string) => {
    const known = KINDS.find((each) => each === kind)
    return known ? t(`wallet.kinds.${known}`) : kind
  }
  if (view.movements.length === 0)
    return (
      <Section title={t('wallet.movements')} note={t('wallet.noMovements')}>
        {null}
      </Section>
    )
  return (
    <Section title={t('wallet.movements')}>
      <Grid
        label={t('wallet.movements')}
        columns={[
          { key: 'on', title: t('wallet.on'), render: ({ on }) => <span className="number">{on}</span> },
          { key: 'kind', title: t('wallet.kind'), render: ({ kind }) => kindText(kind) },
          {
            key: 'cause',
            title: t('wallet.cause'),
            render: ({ cause, path, id }) => <Link to={path}>{cause || id}</Link>,
          },
          { key: 'amount', title: t('wallet.amount'), number: true, render: ({ amountFen }) => yuan(amountFen) },
        ]}
        rows={view.movements}
        keyOf={({ id, kind }) => `${kind} ${id}`}
      />
    </Section>
  )
}

const PURPOSES = ['wallet', 'transfer_out'] as const
const RESERVATION_STATES = ['reserved', 'confirmed', 'released'] as const

function Reservations({ view }: { view: AccountView }) {
  const { t } = useTranslation()
  const purposeText = (purpose: string) => {
    const known = PURPOSES.find((each) => each === purpose)
    return known ? t(`wallet.purposes.${known}`) : purpose
  }
  const stateText = (state: string) => {
    const known = RESERVATION_STATES.find((each) => each === state)
    return known ? t(`wallet.reservationStates.${known}`) : state
  }
  return (
    <Section title={t('wallet.reservations')}>
      <Grid
        label={t('wallet.reservations')}
        columns={[
          { key: 'at', title: t('wallet.on'), render: ({ at }) => <span className="number">{at.slice(0, 16)}</span> },
          { key: 'purpose', title: t('wallet.kind'), render: ({ purpose }) => purposeText(purpose) },
          { key: 'state', title: t('watch.state'), render: ({ state }) => stateText(state) },
          { key: 'amount', title: t('wallet.amount'), number: true, render: ({ amountFen }) => yuan(amountFen) },
        ]}
        rows={view.reservations}
        keyOf={({ id }) => id}
      />
    </Section>
  )
}

const TRANSFER_STATES = ['pending', 'accepted', 'returned'] as const

function Transfers({ view }: { view: AccountView }) {
  const { t } = useTranslation()
  const stateText = (row: AccountView['transfers'][number]) => {
    const known = TRANSFER_STATES.find((each) => each === row.state)
    const word = known ? t(`wallet.transferStates.${known}`) : row.state
    return known === 'pending' ? `${word}，${t('wallet.returnsAt', { at: row.returnsAt.slice(0, 16) })}` : word
  }
  return (
    <Section title={t('wallet.transfers')}>
      <Grid
        label={t('wallet.transfers')}
        columns={[
          { key: 'at', title: t('wallet.on'), render: ({ at }) => <span className="number">{at.slice(0, 16)}</span> },
          {
            key: 'other',
            title: t('wallet.cause'),
            render: ({ direction, other }) => t(`wallet.${direction}`, { who: other }),
          },
          { key: 'state', title: t('watch.state'), render: stateText },
          { key: 'amount', title: t('wallet.amount'), number: true, render: ({ amountFen }) => yuan(amountFen) },
        ]}
        rows={view.transfers}
        keyOf={({ id }) => id}
      />
    </Section>
  )
}
