#!/usr/bin/env node
// The door to the `yibao` command. Plain JavaScript, so that any Node 20 can open it: it installs what is missing,
// then hands over to the pinned Node, which runs the TypeScript sources directly.
import { spawn } from 'node:child_process'
import module from 'node:module'
import { join } from 'node:path'
import { ensure, pinnedNode, root } from '../scripts/ensure.mjs'

const entry = join(root, 'packages', 'cli', 'src', 'main.ts')
/** Stripped and compiled sources by their content: later starts take half the time. `npm ci` clears it. */
const compiled = join(root, 'node_modules', '.cache', 'yibao')

try {
  await ensure()
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(2)
}

/** Whoever waits for an answer waits for the collector as well: with more room for what is young it runs less often. */
const ROOM = '--max-semi-space-size=64'

if (Number(process.versions.node.split('.')[0]) >= 26) {
  module.enableCompileCache(compiled)
  process.env.NODE_COMPILE_CACHE = compiled // for threads and processes of our own
  process.argv[1] = entry
  await import(entry)
} else {
  const child = spawn(pinnedNode, [ROOM, entry, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('close', (code, signal) => process.exit(code ?? (signal ? 128 : 1)))
}
