// Reading for somebody: through the consoles' own database role, which sees that person's area and institution only.
import type pg from 'pg'

export interface Scope {
  /** Area code prefix; '' is the whole pooling area. */
  readonly area: string
  /** Institution code; '' is all institutions. */
  readonly provider: string
  /** Employer number; absent or '': all that the rest of the scope shows. */
  readonly employer?: string
}

export interface ScopedReader {
  /** Runs `work` in one read-only transaction of that scope. The database itself refuses all else. */
  within<T>(scope: Scope, work: (client: pg.ClientBase) => Promise<T>): Promise<T>
}

export function createScopedReader(pool: pg.Pool): ScopedReader {
  return {
    within: async ({ area, provider, employer = '' }, work) => {
      const client = await pool.connect()
      let failure: Error | undefined
      try {
        await client.query('begin read only')
        await client.query('set local role yibao_console')
        const settings = `select set_config('yibao.area', $1, true), set_config('yibao.provider', $2, true)`
        // An employer is an institution that no table of care knows: it sees what is written to be an employer's, and nothing else.
        await client.query(settings, [`=${area}`, employer === '' ? provider : `employer:${employer}`])
        return await work(client)
      } catch (error) {
        failure = error as Error
        throw error
      } finally {
        // The role ends with the transaction; a connection on which that cannot be made sure of is thrown away.
        await client.query('rollback').catch((error: Error) => {
          failure = error
        })
        client.release(isBroken(failure) ? failure : undefined)
      }
    },
  }
}

/** An error of the database leaves the connection usable; anything without a code of the database may not. */
const isBroken = (failure: Error | undefined): boolean =>
  failure !== undefined && !/^[0-9A-Z]{5}$/.test((failure as { code?: string }).code ?? '')
