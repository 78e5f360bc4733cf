// Processor time of this process and of the database server: on a machine that others use too, steadier than a rate.
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a tick of /proc is everywhere that matters. */
const TICK_MICROSECONDS = 10_000
/** An ended connection is counted when its process has been collected. */
const SETTLE_MS = 300

export interface CpuUsed {
  readonly nodeMicroseconds: number
  readonly serverMicroseconds: number | undefined
}

/** Runs `work`, which closes the connections that it opens, and tells what it cost. */
export async function cpuOf<T>(serverPid: number, work: () => Promise<T>): Promise<{ result: T; used: CpuUsed }> {
  await sleep(SETTLE_MS)
  const [nodeBefore, serverBefore] = [process.cpuUsage(), endedChildren(serverPid)]
  const result = await work()
  const node = process.cpuUsage(nodeBefore)
  await sleep(SETTLE_MS)
  const serverAfter = endedChildren(serverPid)
  const server = serverBefore === undefined || serverAfter === undefined ? undefined : serverAfter - serverBefore
  return { result, used: { nodeMicroseconds: node.user + node.system, serverMicroseconds: server } }
}

/** Time of all backends of the server that have ended: fields cutime and cstime. */
function endedChildren(serverPid: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  const text = readFileSync(`/proc/${serverPid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[13]) + Number(fields[14])) * TICK_MICROSECONDS
}
