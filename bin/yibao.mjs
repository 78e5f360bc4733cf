#!/usr/bin/env node
// The door to the `yibao` command. Plain JavaScript, so that any Node 20 can open it: it installs what is missing,
// then hands over to the pinned Node, which runs the TypeScript sources directly.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensure, pinnedNode, root } from '../scripts/ensure.mjs'

const entry = join(root, 'packages', 'cli', 'src', 'main.ts')

try {
  await ensure()
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(2)
}

if (Number(process.versions.node.split('.')[0]) >= 26) {
  process.argv[1] = entry
  await import(entry)
} else {
  const child = spawn(pinnedNode, [entry, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('close', (code, signal) => process.exit(code ?? (signal ? 128 : 1)))
}
