// The door of the outbox.
export { createOutbox, type EventHandler, type Outbox } from './outbox.ts'
export type { OutboxEvent } from './store.ts'
