// What stands on the cockpit: six blocks, each with figures and charts, all of them indicators by their numbers. What cannot be
// counted yet stands there too, and says what it waits for.
import type { CockpitChart } from '@yibao/contract/rest'

export interface ChartPlan {
  readonly indicator: string
  /** `time`: by days or by months, as the period is long. */
  readonly by: 'time' | Exclude<CockpitChart['by'], 'day' | 'month'>
}

export interface Block {
  readonly id: 'enrolment' | 'fund' | 'benefit' | 'payment' | 'supervision' | 'service'
  readonly figures: readonly string[]
  readonly charts: readonly ChartPlan[]
}

export const BLOCKS: readonly Block[] = [
  {
    id: 'enrolment',
    figures: ['BT-001', 'BT-002', 'JL-001', 'JJ-008', 'BT-020', 'JL-027'],
    charts: [{ indicator: 'JL-027', by: 'county' }],
  },
  {
    id: 'fund',
    figures: ['QY-024', 'CM-18', 'JJ-003', 'JJ-004', 'JJ-037', 'CM-27'],
    charts: [
      { indicator: 'QY-024', by: 'time' },
      { indicator: 'QY-024', by: 'scheme' },
    ],
  },
  {
    id: 'benefit',
    figures: ['QY-023', 'QY-020', 'QY-021', 'CM-26', 'QY-037', 'QY-091'],
    charts: [
      { indicator: 'CM-24', by: 'time' },
      { indicator: 'CM-26', by: 'county' },
    ],
  },
  {
    id: 'payment',
    figures: ['CM-01', 'QY-035', 'CM-02', 'JL-034', 'JJ-021', 'CM-04'],
    charts: [
      { indicator: 'QY-035', by: 'level' },
      { indicator: 'CM-02', by: 'provider' },
    ],
  },
  {
    id: 'supervision',
    figures: ['BZ-036', 'BZ-037', 'BZ-038', 'BZ-040', 'CM-05', 'BT-056'],
    charts: [],
  },
  {
    id: 'service',
    figures: ['JJ-036', 'JJ-049', 'QY-087', 'CM-12', 'JJ-035', 'CM-06'],
    charts: [{ indicator: 'QY-087', by: 'county' }],
  },
]
