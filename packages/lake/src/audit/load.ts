// Facts of the kernel into the engine's tables; nothing is lost on the way but the difference of absent and undefined.
import { type DuckDBAppender, type DuckDBConnection, DuckDBDateValue, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { type AuditFacts, type Day, dayNumber } from '@yibao/kernel'
import { createText, FACT_COLUMNS, FACT_TABLES, type FactTable, type FactType } from './columns.ts'

const TEXTS = LIST(VARCHAR)

export function append(appender: DuckDBAppender, type: FactType, value: unknown): void {
  if (value === undefined || value === null) appender.appendNull()
  else if (type === 'VARCHAR') appender.appendVarchar(String(value))
  else if (type === 'JSON') appender.appendVarchar(JSON.stringify(value))
  else if (type === 'BIGINT') appender.appendBigInt(BigInt(value as number))
  else if (type === 'DOUBLE') appender.appendDouble(value as number)
  else if (type === 'BOOLEAN') appender.appendBoolean(value as boolean)
  else if (type === 'DATE') appender.appendDate(new DuckDBDateValue(dayNumber(value as Day)))
  else appender.appendList(listValue(value as string[]), TEXTS)
}

/** Makes the tables anew and fills them. */
export async function loadFacts(connection: DuckDBConnection, facts: AuditFacts): Promise<void> {
  for (const table of FACT_TABLES) {
    await connection.run(createText(table))
    await appendFacts(connection, table, facts[table])
  }
}

async function appendFacts(connection: DuckDBConnection, table: FactTable, rows: readonly object[]): Promise<void> {
  const appender = await connection.createAppender(table)
  for (const [at, row] of (rows as readonly Record<string, unknown>[]).entries()) {
    for (const { fact, type } of FACT_COLUMNS[table])
      append(appender, type, fact === '' ? row : fact === '#' ? at : row[fact])
    appender.endRow()
  }
  appender.flushSync()
  appender.closeSync()
}
