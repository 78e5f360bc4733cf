// A process that owns an embedded database until it is told to stop. Usage: embedded-owner.ts HOME
import { systemClock } from '../clock.ts'
import { startEmbedded } from '../postgres/embedded.ts'

const embedded = await startEmbedded({
  home: process.argv[2]!,
  clock: systemClock(),
  role: 'serve',
  log: () => undefined,
  initdbFlags: ['--no-sync'],
})
process.once('SIGTERM', async () => {
  await embedded.stop()
  process.exit(0)
})
process.stdout.write(JSON.stringify({ pid: embedded.pid, url: embedded.url }))
setInterval(() => undefined, 1_000) // stays until the signal
