// Simulated hospitals and pharmacies: they speak the national interface over HTTP, in the styles that vendors really use.
export { type BookRow, Books, type Statement, totalsOf } from './books.ts'
export { HisClient } from './client.ts'
export { type Acknowledged, type Memory, memory, memoryInFile, type PartDone } from './memory.ts'
export { type Progress, type RunOptions, type RunReport, runMonth } from './run-month.ts'
export { CLIENT_STYLES, type ClientStyle, styleOf } from './style.ts'
export { complaintsText, type Discrepancy, Tally } from './tally.ts'
export { httpTransport, type Transport } from './transport.ts'
export { ONE_URL, PER_NUMBER_URL } from './wire.ts'
