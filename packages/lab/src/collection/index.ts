// Whoever answers the agency when contributions are collected: tax office, treasury, bank.
export * from './tax-office.ts'
