// A reporter beside the dots: which test files took longest, so that a slow one is seen the day it comes.
const SHOWN = 12

export default async function* slowestFiles(events) {
  const files = []
  for await (const { type, data } of events) {
    if (type === 'test:complete' && data.name?.endsWith('.test.ts') && data.details) {
      files.push({ name: data.name, ms: data.details.duration_ms })
    }
  }
  if (files.length < SHOWN) return
  files.sort((a, b) => b.ms - a.ms)
  yield '\nslowest files, seconds:\n'
  for (const { name, ms } of files.slice(0, SHOWN)) yield `${(ms / 1000).toFixed(1).padStart(7)} ${name}\n`
}
