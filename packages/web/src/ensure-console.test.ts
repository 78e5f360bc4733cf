// The console is built once for the same sources.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ensureConsole } from './index.ts'

test('building twice builds once; a build of other sources is built again', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'console-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  assert.deepEqual(await ensureConsole(folder), { folder, built: true })
  assert.ok(existsSync(join(folder, 'index.html')))
  assert.deepEqual(await ensureConsole(folder), { folder, built: false })
  writeFileSync(join(folder, 'built-from.txt'), 'other sources')
  assert.deepEqual(await ensureConsole(folder), { folder, built: true })
})
