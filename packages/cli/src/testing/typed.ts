// Command lines in the process of a test: what a reader would type in a folder, without a process for each. Whatever must be seen from
// outside, a kill or the exit of the process, is still typed in a process of its own.
import { yibao } from '../yibao.ts'
import type { Said } from './say-lines.ts'

/** A command of `yibao`, its words already apart; what it says is heard and not shown. */
export type Typed = (...words: readonly string[]) => Promise<Said>

/** The test's process moves to the folder and stays there: one file of tests has one folder. */
export function typedIn(folder: string): Typed {
  process.chdir(folder)
  return async (...words) => {
    const heard = { stdout: '', stderr: '' }
    const own = { stdout: process.stdout.write, stderr: process.stderr.write }
    for (const name of ['stdout', 'stderr'] as const) {
      // Commands say texts. Bytes are the test runner's own report on its way out.
      process[name].write = ((text: string | Uint8Array, ...rest: never[]) => {
        if (typeof text !== 'string') return own[name].call(process[name], text, ...rest)
        heard[name] += text
        return true
      }) as typeof process.stdout.write
    }
    try {
      return { status: await yibao(words), ...heard }
    } finally {
      for (const name of ['stdout', 'stderr'] as const) process[name].write = own[name]
    }
  }
}
