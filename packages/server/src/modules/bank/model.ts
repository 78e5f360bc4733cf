// A bank statement of a fund's account for a month, and what is said of the lines that do not meet.
import type { BankItem } from '@yibao/kernel'

export const BANK_ACCOUNTS = { '1003': '财政专户', '1004': '支出户', '1005': '国库' } as const
export type BankAccount = keyof typeof BANK_ACCOUNTS

export interface StatementItem extends BankItem {
  readonly words: string
}

/** 在途, 未入账, 银行手续费, 银行差错, 我方差错, 其他. */
export const NOTE_KINDS = ['in_transit', 'not_booked', 'fee', 'bank_error', 'own_error', 'other'] as const
export type NoteKind = (typeof NOTE_KINDS)[number]
export type ItemSide = 'book' | 'bank' | 'both'

export interface ItemNote {
  readonly side: ItemSide
  readonly reference: string
  readonly kind: NoteKind
  readonly note: string
  readonly by: string
  readonly at: string
}

export type StatementState = 'open' | 'agreed' | 'withdrawn'

export interface BankStatement {
  readonly statementId: string
  readonly fund: string
  readonly account: BankAccount
  readonly month: string
  readonly openingFen: number
  readonly closingFen: number
  readonly items: readonly StatementItem[]
  readonly sha256: string
  readonly notes: readonly ItemNote[]
  readonly state: StatementState
  readonly steps: readonly {
    readonly step: 'upload' | 'agree' | 'reopen' | 'withdraw'
    readonly by: string
    readonly at: string
    readonly note: string
  }[]
}

export const STATEMENT_STATES: Readonly<Record<StatementState, string>> = {
  open: '待核对',
  agreed: '已核对',
  withdrawn: '已撤回',
}
