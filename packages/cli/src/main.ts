// The process of the `yibao` command.
import { yibao } from './yibao.ts'

process.exitCode = await yibao(process.argv.slice(2))
