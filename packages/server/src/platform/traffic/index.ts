// The door of the traffic log.
export { createMessageLog, type MessageLog, type MessageRecord } from './message-log.ts'
