// How far the demonstration's month of care has been sent.
import { Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { thousands } from '../../format/money.ts'

export function DemoProgress({ sent, planned, done }: { sent: number; planned: number; done: boolean }) {
  const { t } = useTranslation()
  const share = planned === 0 ? 0 : Math.min(100, Math.floor((sent / planned) * 100))
  const words = { sent: thousands(sent), planned: thousands(planned) }
  return (
    <div className="demo-progress" role="status">
      <span>{t(done ? 'overview.demoDone' : 'overview.demoRunning', words)}</span>
      {!done && <Progress percent={share} size="small" aria-label={t('overview.demoRunning', words)} />}
    </div>
  )
}
