// The fund of personal accounts.

/** Only the employee scheme has personal accounts. */
export const ACCOUNT_FUND = 'employee_basic'
