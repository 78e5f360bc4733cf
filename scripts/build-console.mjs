// Builds the console when its sources changed; says nothing more when they did not. Runs under the pinned Node.
import { ensureConsole } from '../packages/web/src/index.ts'

const { built } = await ensureConsole()
process.stdout.write(built ? 'console built\n' : 'console is up to date\n')
