// Enrolment, categories, certificates and visits laid on one time axis, with the gaps of enrolment found. Pure, and tested.
import type { PersonView } from '@yibao/contract/rest'
import { dayNumber, dayText, nextDay, previousDay } from '../../format/days.ts'

export interface Span {
  readonly key: string
  readonly title: string
  /** Both days are of the stretch. */
  readonly from: string
  readonly until: string | null
  /** Start and length on the axis, percent. */
  readonly left: number
  readonly width: number
  readonly kind: 'spell' | 'spell-off' | 'gap' | 'category' | 'filing'
  readonly days: number
}

export interface Track {
  readonly key: 'enrolment' | 'categories' | 'filings'
  readonly spans: readonly Span[]
}

export interface Axis {
  readonly from: string
  readonly until: string
  readonly marks: readonly { readonly text: string; readonly left: number }[]
  readonly tracks: readonly Track[]
}

interface Stretch {
  readonly key: string
  readonly title: string
  readonly from: string
  readonly until: string | null
  readonly kind: Span['kind']
}

/** The name of a code in the language of the screen. */
export type Namer = (group: string, code: string, chinese: string) => string
const chineseOnly: Namer = (_group, _code, chinese) => chinese

/** Most years shown: what lies before is cut at the left edge. */
const YEARS_MOST = 8

/** `today` ends the axis; open stretches reach it. */
export function axisOf(view: PersonView, today: string, namer: Namer = chineseOnly): Axis {
  const stretches: Record<Track['key'], Stretch[]> = {
    enrolment: spellsAndGaps(view, today, namer),
    categories: view.categories.map((each) => ({
      ...each,
      key: `${each.category} ${each.from}`,
      kind: 'category' as const,
    })),
    filings: view.filings.map((each) => ({ ...each, key: `${each.kind} ${each.from}`, kind: 'filing' as const })),
  }
  const starts = Object.values(stretches).flatMap((list) => list.map(({ from }) => from))
  const earliest = starts.reduce((a, b) => (a < b ? a : b), `${today.slice(0, 4)}-01-01`)
  const firstYear = Math.max(Number(earliest.slice(0, 4)), Number(today.slice(0, 4)) - YEARS_MOST + 1)
  const from = `${firstYear}-01-01`
  const until = `${Number(today.slice(0, 4)) + 1}-01-01`
  const tracks = (Object.keys(stretches) as Track['key'][]).flatMap((key) => {
    const spans = stretches[key].flatMap((stretch) => spanOf(stretch, from, until) ?? [])
    return spans.length > 0 ? [{ key, spans }] : []
  })
  return { from, until, marks: marksOf(from, until), tracks }
}

export function place(day: string, from: string, until: string): number {
  const [start, end] = [dayNumber(from), dayNumber(until)]
  return Math.min(100, Math.max(0, ((dayNumber(day) - start) / (end - start)) * 100))
}

/** Enrolled stretches, and between the first and today whatever no active spell of any scheme covers. */
function spellsAndGaps(view: PersonView, today: string, namer: Namer): Stretch[] {
  const spells = view.spells.map((spell) => ({
    key: `${spell.scheme} ${spell.status} ${spell.from}`,
    title: `${namer('scheme', spell.scheme, spell.schemeTitle)} ${namer('status', spell.status, spell.statusTitle)}`,
    from: spell.from,
    until: spell.until,
    kind: spell.state === 'suspended' ? ('spell-off' as const) : ('spell' as const),
  }))
  const covered = spells.filter(({ kind }) => kind === 'spell').sort((a, b) => (a.from < b.from ? -1 : 1))
  const gaps: Stretch[] = []
  let reached: string | undefined
  for (const { from, until } of covered) {
    if (reached !== undefined && from > reached && reached < today)
      gaps.push(gapOf(reached, from < today ? from : today))
    const end = until === null ? today : nextDay(until)
    if (reached === undefined || end > reached) reached = end
  }
  if (reached !== undefined && reached < today) gaps.push(gapOf(reached, today))
  return [...spells, ...gaps]
}

/** From the first day without insurance to the day before it begins again. */
const gapOf = (from: string, again: string): Stretch => ({
  key: `gap ${from}`,
  title: '',
  from,
  until: previousDay(again),
  kind: 'gap',
})

function spanOf(stretch: Stretch, from: string, until: string): Span | undefined {
  const end = stretch.until === null ? until : nextDay(stretch.until)
  if (end <= from || stretch.from >= until) return undefined
  const left = place(stretch.from, from, until)
  const days = dayNumber(end) - dayNumber(stretch.from)
  return { ...stretch, left, width: Math.max(0.4, place(end, from, until) - left), days }
}

function marksOf(from: string, until: string): Axis['marks'] {
  const [first, last] = [Number(from.slice(0, 4)), Number(until.slice(0, 4))]
  return Array.from({ length: last - first }, (_, k) => ({
    text: String(first + k),
    left: place(`${first + k}-01-01`, from, until),
  }))
}

export const dayOf = (instant: string): string => instant.slice(0, 10)
export const todayText = (): string => dayText(Math.floor((Date.now() + 8 * 3_600_000) / 86_400_000))
