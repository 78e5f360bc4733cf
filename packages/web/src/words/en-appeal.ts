// English sentences about group appeals.

import type { Translated } from './translated.ts'
import type { appealZh } from './zh-appeal.ts'

export const appealEn: Translated<typeof appealZh> = {
  groupAppeal: {
    title: 'Group appeals',
    note: 'An institution says that the group is wrong or a diagnosis is missing, with its papers; two people decide; what is accepted is grouped anew as a version of its own, and the difference of a released month is booked in the month of the decision, for the next clearing',
    kinds: { wrong_group: 'Wrong group', missing_diagnosis: 'Missing diagnosis' },
    kind: 'Kind',
    states: {
      applied: 'First opinion',
      opined: 'Decision',
      accepted: 'Accepted',
      refused: 'Refused',
      withdrawn: 'Withdrawn',
    },
    steps: { apply: 'Appeal', opine: 'Opinion', decide: 'Decision', withdraw: 'Withdrawn' },
    agreed: 'agreed',
    disagreed: 'disagreed',
    propose: 'Appeal against the group',
    diagnoses: 'All diagnoses, the main one first',
    procedures: 'All procedures',
    codesHint: 'separated by spaces',
    reason: 'Reason',
    evidence: 'Papers',
    send: 'Appeal',
    claimed: 'Codes claimed',
    before: 'Group before',
    after: 'Group after',
    adjusted: 'Difference booked',
    noAdjusted: 'The month is not released; the calculation has the difference',
    opinion: 'Opinion',
    accept: 'Agree',
    refuse: 'Disagree',
    withdraw: 'Withdraw',
    empty: 'No group appeals',
    emptyHint: 'Institutions appeal on the page of a case',
    toCase: 'Case',
    of: '{{month}} {{provider}}',
  },
}
