// Runs command lines one after another in this process and prints, as JSON, the exit code of each and what it said.
// Usage: say-lines.ts LINE…
import { yibao } from '../yibao.ts'

export interface Said {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

const heard = { stdout: '', stderr: '' }
const write = process.stdout.write.bind(process.stdout)
for (const name of ['stdout', 'stderr'] as const) {
  process[name].write = (text: string | Uint8Array) => {
    heard[name] += text
    return true
  }
}

const all: Said[] = []
for (const line of process.argv.slice(2)) {
  heard.stdout = ''
  heard.stderr = ''
  const status = await yibao(line.match(/\S+/g) ?? [])
  all.push({ status, ...heard })
}
write(JSON.stringify(all))
