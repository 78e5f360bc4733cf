// The lake that the platform keeps: the same claims as an export of the moment, whatever was cancelled, corrected or settled in
// parts meanwhile; people in their last state; and how far it is.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { day, type Instant } from '@yibao/kernel'
import { readHandOver, simulateCollection } from '@yibao/lab'
import { type OpenLiveLake, openLiveLake, readLiveManifest, verifyLiveLake } from '@yibao/lake'
import { contributionRulesAt, productContributions } from '@yibao/policy'
import type { Json } from '../../platform/index.ts'
import {
  AREA,
  admit,
  buying,
  CHRONIC_DISEASE,
  chargeStay,
  createWalker,
  discharging,
  HOSPITAL,
  item,
  PHARMACY,
  patient,
  randomOf,
  settlingStay,
  startTestServer,
  testSeed,
  totalOf,
} from '../../testing/index.ts'
import { openContributionDesk } from '../contribution/index.ts'
import { uuidOf } from '../gateway/index.ts'
import { adoptedPolicies } from '../policy/index.ts'
import { exportHistory } from '../settlement/index.ts'

const seed = testSeed(20_261_122)
const scratch = mkdtempSync(join(tmpdir(), 'yibao-kept-'))
const folder = join(scratch, 'lake')
const server = await startTestServer({ lakeFolder: folder })
after(async () => {
  await server.close()
  rmSync(scratch, { recursive: true, force: true })
})
const keeper = server.lake!
const OFFICER = { id: 'zhang', channel: 'test' }

async function rowsOf(lake: OpenLiveLake, sql: string): Promise<string[]> {
  return (await lake.engine.connection.runAndReadAll(sql)).getRows().map((row) => row.join(' '))
}

const AMOUNTS = 'id, person_no, settled_on, total_fen, fund_fen, person_fen, cash_fen, line_count, settlements'

/** What an export of this moment says, beside what the lake says. */
async function compared(name: string): Promise<{ exported: string[]; kept: string[] }> {
  const { reader } = server.platform
  const exportFolder = join(scratch, name)
  await exportHistory({ reader, policy: adoptedPolicies(reader) }, exportFolder)
  const lake = await openLiveLake(folder)
  try {
    const files = `read_parquet('${exportFolder}/claims/*/*.parquet', hive_partitioning = false)`
    return {
      exported: await rowsOf(lake, `SELECT ${AMOUNTS} FROM ${files} ORDER BY id`),
      kept: await rowsOf(lake, `SELECT ${AMOUNTS} FROM ${lake.sourceOf('claims')} ORDER BY id`),
    }
  } finally {
    lake.engine.close()
  }
}

test(`after every piece of work the lake holds what an export would (seed ${seed})`, async () => {
  assert.ok((await keeper.catchUp()) > 0, 'the load of the city')
  const walkers = (['employee', 'resident'] as const).flatMap((kind) =>
    [0, 1].map((at) => createWalker(patient(kind, at), randomOf(seed + at), kind === 'resident' ? '0' : '1')),
  )
  for (const round of ['one', 'two', 'three']) {
    for (const walker of walkers) for (let step = 0; step < 8; step++) await walker.step(server.client)
    await keeper.catchUp()
    const { exported, kept } = await compared(round)
    assert.ok(kept.length > 0)
    assert.deepEqual(kept, exported, round)
  }
})

test('a stay settled in parts is one claim, before and after its second part, and once more when that is cancelled', async () => {
  const person = patient('retired', 0)
  const at = '2026-06-02 09:00:00' as Instant
  const visit = await admit(server.client, person, { at })
  const first = [item('plain', 3000, 1, { at }), item('partly', 500, 2, { at })]
  await chargeStay(server.client, person, visit, first)
  await server.client.done('2304', settlingStay(person, visit, totalOf(first), { account: '1', interim: true }))
  await keeper.catchUp()
  const second = [item('plain', 2500, 1, { at })]
  await chargeStay(server.client, person, visit, second)
  await server.client.done('2402', discharging(person, visit, '2026-06-12 09:00:00' as Instant))
  const { setlinfo } = (await server.client.done(
    '2304',
    settlingStay(person, visit, totalOf(second), { account: '1' }),
  )) as { setlinfo: { setl_id: string } }
  await keeper.catchUp()
  const whole = await compared('whole')
  assert.deepEqual(whole.kept, whole.exported)
  assert.equal(whole.kept.filter((row) => row.endsWith(' 2')).length, 1)
  await server.client.done('2305', {
    data: { setl_id: setlinfo.setl_id, mdtrt_id: visit, psn_no: person.personNo },
  })
  await keeper.catchUp()
  const cancelled = await compared('cancelled')
  assert.deepEqual(cancelled.kept, cancelled.exported)
  assert.equal(cancelled.kept.filter((row) => row.endsWith(' 2')).length, 0)
})

test('people come from the load, once, without name or certificate', async () => {
  const { rows } = await server.platform.reader.query<{ n: number }>('select count(*) as n from person')
  const lake = await openLiveLake(folder)
  try {
    assert.deepEqual(await rowsOf(lake, `SELECT count(*), count(DISTINCT person_no) FROM ${lake.sourceOf('people')}`), [
      `${rows[0]!.n} ${rows[0]!.n}`,
    ])
    const columns = await rowsOf(lake, `SELECT column_name FROM (DESCRIBE SELECT * FROM ${lake.sourceOf('people')})`)
    assert.deepEqual(columns, ['batch', 'person_no', 'sex', 'born_on', 'died_on', 'county', 'digest'])
    const active = await rowsOf(
      lake,
      `SELECT count(DISTINCT person_no) FROM ${lake.sourceOf('spells')} WHERE state = 'active'`,
    )
    assert.ok(Number(active[0]) > 0)
  } finally {
    lake.engine.close()
  }
})

test('contributions, findings, groups and every posting lie beside them, as the database has them', async () => {
  const { reader, writePath, clock, ids } = server.platform
  const rules = contributionRulesAt(productContributions)
  const desk = openContributionDesk({ reader, writePath, clock, ids, rules, poolingArea: AREA })
  assert.ok((await desk.assess('2026-05', OFFICER)).ok && (await desk.assess('2026', OFFICER)).ok)
  await keeper.catchUp()
  const sent = await desk.handOver(OFFICER)
  assert.ok(sent.ok)
  const charges = sent.value.flatMap(({ text }) => readHandOver(text))
  const { files } = simulateCollection(charges, { seed: 7, from: day('2026-06-01'), days: 3, wrongShare: 0.2 })
  for (const [at, { kind, text }] of files.entries()) {
    const path = join(scratch, `collected-${at}.csv`)
    writeFileSync(path, text)
    const taken = await (kind === 'receipts' ? desk.takeReceipts(path, OFFICER) : desk.takeArrivals(path, OFFICER))
    assert.ok(taken.ok, JSON.stringify(taken))
    if (at % 2 === 0) await keeper.catchUp()
  }
  assert.ok((await desk.reconcile('2026-06', OFFICER)).ok)
  await looked()
  await keeper.catchUp()
  const lake = await openLiveLake(folder)
  try {
    const kept = (sql: string) => rowsOf(lake, sql)
    const stored = async (sql: string): Promise<string[]> => {
      const { rows } = await reader.query<unknown[]>({ text: sql, rowMode: 'array' })
      return rows.map((row) => row.join(' '))
    }
    const of = (table: string): string => lake.sourceOf(table) ?? table
    for (const [name, ours, theirs] of [
      [
        'postings',
        `SELECT layer, fund, account, count(*), sum(debit_fen), sum(credit_fen) FROM ${of('postings')} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
        `select layer, l ->> 'fund', l ->> 'account', count(*), sum(case l ->> 'side' when 'debit' then (l ->> 'amountFen')::bigint else 0 end),
          sum(case l ->> 'side' when 'credit' then (l ->> 'amountFen')::bigint else 0 end)
         from journal cross join lateral jsonb_array_elements(lines) l group by 1, 2, 3 order by 1, 2, 3`,
      ],
      [
        'charges',
        `SELECT count(*), sum(employer_fen + person_fen), sum(aid_fen) FROM ${of('charges')}`,
        `select count(*), sum(l.amount_fen), sum(case when c.payer_kind = 'body' and l.fund = 'resident_basic' then l.amount_fen else 0 end)
         from contribution_line l join contribution_charge c using (charge_no)`,
      ],
      [
        'receipts',
        `SELECT count(*), sum(amount_fen), count(payer) FROM ${of('receipts')}`,
        'select count(*), sum(amount_fen), count(charge_no) from contribution_arrival',
      ],
      [
        'breaks',
        `SELECT kind, count(*) FROM ${of('breaks')} GROUP BY 1 ORDER BY 1`,
        'select kind, count(*) from contribution_break group by 1 order by 1',
      ],
      [
        'findings',
        `SELECT count(*), coalesce(sum(excess_fen), 0) FROM ${of('decisions')}`,
        `select count(*), coalesce(sum(f.excess_fen), 0) from audit_finding f join audit_case c using (finding_id, person_no) where c.state <> 'void'`,
      ],
      [
        'providers',
        `SELECT provider, state FROM ${of('providers')} ORDER BY 1`,
        'select code, agreement_state from provider order by 1',
      ],
      [
        'certificates',
        `SELECT count(*) FROM ${of('certificates')}`,
        `select sum(json_array_length(dossier -> 'certificates')) from person`,
      ],
    ] as const) {
      const [ownRows, theirRows] = [await kept(ours), await stored(theirs)]
      assert.deepEqual(ownRows, theirRows, name)
      assert.ok(ownRows.length > 0, name)
    }
    const [due] = await kept(`SELECT sum(income_fen), sum(expense_fen) FROM ${of('entries')}`)
    const books = await server.ledger.balances({})
    const balance = (account: string): number =>
      books.filter((row) => row.account === account).reduce((sum, row) => sum + row.debitFen - row.creditFen, 0)
    assert.equal(due, `${-balance('A402')} ${balance('A501')}`)
    assert.ok(Number((await kept(`SELECT count(*) FROM ${of('parameters')}`))[0]) > 0)
  } finally {
    lake.engine.close()
  }
})

test('filings, issues, reports, trace codes, catalogue, lists and registers: as the offices have them, and no more when taken back', async () => {
  const person = patient('employee', 1)
  const { setlinfo } = await server.client.done(
    '2102',
    buying(person, [
      { ...item('plain', 10), packs: [{ code: '81000000000000000091' }] },
      { ...item('plain', 20), packs: [{ code: '81000000000000000092', split: true }] },
      item('plain', 30),
    ]),
    { provider: PHARMACY },
  )
  const { filings } = server.city.desks
  const asked = <Result>(msgid: string) => ({
    ...{ key: { sender: 'agency', msgid }, actor: { id: 'officer', channel: 'console', area: AREA } },
    ...{ request: { msgid }, answer: (result: Result) => result as Json },
  })
  const disease = { code: 'M01600', name: '糖尿病' }
  const chronic = {
    kind: 'chronic_disease',
    provider: HOSPITAL,
    fromOn: day('2026-06-15'),
    untilOn: undefined,
  } as const
  const chosen = { ...chronic, kind: 'chosen_provider' } as const
  const file = async (msgid: string, filing: Parameters<typeof filings.file>[1]): Promise<string> => {
    const filed = await filings.file(asked<{ filingId: string }>(msgid), filing)
    assert.ok(filed.ok, JSON.stringify(filed))
    return (filed.value.answer as { filingId: string }).filingId
  }
  const { personNo } = person
  const first = await file('file 1', { ...chronic, personNo, disease, details: {} })
  await file('file 2', { ...chosen, personNo, business: '08', details: { business: '08' } })
  const third = await file('file 3', { ...chosen, personNo, details: {} })
  assert.ok((await server.city.desks.watch.raise(asked('watch 1'), '2026-03')).ok)
  await keeper.catchUp()
  server.clock.set('2026-06-17 10:00:00' as Instant)
  assert.ok((await filings.approve(asked('file 4'), { personNo, filingId: first, kind: 'chronic_disease' })).ok)
  assert.ok((await filings.withdraw(asked('file 5'), { personNo, filingId: third, kind: 'chosen_provider' })).ok)
  assert.ok((await server.city.desks.watch.raise(asked('watch 2'), '2026-05')).ok)
  await keeper.catchUp()
  const lake = await openLiveLake(folder)
  const kept = (sql: string) =>
    rowsOf(
      lake,
      sql.replaceAll(/@(\w+)/g, (_, table: string) => lake.sourceOf(table) ?? table),
    )
  try {
    assert.deepEqual(await kept('SELECT kind, filed_on, decided_on, is_immediate FROM @filings ORDER BY kind'), [
      'chronic_disease 2026-06-15 2026-06-17 false',
      'relocation 2026-06-15 2026-06-15 true',
    ])
    assert.deepEqual(await kept('SELECT report_id, due_on, made_on FROM @fund_reports ORDER BY 1'), [
      'analysis-2026-03 2026-04-10 2026-06-15',
      'monitoring-2026-03 2026-04-10 2026-06-15',
      'monitoring-2026-04 2026-05-10 ',
      'monitoring-2026-05 2026-06-10 2026-06-17',
    ])
    assert.deepEqual(await kept('SELECT id, lines_due, lines_valid, is_identified FROM @traces'), [
      `${uuidOf(setlinfo.setl_id)} 3 2 true`,
    ])
    const entries = await server.platform.reader.query<{ n: number }>('select count(*) as n from catalogue_entry')
    assert.deepEqual(await kept('SELECT count(*), count(DISTINCT item) > 3 FROM @catalogue'), [
      `${entries.rows[0]!.n} true`,
    ])
    assert.deepEqual(await kept("SELECT member FROM @lists WHERE list = 'chronic_diseases'"), [CHRONIC_DISEASE])
    assert.deepEqual(await kept("SELECT count(*) FROM @lists WHERE list = 'unified_aspects'"), ['6'])
    assert.deepEqual(await kept('SELECT provider, capability, kind, from_on FROM @access'), [
      `${PHARMACY} trace_codes pharmacy 2025-07-01`,
    ])
    assert.deepEqual(await kept('SELECT series, value, until_on FROM @statistics'), ['enrolment_target 40 2026-12-31'])
    assert.deepEqual(await kept('SELECT * FROM @enrolment_issues'), [])
  } finally {
    lake.engine.close()
  }
  await server.client.done(
    '2103',
    { data: { setl_id: setlinfo.setl_id, mdtrt_id: setlinfo.mdtrt_id, psn_no: personNo } },
    { provider: PHARMACY },
  )
  await server.city.desks.window.noteVisit(
    { ...{ personNo, area: AREA, list: 'missing', reason: 'joined_elsewhere', note: '已在外省参保' } },
    OFFICER,
    'visit 1',
  )
  await keeper.catchUp()
  const later = await openLiveLake(folder)
  try {
    assert.deepEqual(await rowsOf(later, `SELECT * FROM ${later.sourceOf('traces')}`), [])
    assert.deepEqual(
      await rowsOf(later, `SELECT kind, found_on, verified_on, outcome FROM ${later.sourceOf('enrolment_issues')}`),
      ['missing 2026-06-17 2026-06-17 enrolled'],
    )
  } finally {
    later.engine.close()
  }
})

/** What the outbox would deliver to the audit: every event there was. */
async function looked(): Promise<void> {
  const { rows } = await server.platform.reader.query(
    `select op_id as "opId", xid::text as xid, kind, person_no as "personNo", at, event from operation
     where event is not null order by operation.xid, op_id`,
  )
  await server.city.desks.auditCases.listener(rows)
}

test('nothing new is written twice, and the metrics say how far it is', async () => {
  const manifest = readLiveManifest(folder)!
  await verifyLiveLake(folder, manifest)
  assert.equal(await keeper.catchUp(), 0)
  assert.deepEqual(readLiveManifest(folder), manifest)
  const text = await (await fetch(`${server.url}/metrics`)).text()
  assert.match(text, /^yibao_lake_waiting_operations 0$/m)
  assert.match(text, new RegExp(`^yibao_lake_batches ${manifest.batch}$`, 'm'))
  assert.match(text, /^yibao_lake_parked 0$/m)
  const { lag, fault } = await keeper.status()
  assert.deepEqual([lag.operations, fault], [0, ''])
})
