// A whole amount as one bar split into parts. Each part has its name, amount and share in words below the bar, and its own
// pattern, so that the bar can be read without colour.
import { ratioBp, ratioText, yuan } from '../format/money.ts'
import { Amount } from './amount.tsx'

export interface Part {
  readonly key: string
  readonly title: string
  readonly fen: number
  /** fund-1 … fund-4 for funds, own-1 … own-3 for what the person pays. */
  readonly tone: string
  readonly why?: string
}

interface MoneyBarProps {
  readonly label: string
  readonly parts: readonly Part[]
}

/** A part narrower than this share of the bar is named only in the list below it. */
const NAMED_FROM_BP = 1500

export function MoneyBar({ label, parts }: MoneyBarProps) {
  const shown = parts.filter(({ fen }) => fen !== 0)
  const whole = shown.reduce((sum, { fen }) => sum + Math.abs(fen), 0)
  const shareOf = (fen: number) => ratioBp(Math.abs(fen), whole)
  return (
    <div className="money-bar">
      <div className="money-bar-strip" role="img" aria-label={`${label}:${shown.map(spoken).join(';')}`}>
        {shown.map(({ key, title, fen, tone }) => (
          <span key={key} className={`tone tone-${tone}`} style={{ flexGrow: Math.abs(fen) }}>
            {shareOf(fen) >= NAMED_FROM_BP && (
              <span className="tone-name">
                {title} {ratioText(shareOf(fen))}
              </span>
            )}
          </span>
        ))}
      </div>
      <ul className="money-bar-list">
        {shown.map(({ key, title, fen, tone, why }) => (
          <li key={key}>
            <span className={`swatch tone tone-${tone}`} aria-hidden="true" />
            <span className="money-bar-title">{title}</span>
            <Amount fen={fen} why={why} strong />
            <span className="quiet number">{ratioText(shareOf(fen))}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const spoken = ({ title, fen }: Part): string => `${title} ${yuan(fen)}`

const FUND_TONES: Readonly<Record<string, string>> = {
  pooled: 'fund-1',
  serious_illness: 'fund-2',
  large_amount: 'fund-2',
  supplement: 'fund-3',
  civil_servant: 'fund-3',
  assistance: 'fund-4',
  other: 'fund-5',
  commercial: 'fund-5',
  provider: 'other-1',
  account: 'own-1',
  mutual: 'own-2',
  cash: 'own-3',
  person: 'own-3',
}
export const payerTone = (payer: string): string => FUND_TONES[payer] ?? 'fund-5'
