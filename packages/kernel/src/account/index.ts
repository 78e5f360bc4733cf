// Personal accounts and wallets: interest, and the limits of sending money to relatives.
export * from './interest.ts'
export * from './wallet.ts'
