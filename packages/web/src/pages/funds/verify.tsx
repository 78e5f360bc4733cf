// Proves on demand that the ledger balances, that its chain of seals is whole, and that both layers agree.
import { SafetyCertificateOutlined } from '@ant-design/icons'
import type { VerifyView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useVerify } from '../../api/queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { thousands } from '../../format/money.ts'
import { Badge } from '../../parts/badge.tsx'
import { Failed } from '../../parts/state.tsx'

export function Verify() {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const verify = useVerify()
  if (!permissions.includes('fund:verify')) return null
  return (
    <section className="card verify">
      <Button
        type="primary"
        icon={<SafetyCertificateOutlined aria-hidden="true" />}
        loading={verify.isPending}
        onClick={() => verify.mutate()}
      >
        {verify.isPending ? t('funds.verifying') : t('funds.verify')}
      </Button>
      <div className="verify-result" role="status">
        <Told verify={verify} />
      </div>
      {verify.error && <Failed error={verify.error} retry={() => verify.mutate()} />}
    </section>
  )
}

function Told({ verify: { data, progress } }: { verify: ReturnType<typeof useVerify> }) {
  const { t } = useTranslation()
  if (progress) {
    const { stage, checked, of } = progress
    const word = stage === 'journals' ? 'funds.verifyJournals' : 'funds.verifyBridges'
    return <p>{t(word, { checked: thousands(checked), of: thousands(of) })}</p>
  }
  return data ? <Result result={data} /> : <p className="quiet">{t('funds.verifyHint')}</p>
}

const CHECKS = ['balanced', 'chain', 'bridge'] as const

function Result({ result }: { result: VerifyView }) {
  const { t } = useTranslation()
  const whole = CHECKS.every((check) => result[check]) && result.firstFault === null
  const counts = { journals: thousands(result.journals), blocks: thousands(result.blocks) }
  return (
    <>
      <strong>{whole ? t('funds.verified', counts) : t('funds.faulty')}</strong>
      <span className="verify-checks">
        {CHECKS.map((check) => (
          <Badge key={check} tone={result[check] ? 'good' : 'bad'}>
            {t(`funds.${check}`)} {t(result[check] ? 'funds.holds' : 'funds.fails')}
          </Badge>
        ))}
        {result.unsealed > 0 && <Badge tone="wait">{t('funds.unsealed', { n: thousands(result.unsealed) })}</Badge>}
      </span>
      {result.firstFault && (
        <p>
          {t('funds.firstFault')}:{result.firstFault}
        </p>
      )}
    </>
  )
}
