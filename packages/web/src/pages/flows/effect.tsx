// What a request does: who gets back what and who pays more, settlement by settlement.
import type { FlowEffect } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { yuan } from '../../format/money.ts'
import { Grid } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Facts, Section } from '../../parts/page.tsx'

type Payer = FlowEffect['payers'][number]

const signed = (fen: number): string => `${fen > 0 ? '+' : fen < 0 ? '−' : ''}${yuan(Math.abs(fen))}`

export function Effect({ effect }: { effect: FlowEffect }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const { settlements, payers, facts, lines, sentences } = effect
  return (
    <>
      {sentences.length > 0 && (
        <Section title={t('flow.whatHappens')}>
          <ol className="sentences">
            {sentences.map(({ zh, en }) => (
              <li key={zh}>{either(zh, en)}</li>
            ))}
          </ol>
        </Section>
      )}
      {facts.length > 0 && (
        <Section title={t('flow.facts')}>
          <Facts
            rows={facts.map(({ title, value }) => ({
              label: either(title.zh, title.en),
              value: either(value.zh, value.en),
            }))}
          />
        </Section>
      )}
      {payers.length > 0 && (
        <Section title={t('flow.difference')}>
          <Payers label={t('flow.difference')} payers={payers} />
        </Section>
      )}
      {settlements.length > 0 && (
        <Section title={t('flow.settlements')} note={t('flow.settlementsNote')}>
          {settlements.map((each) => (
            <div key={each.id} className="stack">
              <h3>
                <Link to={each.path}>{each.id}</Link> {t(`flow.action.${each.action}` as 'flow.action.corrected')}
              </h3>
              <p className="quiet">
                {each.settledAt} {each.providerName} · {t('money.total')} {yuan(each.beforeTotalFen)} →{' '}
                {yuan(each.afterTotalFen)}
              </p>
              <Payers label={each.id} payers={each.payers} />
            </div>
          ))}
        </Section>
      )}
      {lines.length > 0 && <Lines lines={lines} />}
    </>
  )
}

function Payers({ label, payers }: { label: string; payers: readonly Payer[] }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const money = (key: string, title: string, textOf: (row: Payer) => string) => ({
    key,
    title,
    number: true,
    render: textOf,
  })
  return (
    <Grid
      label={label}
      rows={payers}
      keyOf={({ payer }) => payer}
      columns={[
        { key: 'payer', title: t('flow.payer'), render: (row) => either(row.title, row.titleEn) },
        money('before', t('flow.before'), ({ beforeFen }) => yuan(beforeFen)),
        money('after', t('flow.after'), ({ afterFen }) => yuan(afterFen)),
        money('change', t('flow.change'), ({ changeFen }) => signed(changeFen)),
      ]}
    />
  )
}

function Lines({ lines }: { lines: FlowEffect['lines'] }) {
  const { t } = useTranslation()
  return (
    <Section title={t('flow.lines')}>
      <Grid
        label={t('flow.lines')}
        rows={lines}
        keyOf={({ no }) => String(no)}
        columns={[
          { key: 'no', title: t('flow.lineNo'), width: 64, render: ({ no }) => no },
          {
            key: 'name',
            title: t('flow.lineName'),
            render: ({ name, reason }) => [name, reason].filter(Boolean).join(' · '),
          },
          { key: 'amount', title: t('flow.lineAmount'), number: true, render: ({ amountFen }) => yuan(amountFen) },
          {
            key: 'fund',
            title: t('flow.lineFund'),
            number: true,
            render: ({ fundFen }) => (fundFen ? yuan(fundFen) : ''),
          },
        ]}
      />
    </Section>
  )
}
