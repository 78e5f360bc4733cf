// How far the lake is, in the text form that monitoring systems read. No figure here is about a person.
import type { LakeStatus } from './keeper.ts'

export function metricsText({ batch, lag, parked, fault, files, rows }: LakeStatus): string {
  const lines: readonly (readonly [name: string, help: string, value: number])[] = [
    ['yibao_lake_batches', 'batches committed to the lake', batch],
    ['yibao_lake_waiting_operations', 'operations of the platform that are not in the lake yet', lag.operations],
    ['yibao_lake_lag_seconds', 'age of the oldest operation that is not in the lake yet', lag.seconds],
    ['yibao_lake_parked', 'settlements put aside because they could not be written', parked],
    ['yibao_lake_broken', '1 while writing does not go on', fault === '' ? 0 : 1],
    ['yibao_lake_files', 'Parquet files of the lake', files],
    ['yibao_lake_rows', 'rows in these files, superseded ones included', rows],
  ]
  return `${lines.map(([name, help, value]) => `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}`).join('\n')}\n`
}
