// The door of the outbox.

export { createFeed, type Feed, type FeedLag, type FeedSnapshot, type Operation, type Place } from './feed.ts'
export { createOutbox, type EventHandler, type Outbox } from './outbox.ts'
export type { OutboxEvent } from './store.ts'
export { firstOperation } from './store.ts'
