// How much of a limit is used: a bar with the amounts in words above it.

interface UsageBarProps {
  readonly label: string
  readonly used: number
  readonly limit: number
}

export function UsageBar({ label, used, limit }: UsageBarProps) {
  const share = limit === 0 ? 100 : Math.min(100, Math.max(0, (used / limit) * 100))
  return (
    <div className={share >= 100 ? 'usage usage-full' : 'usage'} role="img" aria-label={label}>
      <span className="usage-fill" style={{ width: `${share}%` }} />
    </div>
  )
}
