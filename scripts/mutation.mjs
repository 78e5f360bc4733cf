// Mutation testing of the money core: changes it in every small way the mutator knows and says which changes no check notices.
//   node scripts/mutation.mjs                     everything (tens of minutes on one core)
//   node scripts/mutation.mjs ledger bands        only files whose path contains one of the words
//   node scripts/mutation.mjs --survivors         again what no check noticed the last time, equivalent ones left out
//   node scripts/mutation.mjs --quick             without the slower checks
//   node scripts/mutation.mjs --summary           the last result, without running anything
//   node scripts/mutation.mjs --report            the last result, into docs/mutation.md
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensure, pinnedNode, root } from './ensure.mjs'

try {
  await ensure()
  const run = join(root, 'scripts', 'mutation', 'run.mjs')
  const { status, error } = spawnSync(pinnedNode, [run, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
  if (error) throw error
  process.exitCode = status ?? 1
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
