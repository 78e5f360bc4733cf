// English sentences about prepayments, direct payments to suppliers, and what is set off.
import type { Translated } from './translated.ts'
import type { advanceZh } from './zh-advance.ts'

export const advanceEn: Translated<typeof advanceZh> = {
  advance: {
    title: 'Advances',
    note: 'A prepayment is within the mean month, an emergency one within its estimate; no offset passes the balance; proposed, approved and paid by different people',
    kind: 'Kind',
    kinds: {
      ordinary: 'Prepayment',
      emergency: 'Emergency prepayment',
      supplier: 'Prepayment to a supplier',
      direct: 'Supplier paid directly',
    },
    states: {
      proposed: 'To be approved',
      approved: 'To be paid',
      paid: 'Paid',
      booked: 'Booked',
      withdrawn: 'Withdrawn',
    },
    amount: 'Amount',
    balance: 'Balance',
    offset: 'Set off',
    paidSum: 'Paid in all',
    balanceSum: 'Balance in all',
    supplier: 'Supplier',
    reason: 'Reason',
    months: 'Months estimated',
    estimate: 'Estimate',
    mean: 'mean month {{sum}} yuan',
    propose: 'Propose an advance',
    proposeNote: 'Prepaid or direct money of procurement goes to the supplier, the rest to the institution',
    send: 'Propose',
    approve: 'Approve',
    pay: 'Enter the payment',
    withdraw: 'Withdraw',
    noteLabel: 'Opinion or bank reference',
    setOff: 'Set off',
    giveBack: 'Given back',
    offsetAmount: 'Amount to set off or given back',
    offsets: 'Offsets and returns',
    empty: 'No advances',
    emptyHint: 'A benefits officer proposes them above',
    steps: 'Steps',
    to: 'Paid to',
  },
}
