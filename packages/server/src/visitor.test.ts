// What a command sees of a platform's store: the whole ledger under every policy that ever decided here, and an altered row.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { createLog } from './platform/index.ts'
import { item, openVisit, patient, settleBatch, startTestServer } from './testing/index.ts'
import { openVisitor } from './visitor.ts'

const server = await startTestServer()
after(() => server.close())

async function verified() {
  const { databaseUrl, clock } = server
  const log = createLog({ level: 'silent' })
  const visitor = await openVisitor({ databaseUrl, dataFolder: 'unused', log, clock })
  try {
    return await visitor.ledger.verify()
  } finally {
    await visitor.close()
  }
}

test('beside a running server the ledger is found whole, and an altered journal is named', async () => {
  const person = patient('retired')
  const visit = await openVisit(server.client, person)
  await settleBatch(server.client, person, visit, 'B1', [item('plain', 500)])
  const { journals, unsealed, head, ...whole } = await verified()
  assert.deepEqual(whole, { balanced: true, chain: true, bridge: true, firstFault: null })
  assert.ok(journals > 0 && unsealed === journals && head === null)
  await server.ledger.seal()
  const client = new pg.Client({ connectionString: server.databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ id: string }>(
    `update journal set posted_on = posted_on - 1
     where journal_id = (select max(journal_id::text) from journal)::uuid returning journal_id as id`,
  )
  await client.end()
  const { chain, firstFault } = await verified()
  assert.equal(chain, false)
  assert.match(firstFault ?? '', new RegExp(`^altered: ${rows[0]?.id}`))
})

test('a password is reset for an account in use only, and the record says by whom', async () => {
  const { auth, ids, reader } = server.platform
  const by = { id: 'os:operator', channel: 'command line' }
  const account = { account: 'wang.fang', displayName: '王芳', role: 'finance', area: '', provider: '' } as const
  assert.equal((await auth.resetPassword('wang.fang', by)).ok, false)
  assert.ok((await auth.openAccount(account, by, ids.next())).ok)
  const reset = await auth.resetPassword('wang.fang', by)
  assert.ok(reset.ok)
  assert.ok((await auth.signIn('wang.fang', reset.value, { channel: 'test', requestId: ids.next() })).ok)
  const { rows } = await reader.query("select result from access_record where actor = 'os:operator'")
  assert.deepEqual(rows, [{ result: 'reset wang.fang' }])
  assert.ok((await auth.closeAccount('wang.fang', by, ids.next())).ok)
  assert.equal((await auth.resetPassword('wang.fang', by)).ok, false)
})
