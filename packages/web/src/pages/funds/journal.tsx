// One journal entry: its balanced lines, what caused it, and the proof that it has not been altered.
import type { JournalView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useJournal } from '../../api/queries.ts'
import { yuan } from '../../format/money.ts'
import { Badge } from '../../parts/badge.tsx'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { Facts, PageHead, Section } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'
import { CauseWords } from './cause.tsx'

export default function JournalPage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const journal = useJournal(id)
  return (
    <>
      <PageHead
        title={t('journal.title')}
        crumbs={[
          { to: '/funds', text: t('app.funds') },
          { to: '/funds/entries', text: t('entries.title') },
        ]}
      />
      <Answer of={journal}>{(view) => <Detail view={view} />}</Answer>
    </>
  )
}

function Detail({ view }: { view: JournalView }) {
  const { t } = useTranslation()
  return (
    <>
      <section className="card facts-card">
        <Facts
          rows={[
            { label: t('entries.journal'), value: <span className="mono">{view.journalId}</span>, wide: true },
            { label: t('entries.postedOn'), value: <span className="number">{view.postedOn}</span> },
            { label: t('funds.period'), value: view.period },
            { label: t('entries.layer'), value: view.layer === 'cash' ? t('funds.cash') : t('funds.accrual') },
            { label: t('journal.cause'), value: <CauseWords {...view} />, wide: true },
          ]}
        />
      </section>
      <JournalLines view={view} />
      <Seal seal={view.seal} />
    </>
  )
}

type JournalLine = JournalView['lines'][number]

function JournalLines({ view }: { view: JournalView }) {
  const { t } = useTranslation()
  const side = (key: 'debit' | 'credit'): GridColumn<JournalLine> => ({
    key,
    title: t(`funds.${key}`),
    number: true,
    width: 160,
    render: (line) => (line.side === key ? yuan(line.amountFen) : ''),
  })
  const columns: GridColumn<JournalLine>[] = [
    { key: 'fund', title: t('entries.fund'), render: ({ fundTitle }) => fundTitle },
    {
      key: 'account',
      title: t('entries.account'),
      render: (line) => (
        <>
          <span className="mono quiet">{line.account}</span> {line.accountTitle}
        </>
      ),
    },
    {
      key: 'provider',
      title: t('entries.provider'),
      render: ({ provider }) => <span className="mono">{provider || '–'}</span>,
    },
    side('debit'),
    side('credit'),
  ]
  return (
    <Section title={t('journal.lines')} note={t('overview.unitYuan')}>
      <Grid
        label={t('journal.lines')}
        columns={columns}
        rows={view.lines}
        keyOf={(_, k) => String(k)}
        foot={<Foot lines={view.lines} />}
      />
    </Section>
  )
}

function Foot({ lines }: { lines: readonly JournalLine[] }) {
  const { t } = useTranslation()
  const sumOf = (side: string) => lines.reduce((sum, line) => sum + (line.side === side ? line.amountFen : 0), 0)
  const equal = sumOf('debit') === sumOf('credit')
  return (
    <tr>
      <th scope="row">{t('funds.sum')}</th>
      <td colSpan={2}>
        <Badge tone={equal ? 'good' : 'bad'}>{t(equal ? 'journal.balanced' : 'journal.unbalanced')}</Badge>
      </td>
      <td className="number">{yuan(sumOf('debit'))}</td>
      <td className="number">{yuan(sumOf('credit'))}</td>
    </tr>
  )
}

function Seal({ seal }: { seal: JournalView['seal'] }) {
  const { t } = useTranslation()
  if (!seal) {
    return (
      <Section title={t('journal.seal')}>
        <Badge tone="wait">{t('journal.waiting')}</Badge>
      </Section>
    )
  }
  return (
    <Section title={t('journal.seal')} note={t('journal.block', { block: seal.block })}>
      <p>
        <Badge tone={seal.holds ? 'good' : 'bad'}>{t(seal.holds ? 'journal.holds' : 'journal.fails')}</Badge>
      </p>
      <dl className="hashes">
        <div>
          <dt>{t('journal.hash')}</dt>
          <dd className="mono">{seal.hash}</dd>
        </div>
        <div>
          <dt>{t('journal.root')}</dt>
          <dd className="mono">{seal.root}</dd>
        </div>
        <div>
          <dt>{t('journal.proof', { n: seal.proof.length })}</dt>
          <dd className="mono">
            {seal.proof.map((step) => (
              <span key={step}>{step}</span>
            ))}
          </dd>
        </div>
      </dl>
    </Section>
  )
}
