// Stays for DIP: for the demonstration of forming a catalogue, tests and benchmarks.
export { generateStays, STAY_COLUMNS, type StayCodes, type StayOptions } from './stays.ts'
