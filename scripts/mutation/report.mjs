// Writes docs/mutation.md: how the money core was mutated, with which result, and every mutant that nothing noticed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../ensure.mjs'
import { summary } from './summary.mjs'

const HEAD = `# Mutation testing of the money core

A mutant is a program with one small mistake put in: a \`<\` that is now \`<=\`, a sum that is now a difference, a line left out. A mutant is *noticed* when some check fails. This page says which mistakes the checks of Yibao notice.

Mutated: \`packages/kernel/src/money\`, \`packages/kernel/src/ledger\` and \`packages/kernel/src/benefits\` without the explanations, which are added up by a checker of their own. Wording of errors that only a bug can raise is left out.

\`\`\`sh
node scripts/mutation.mjs                  # everything; a good half hour on one core
node scripts/mutation.mjs tier bands       # files whose path contains one of the words
node scripts/mutation.mjs --survivors      # again what nothing noticed
node scripts/mutation.mjs --report         # writes this page from the last result
\`\`\`

The first run installs the mutator (see [decision 0009](adr/0009-mutation-testing.md)). Each mutant meets, until one fails, the checks that reach it:

1. a hundred generated policies with bills, also with accumulators that no history could leave: amounts, changes and refusals as the naive judge in exact fractions gave them before any mutant was on; the plan chosen; lines and sums alone; the mirror; the journal entries; the explanation, added up;
2. the cases of all shipped and published policies;
3. the tests of the money core themselves, properties with a fortieth of their cases (more where a test counts what it has seen), always with the same seed;
4. where the mutant acts while modules load: the quick tests and twelve policies in a process of its own.

Not in it: the tests of server, laboratory and command line, which notice some of the rest, and full property runs. So a score here is a lower bound. A mutant that is reached fifty times as often as the code it replaces, or runs for minutes, is taken to loop for ever and counts as noticed.
`

export function writeReport(results, { commit, on }) {
  const last = `Last run on ${on}, on the sources of commit ${commit}.\n`
  writeFileSync(join(root, 'docs', 'mutation.md'), [HEAD, '## Result', '', last, summary(results)].join('\n'))
}
