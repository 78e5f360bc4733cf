// What is kept of accounts beyond their balance: reservations, freezing, and transfers between wallets.
export type ReservationPurpose = 'wallet' | 'transfer_out'
export type ReservationState = 'reserved' | 'confirmed' | 'released'

export interface Reservation {
  readonly reservationId: string
  readonly personNo: string
  readonly purpose: ReservationPurpose
  readonly amountFen: number
  readonly state: ReservationState
  readonly note: string
  readonly reservedAt: string
}

export type TransferState = 'pending' | 'accepted' | 'returned'

export interface WalletTransferKept {
  readonly transferId: string
  readonly personNo: string
  readonly receiver: string
  readonly amountFen: number
  readonly state: TransferState
  readonly sentOn: string
  readonly sentAt: string
  readonly returnsAt: string
}
