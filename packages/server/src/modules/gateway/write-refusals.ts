// Writes docs/refusals.md from the catalogues: `npx node packages/server/src/modules/gateway/write-refusals.ts`.
import { writeFileSync } from 'node:fs'
import { describeRefusals } from './describe-refusals.ts'

writeFileSync(new URL('../../../../../docs/refusals.md', import.meta.url), describeRefusals())
