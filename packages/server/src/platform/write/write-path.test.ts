// The one write path on a real PostgreSQL: what happens once, what is refused, what survives a neighbour's mistake.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { accepted, day, type Fen } from '@yibao/kernel'
import {
  DEMO_ACTOR,
  demoCommand,
  demoEntry,
  OPENING_FEN,
  openVisit,
  settleVisit,
  transfer,
} from '../testing/demo-kinds.ts'
import { writePathFixture } from '../testing/write-path-fixture.ts'
import type { Kind, RowSet } from './index.ts'

const fixture = await writePathFixture()
const { writePath, pool, visitOf, count, accountFen } = fixture
after(fixture.close)

const settle = (person: string, visitId: string, spendFen: number, msgid?: string) =>
  writePath.submit(demoCommand(settleVisit, { person, visitId, spendFen }, msgid))

test('a change leaves its rows, its journal, its audit record and its key, all of them once', async () => {
  const visitId = await visitOf('P-once')
  const outcome = await settle('P-once', visitId, 300, 'once')
  assert.ok(outcome.ok)
  assert.equal(outcome.value.answer.leftFen, OPENING_FEN - 300)
  const { rows } = await pool.query('select * from operation where msgid = $1', ['once'])
  assert.equal(rows.length, 1)
  const { kind, actor, channel, area, provider, person_no, answer, event, objects, op_id } = rows[0]
  assert.deepEqual(
    { kind, actor, channel, area, provider, person_no, answer: JSON.parse(answer), event, op_id },
    {
      kind: 'demo.settled',
      actor: 'H1',
      channel: 'test',
      area: '990100',
      provider: 'H1',
      person_no: 'P-once',
      answer: outcome.value.answer,
      event: { settlementId: outcome.value.answer.settlementId, visitId },
      op_id: outcome.value.opId,
    },
  )
  assert.deepEqual(objects, [outcome.value.answer.settlementId, visitId])
  const journals = await pool.query('select lines, layer, period, cause_id from journal where op_id = $1', [op_id])
  assert.equal(journals.rows.length, 1)
  assert.equal(journals.rows[0].lines.length, 4)
  const visits = await pool.query('select status from demo_visit where visit_id = $1', [visitId])
  assert.deepEqual(visits.rows, [{ status: 'settled' }])
})

test('the same message again gets the stored answer, and nothing happens a second time', async () => {
  const visitId = await visitOf('P-again')
  const first = await settle('P-again', visitId, 500, 'again')
  const before = await count('operation')
  const second = await settle('P-again', visitId, 500, 'again')
  assert.ok(first.ok && second.ok)
  assert.deepEqual(second.value.answer, first.value.answer)
  assert.deepEqual([first.value.replayed, second.value.replayed], [false, true])
  assert.equal(second.value.opId, first.value.opId)
  assert.equal(await count('operation'), before)
  assert.equal(await accountFen('P-again'), OPENING_FEN - 500)
})

test('the same message twenty times at once happens once and is answered twenty times alike', async () => {
  const visitId = await visitOf('P-storm')
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => settle('P-storm', visitId, 700, 'storm')))
  const answers = outcomes.map((outcome) => outcome.ok && outcome.value.answer.settlementId)
  assert.equal(new Set(answers).size, 1)
  assert.ok(answers[0])
  assert.equal(outcomes.filter((outcome) => outcome.ok && !outcome.value.replayed).length, 1)
  assert.equal(await accountFen('P-storm'), OPENING_FEN - 700)
})

test('a known message number with other content is refused and names the first field that differs', async () => {
  const visitId = await visitOf('P-reuse')
  await settle('P-reuse', visitId, 500, 'reuse')
  const other = await settle('P-reuse', visitId, 501, 'reuse')
  assert.deepEqual(other, { ok: false, code: 'message_reused', facts: { msgid: 'reuse', field: 'spendFen' } })
  const otherPerson = await settle('P-other', visitId, 500, 'reuse')
  assert.deepEqual(otherPerson, { ok: false, code: 'message_reused', facts: { msgid: 'reuse', field: 'person' } })
  const otherKind = await writePath.submit(demoCommand(openVisit, { person: 'P-reuse' }, 'reuse'))
  assert.deepEqual(otherKind, { ok: false, code: 'message_reused', facts: { msgid: 'reuse', field: 'kind' } })
  assert.equal(await accountFen('P-reuse'), OPENING_FEN - 500)
})

test('a sender that knows better what is the same message brings its own fingerprint', async () => {
  const numbered = (person: string, text: string) => ({
    ...demoCommand(openVisit, { person }, 'own fingerprint'),
    fingerprint: {
      bytes: Buffer.from(text.trim()),
      difference: (stored: Uint8Array) => `${Buffer.from(stored)} -> ${text}`,
    },
  })
  assert.ok((await writePath.submit(numbered('P-own', 'A'))).ok)
  const same = await writePath.submit(numbered('P-own', ' A '))
  assert.equal(same.ok && same.value.replayed, true)
  const other = await writePath.submit(numbered('P-own', 'B'))
  assert.deepEqual(other, { ok: false, code: 'message_reused', facts: { msgid: 'own fingerprint', field: 'A -> B' } })
})

test('two persons under one message number at the same instant: one is accepted, the other refused', async () => {
  const outcomes = await Promise.all(
    ['P-a', 'P-b'].map((person) => writePath.submit(demoCommand(openVisit, { person }, 'shared number'))),
  )
  assert.deepEqual(outcomes.map((outcome) => (outcome.ok ? 'accepted' : outcome.code)).sort(), [
    'accepted',
    'message_reused',
  ])
})

test('a refusal leaves nothing, and its message number may be used again for the corrected message', async () => {
  const visitId = await visitOf('P-refused')
  const before = await count('operation')
  const refusal = await settle('P-refused', visitId, OPENING_FEN + 1, 'corrected')
  assert.deepEqual(refusal, { ok: false, code: 'account_too_small', facts: { leftFen: OPENING_FEN } })
  assert.equal(await count('operation'), before)
  assert.ok((await settle('P-refused', visitId, OPENING_FEN, 'corrected')).ok)
  assert.equal(await accountFen('P-refused'), 0)
})

test('a dry run answers as the real one would and writes nothing', async () => {
  const visitId = await visitOf('P-dry')
  const before = await count('operation')
  const command = demoCommand(settleVisit, { person: 'P-dry', visitId, spendFen: 5 }, 'dry')
  const trial = await writePath.submit({ ...command, dryRun: true })
  assert.ok(trial.ok)
  assert.equal(trial.value.answer.leftFen, OPENING_FEN - 5)
  assert.equal(trial.value.opId, undefined)
  assert.equal(await count('operation'), before)
  const real = await writePath.submit(command)
  assert.ok(real.ok && !real.value.replayed)
})

test('changes of one person take effect in the order they came, each on the state that the one before left', async () => {
  const visits = await Promise.all(Array.from({ length: 12 }, () => visitOf('P-order')))
  const outcomes = await Promise.all(visits.map((visitId, at) => settle('P-order', visitId, at + 1)))
  let left = OPENING_FEN
  for (const [at, outcome] of outcomes.entries()) {
    left -= at + 1
    assert.equal(outcome.ok && outcome.value.answer.leftFen, left)
  }
})

/** Throws, books unbalanced, or breaks a constraint of the database, as told. */
const poison: Kind<{ person: string; how: 'throw' | 'unbalanced' | 'overdraw' | 'nul' | 'missing' | 'none' }> = {
  name: 'demo.poisoned',
  subjects: ({ person }) => [person],
  decide: ({ person, how }, _, { actor, newId }) => {
    if (how === 'throw') throw new Error('a bug in deciding')
    const entry = demoEntry('s', 100, actor, day('2026-11-21'))
    const journals = how === 'unbalanced' ? [{ ...entry, lines: entry.lines.slice(1) }] : [entry]
    const states = how === 'overdraw' ? { [person]: { accountFen: -1 as Fen } } : {}
    const insert: RowSet['insert'] =
      how === 'nul' ? { demo_visit: [{ visit_id: newId(), person_no: person, status: '\u0000' }] } : {}
    const key = { visit_id: newId(), person_no: person }
    const update: RowSet['update'] = how === 'missing' ? { demo_visit: [{ key, set: { status: 'x' } }] } : {}
    const rows: RowSet = { insert, update }
    return accepted({ answer: how, journals, states, rows })
  },
}

for (const how of ['throw', 'unbalanced', 'overdraw', 'nul', 'missing'] as const) {
  test(`one command that fails (${how}) fails alone, and its batch is written`, async () => {
    const before = await count('operation')
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, at) =>
        writePath.submit(demoCommand(poison, { person: `P-${how}-${at}`, how: at === 4 ? how : 'none' })),
      ),
    )
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status),
      Array.from({ length: 10 }, (_, at) => (at === 4 ? 'rejected' : 'fulfilled')),
    )
    assert.equal(await count('operation'), before + 9)
    const { rows } = await pool.query('select 1 from subject_state where person_no = $1', [`P-${how}-4`])
    assert.equal(rows.length, 0)
  })
}

test('a unique constraint that a kind knows becomes its refusal', async () => {
  const [first, second] = [await visitOf('P-trace-1'), await visitOf('P-trace-2')]
  const use = (person: string, visitId: string) =>
    writePath.submit(demoCommand(settleVisit, { person, visitId, spendFen: 1, traceCode: '81000000000000000001' }))
  assert.ok((await use('P-trace-1', first)).ok)
  assert.deepEqual(await use('P-trace-2', second), { ok: false, code: 'trace_code_used', facts: {} })
  assert.equal(await accountFen('P-trace-2'), undefined)
})

test('a command of two subjects moves both or none, also when they meet crosswise', async () => {
  const names = ['P-x1', 'P-x2', 'P-x3', 'P-x4']
  const moves = Array.from({ length: 60 }, (_, at) => {
    const from = names[at % 4]!
    const to = names[(at + 1 + (at % 3)) % 4]!
    return writePath.submit(demoCommand(transfer, { from, to, amountFen: 100 + at }))
  })
  const outcomes = await Promise.all(moves)
  assert.ok(outcomes.every((outcome) => outcome.ok))
  const totals = await Promise.all(names.map(accountFen))
  assert.equal(
    totals.reduce((sum: number, fen) => sum + fen!, 0),
    4 * OPENING_FEN,
  )
  await assert.rejects(writePath.submit(demoCommand(transfer, { from: 'P-x1', to: 'P-x1', amountFen: 1 })), /twice/)
})

test('a booking into a closed month is refused, whoever makes it', async () => {
  await pool.query("insert into ledger_period values ('2020-01', 'closed')")
  const late: Kind<{ person: string }> = {
    name: 'demo.late',
    subjects: ({ person }) => [person],
    decide: (_, __, { actor }) => accepted({ answer: 1, journals: [demoEntry('s', 1, actor, day('2020-01-31'))] }),
  }
  const outcome = await writePath.submit(demoCommand(late, { person: 'P-late' }))
  assert.deepEqual(outcome, { ok: false, code: 'ledger_period_closed', facts: {} })
  const { rows } = await pool.query("select 1 from subject_state where person_no = 'P-late'")
  assert.equal(rows.length, 0)
})

test('rows that do not fit their table are a bug of the program and are named', async () => {
  const wrong = (rows: object): Kind<object> => ({
    name: 'demo.wrong',
    subjects: () => ['P-wrong'],
    decide: () => accepted({ answer: 1, rows }),
  })
  const failing: [object, RegExp][] = [
    [{ insert: { nowhere: [{ a: 1 }] } }, /no table nowhere/],
    [{ insert: { demo_visit: [{ colour: 1 }] } }, /no column colour/],
    [
      { update: { demo_visit: [{ key: { person_no: 'P' }, set: { status: 'x' } }] } },
      /primary key is \(person_no,visit_id\)/,
    ],
    [{ insert: { operation: [{ kind: 'x' }] } }, /operation is written by the platform alone/],
  ]
  for (const [rows, message] of failing) {
    await assert.rejects(writePath.submit(demoCommand(wrong(rows), {})), message)
  }
})

test('whoever does it, the record names them', async () => {
  const command = demoCommand(openVisit, { person: 'P-actor' })
  await writePath.submit({ ...command, actor: { ...DEMO_ACTOR, id: 'window-3', channel: 'console 10.0.0.9' } })
  const { rows } = await pool.query("select actor, channel from operation where person_no = 'P-actor'")
  assert.deepEqual(rows, [{ actor: 'window-3', channel: 'console 10.0.0.9' }])
})
