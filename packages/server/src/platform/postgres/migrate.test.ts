// Migrations run once, in order, whole or not at all, and refuse a database that does not match the files.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import pg from 'pg'
import { scratchServer } from '../testing/scratch.ts'
import { migrate } from './migrate.ts'

let url = ''
let client: pg.Client
let folder = ''
let databases = 0

before(async () => {
  client = new pg.Client({ connectionString: (await scratchServer())('postgres') })
  await client.connect()
})
beforeEach(async () => {
  const name = `empty_${++databases}`
  await client.query(`create database ${name}`)
  url = (await scratchServer())(name)
  folder = mkdtempSync(join(tmpdir(), 'yibao-migrations-'))
  write('0001_first.sql', 'create table first (n int); insert into first values (1);')
  write('0002_second.sql', 'create table second (n int);')
})
after(() => client.end())

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)

async function tables(): Promise<string[]> {
  const own = new pg.Client({ connectionString: url })
  await own.connect()
  const { rows } = await own.query(
    "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
  )
  await own.end()
  return rows.map((row) => row.relname).sort()
}

test('what is new runs, in the order of the numbers, and is not run again', async () => {
  assert.deepEqual(await migrate(url, folder), ['0001_first.sql', '0002_second.sql'])
  assert.deepEqual(await migrate(url, folder), [])
  write('0003_third.sql', 'insert into first select n + 1 from first')
  assert.deepEqual(await migrate(url, folder), ['0003_third.sql'])
  assert.deepEqual(await tables(), ['first', 'migration', 'second'])
})

test('two processes that start together run each migration once', async () => {
  const ran = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)])
  assert.deepEqual(ran.flat().sort(), ['0001_first.sql', '0002_second.sql'])
})

test('a migration that fails leaves nothing of itself, and those before it stay', async () => {
  write('0003_third.sql', 'create table third (n int); create table first (n int);')
  await assert.rejects(migrate(url, folder), /0003_third\.sql failed.*"first" already exists/)
  assert.deepEqual(await tables(), ['first', 'migration', 'second'])
})

test('a changed, a missing and a late file are refused, each with what to do', async () => {
  await migrate(url, folder)
  write('0001_first.sql', 'create table first (n bigint)')
  await assert.rejects(migrate(url, folder), /0001_first\.sql 已在此数据库执行过，之后文件被改动/)
  write('0001_first.sql', 'create table first (n int); insert into first values (1);\r\n'.replace('\r\n', ''))
  assert.deepEqual(await migrate(url, folder), [])
  rmSync(join(folder, '0002_second.sql'))
  await assert.rejects(migrate(url, folder), /0002_second\.sql 已在此数据库执行过，但文件不在/)
  write('0002_second.sql', 'create table second (n int);')
  write('0001_between.sql', 'select 1')
  await assert.rejects(migrate(url, folder), /same number/)
  rmSync(join(folder, '0001_between.sql'))
  write('0000_early.sql', 'select 1')
  await assert.rejects(migrate(url, folder), /0000_early\.sql 的编号早于已执行过的 0001_first\.sql/)
  write('third.sql', 'select 1')
  await assert.rejects(migrate(url, folder), /third\.sql is not named/)
})
