// A worker thread that groups blocks of a file: it reads the scheme for itself, then answers each block with its groups.
import { parentPort, workerData } from 'node:worker_threads'
import { Grouper, PieceGrouper } from '@yibao/kernel'
import { loadScheme } from '@yibao/policy'
import type { WorkerInput } from './workers.ts'

const { scheme, options, layout } = workerData as WorkerInput
const pieces = new PieceGrouper(layout, new Grouper(loadScheme(scheme).compiled, options))

parentPort?.on('message', (block: Uint8Array) => {
  const piece = pieces.group(block)
  parentPort?.postMessage(piece, [piece.out.buffer, piece.counts.buffer])
})
