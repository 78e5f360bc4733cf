// Identities of those who were enrolled before they had a number of their own.
export { type Binding, type IdentityDesk, openIdentities } from './bind.ts'
export {
  type BillPaidAlone,
  billsPaidAlone,
  type EarlierIdentity,
  earlierIdentities,
  yearsWithClaims,
} from './store.ts'
