// The columnar engine, opened so that it stays within the machine: bounded memory, no downloads, spilling where it is told.
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export interface EngineOptions {
  readonly memoryMb?: number
  readonly threads?: number
  /** Where sorts that do not fit into memory are kept; without it they are refused. */
  readonly spillTo?: string
}

export interface Engine {
  readonly connection: DuckDBConnection
  /** A connection streams one answer at a time: who reads beside another reader takes one of its own. */
  connect(): Promise<DuckDBConnection>
  close(): void
}

export async function openEngine({ memoryMb = 512, threads = 1, spillTo }: EngineOptions = {}): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: `${memoryMb}MB`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'true',
    ...(spillTo !== undefined && { temp_directory: spillTo }),
  })
  const connection = await instance.connect()
  return {
    connection,
    connect: () => instance.connect(),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** A text as SQL writes it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
