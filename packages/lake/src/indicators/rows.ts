// The rows behind an indicator: of its numerator, or of what it is divided by, page by page.
import type { indicator } from '@yibao/kernel'
import { fromText, rowsText, tableNamed } from './compose.ts'
import { measuresOf, whyNot } from './numbers.ts'
import { asked, checked, type LakeTables, unreadable } from './open.ts'
import type { Scope } from './scope.ts'

export interface RowPage {
  readonly limit: number
  readonly offset: number
}

/** Oldest first; none where the indicator is made of other indicators or its records are not there. */
export async function indicatorRows(
  lake: LakeTables,
  each: indicator.Indicator,
  scope: Scope,
  part: 'numerator' | 'denominator',
  page: RowPage,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const measures = measuresOf(each)
  const measure = part === 'numerator' ? measures[0] : measures[1]
  if (!measure || whyNot(lake, measure.over, scope)) return []
  const { reads } = tableNamed(measure.over)
  await checked(lake, reads)
  const from = ofClaim(lake, measure.over, scope) ?? fromOf(lake, measure.over, scope)
  try {
    return (await lake.engine.connection.runAndReadAll(rowsText(measure, scope, { from, ...page }))).getRowObjectsJson()
  } catch (error) {
    return unreadable(lake, reads, error)
  }
}

/** A view over lines or tiers reads them with what names their claim. */
function fromOf(lake: LakeTables, table: string, scope: Scope): string {
  const name = asked(lake, scope.period)
  return fromText(table, scope, { name: (own) => ofClaim(lake, own, scope) ?? name(own) })
}

/** Lines and tiers are named by their claim, which stands at the same place in the file of the same name. */
function ofClaim(lake: LakeTables, table: string, scope: Scope): string | undefined {
  // A lake that a platform keeps says in each line and tier whose it is.
  if ((table !== 'claim_lines' && table !== 'claim_tiers') || lake.askedOf) return undefined
  const source = (own: string): string => (lake.sourceOf(own, scope.period) ?? own).replace(/\)$/, ', filename = true)')
  const slice = (alias: string): string => `regexp_extract(${alias}.filename, 'month=[^/]*/[^/]*$')`
  return `(SELECT t.*, c.id, c.settled_on, c.person_no, c.provider FROM ${source(table)} t
    JOIN ${source('claims')} c ON c.claim = t.claim AND ${slice('c')} = ${slice('t')})`
}
