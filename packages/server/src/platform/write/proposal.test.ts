// One decision is of one moment: whatever the clock does meanwhile, its identifiers lie within the same millisecond.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted } from '@yibao/kernel'
import { instantAt } from '../clock.ts'
import { createIds, epochMsOfId } from '../ids.ts'
import type { Command } from './command.ts'
import { decide } from './proposal.ts'
import { RowGroups } from './row-groups.ts'

const START = Date.UTC(2026, 5, 15)
const HOUR_MS = 3_600_000

test('identifiers of one decision carry its moment, although the clock leaps an hour at every look', () => {
  let looks = 0
  const epochMs = () => START + HOUR_MS * looks++
  const clock = { epochMs, now: () => instantAt(epochMs()), today: () => '2026-06-15' as never, monotonicMs: () => 0 }
  const maker = { clock, ids: createIds(clock), rowGroups: new RowGroups(new Map()), postingRows: () => ({}) }
  const made: string[] = []
  const command: Command = {
    kind: {
      name: 'trial.decided',
      subjects: () => ['P1'],
      decide: (_, __, { opId, newId, now }) => {
        made.push(opId, newId(), newId())
        return accepted({ answer: now })
      },
    },
    key: { sender: 'system', msgid: '1' },
    actor: { id: 'system', channel: 'test' },
    input: null,
    request: null,
  }
  const known = { facts: undefined, state: {}, states: {} }
  for (let round = 0; round < 3; round++) {
    made.length = 0
    const { context } = decide(maker, command, { known, versions: new Map() })
    const moments = new Set(made.map((id) => instantAt(epochMsOfId(id))))
    assert.deepEqual([...moments], [context.now])
    assert.deepEqual([...made].sort(), made)
  }
})
