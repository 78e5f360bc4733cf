// An amount, right-aligned with thousands; with `why` it answers "why this much?" by opening its calculation.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { yuan } from '../format/money.ts'

interface AmountProps {
  readonly fen: number
  readonly why?: string | undefined
  readonly strong?: boolean
}

export function Amount({ fen, why, strong = false }: AmountProps) {
  const { t } = useTranslation()
  const text = yuan(fen)
  const className = strong ? 'amount amount-strong' : 'amount'
  if (!why) return <span className={className}>{text}</span>
  return (
    <Link className={`${className} amount-why`} to={why} title={t('money.why', { amount: text })}>
      {text}
    </Link>
  )
}
