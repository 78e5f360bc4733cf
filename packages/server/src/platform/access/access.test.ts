// Who may do what, and whose data the database itself lets through.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DEMO_ACTOR, demoCommand, openVisit } from '../testing/demo-kinds.ts'
import { writePathFixture } from '../testing/write-path-fixture.ts'
import { createScopedReader, PERMISSIONS, ROLES, type Role, roleOf } from './index.ts'

const fixture = await writePathFixture()
const reader = createScopedReader(fixture.pool)
after(fixture.close)

before(async () => {
  const places = [
    ['990101', 'H1'],
    ['990102', 'H2'],
    ['990201', 'H1'],
  ] as const
  for (const [area, provider] of places) {
    const command = demoCommand(openVisit, { person: `P-${area}` })
    await fixture.writePath.submit({ ...command, actor: { ...DEMO_ACTOR, area, provider } })
  }
})

const personsSeen = (area: string, provider: string) =>
  reader.within({ area, provider }, async (client) => {
    const { rows } = await client.query<{ person_no: string }>('select person_no from operation order by person_no')
    return rows.map((row) => row.person_no)
  })

test('the database shows a scope its own area and institution only', async () => {
  assert.deepEqual(await personsSeen('', ''), ['P-990101', 'P-990102', 'P-990201'])
  assert.deepEqual(await personsSeen('9901', ''), ['P-990101', 'P-990102'])
  assert.deepEqual(await personsSeen('990102', ''), ['P-990102'])
  assert.deepEqual(await personsSeen('', 'H1'), ['P-990101', 'P-990201'])
  assert.deepEqual(await personsSeen('9902', 'H2'), [])
  assert.deepEqual(await personsSeen('%', ''), [], 'a prefix is compared, never matched')
})

test('a scope cannot write, cannot leave its role, and cannot see what was not granted', async () => {
  const attempt = (sql: string) => reader.within({ area: '', provider: '' }, (client) => client.query(sql))
  await assert.rejects(attempt('delete from operation'), /permission denied|read-only/)
  await assert.rejects(attempt('select * from message_key'), /permission denied/)
  await assert.rejects(attempt('select * from credential'), /permission denied/)
  await assert.rejects(attempt('select * from operation_default'), /permission denied/)
})

test('after a scope ends, its connection is as free as before', async () => {
  await assert.rejects(
    reader.within({ area: '', provider: '' }, (client) => client.query('select nonsense')),
    /nonsense/,
  )
  const { rows } = await fixture.pool.query(
    `select current_user = session_user as own, current_setting('yibao.area', true) as area`,
  )
  assert.equal(rows[0].own, true)
  assert.ok(rows[0].area === null || rows[0].area === '')
})

test('a role without a scope sees nothing', async () => {
  const client = await fixture.pool.connect()
  await client.query('begin; set local role yibao_console')
  const { rows } = await client.query('select count(*) as n from operation')
  await client.query('rollback')
  client.release()
  assert.deepEqual(rows, [{ n: 0 }])
})

test('the administrators are apart: the system administrator sees no business, the auditor manages nothing', () => {
  const permissionsOf = (role: Role) => [...roleOf(role).permissions]
  assert.deepEqual(permissionsOf('system_admin'), ['account:manage'])
  assert.ok(!permissionsOf('audit_admin').includes('account:manage'))
  for (const role of Object.keys(ROLES) as Role[]) {
    const both = permissionsOf(role).includes('account:manage') && permissionsOf(role).includes('audit:read')
    assert.ok(!both, `${role} must not be two administrators at once`)
    for (const permission of permissionsOf(role)) assert.ok(permission in PERMISSIONS)
  }
})
