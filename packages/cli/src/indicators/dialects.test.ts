// Every indicator's SQL, parsed as Spark, Trino and ClickHouse read it. ClickHouse's own parser forgives much, so what is parsed must
// also come out again as it went in: a bracket that was added or a word that was dropped on the way is a refusal.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Dialect, generate, parse } from '@polyglot-sql/sdk'
import type { indicator } from '@yibao/kernel'
import { INDICATOR_TABLES, passText } from '@yibao/lake'
import { indicatorsIn, shippedIndicators } from './read.ts'

const ENGINES = { spark: Dialect.Spark, trino: Dialect.Trino, clickhouse: Dialect.ClickHouse } as const
type Engine = keyof typeof ENGINES
const engines = Object.keys(ENGINES) as Engine[]
const scope = { period: { from: '2022-01-01', to: '2022-12-31' }, area: undefined }
const all = indicatorsIn(shippedIndicators)

/** Without spaces, without the optional AS of a name; a day as a literal. */
const bare = (sql: string): string =>
  sql
    .replaceAll(/CAST\(('\d{4}-\d{2}-\d{2}') AS DATE\)/gi, 'DATE $1')
    .replaceAll(/\bAS\s+(?=[a-z_]\w*\b(?!\s*\())/gi, ' ')
    .replaceAll(/\s+/g, '')
    .toLowerCase()

/** Why an engine would not take it. */
function refusal(sql: string, engine: Engine): string | undefined {
  const parsed = parse(sql, ENGINES[engine])
  if (!parsed.success) return parsed.error ?? 'not parsed'
  // What is not understood is kept as it stands: that is not parsed either.
  const [statement] = parsed.ast as unknown as readonly Readonly<Record<string, unknown>>[]
  if (!statement || !('select' in statement)) return 'not a SELECT'
  const again = generate(parsed.ast, ENGINES[engine])
  const text = again.sql?.[0] ?? ''
  return bare(text) === bare(sql) ? undefined : `${bare(text)}\nis not\n${bare(sql)}`
}

const measuresOf = ({ formula }: indicator.Indicator): indicator.Measure[] =>
  formula?.kind === 'ratio'
    ? [formula.numerator, formula.denominator]
    : formula?.kind === 'count'
      ? [formula.numerator]
      : []

test('each query is parsed by each dialect, and so is the one pass over each table', () => {
  const measures = all.flatMap((each) => measuresOf(each).map((measure) => ({ id: each.id, measure })))
  assert.ok(measures.length > 200, `${measures.length}`)
  for (const [table, own] of Map.groupBy(measures, ({ measure }) => measure.over))
    for (const engine of engines) {
      const sqlOf = (some: typeof own) =>
        passText(
          table,
          some.map(({ measure }) => measure),
          scope,
          { dialect: engine },
        )
      // All queries of a table stand in one pass; which of them is refused is looked for only then.
      if (refusal(sqlOf(own), engine) === undefined) continue
      for (const each of own) assert.equal(refusal(sqlOf([each]), engine), undefined, `${engine} ${each.id}`)
      assert.fail(`${engine} ${table}: ${refusal(sqlOf(own), engine)}`)
    }
  const asked = new Set(measures.map(({ measure }) => measure.over))
  assert.ok(asked.size > Object.keys(INDICATOR_TABLES).length - 8, [...asked].join(' '))
})

test('a broken query is refused by each dialect', () => {
  const measure = measuresOf(all.find(({ id }) => id === 'BT-016')!)[0]!
  const breaks: Readonly<Record<string, (sql: string) => string>> = {
    'a bracket is missing': (sql) => sql.replace(/\)(?=[^)]*$)/, ''),
    'a bracket too many': (sql) => `${sql})`,
    'no table': (sql) => sql.replace(/FROM \(SELECT c\.\*/, 'FROM WHERE (SELECT c.*'),
    'a word is misspelt': (sql) => sql.replace('SELECT', 'SELEC'),
    'a text is open': (sql) => sql.replace("'registered_poor'", "'registered_poor"),
    'BETWEEN without an end': (sql) => `${sql} AND from_on BETWEEN 1`,
    'GROUP without BY': (sql) => sql.replace('GROUP BY', 'GROUP'),
    'END is missing': (sql) => sql.replace(' END', ''),
    'AND before nothing': (sql) => `${sql} AND`,
    'a join without its condition': (sql) => sql.replace(/ON s\.person_no = c\.person_no/, 'ON'),
  }
  for (const engine of engines) {
    const sound = passText(measure.over, [measure], scope, { dialect: engine })
    assert.equal(refusal(sound, engine), undefined)
    for (const [what, broken] of Object.entries(breaks)) {
      assert.notEqual(broken(sound), sound, what)
      assert.notEqual(refusal(broken(sound), engine), undefined, `${engine}: ${what}`)
    }
  }
})
