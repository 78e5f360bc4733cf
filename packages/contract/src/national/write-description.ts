// Writes docs/interface.md from the registry: `npx node packages/contract/src/national/write-description.ts`.
import { writeFileSync } from 'node:fs'
import { describeInterface } from './describe.ts'

writeFileSync(new URL('../../../../docs/interface.md', import.meta.url), describeInterface())
