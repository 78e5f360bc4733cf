// The door of the gateway: the national provider interface over HTTP.
export { type ChannelBook, listsWith, openChannels, type StoredChannel } from './channels.ts'
export type { Desks } from './exchange.ts'
export { shownId, uuidOf } from './identifiers.ts'
export {
  createReceiver,
  type GatewayParts,
  type Incoming,
  type Outgoing,
  type Receiver,
  sentenceOf,
} from './receive.ts'
export { exchangeRefusals, gatewayCatalogue } from './refusals.ts'
export { BASES, registerGateway } from './routes.ts'
export * from './traffic/store.ts'
