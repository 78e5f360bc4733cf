// Writes batches from where the lake stands to the last one, and kills itself at a step: `kill-worker.ts FOLDER STEP NTH`.
import { LiveLake, type LiveStep } from '../writer.ts'
import { BATCHES, batchAt } from './batches.ts'

const [folder = '', step, nth = '1'] = process.argv.slice(2)
let left = Number(nth)

const onStep = (at: LiveStep): void => {
  if (at !== step) return
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
}

const lake = LiveLake.open({ folder, origin: 'op1', area: 'city/trial', hand: 3, keptBatches: 2, onStep })
for (let next = Number(lake.manifest.position?.xid ?? 0) + 1; next <= BATCHES; next += 1)
  await lake.commit(batchAt(next))
