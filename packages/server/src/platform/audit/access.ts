// One look at personal data, as it is recorded.

export interface Access {
  /** Whose data; `-` when the access was not about one person (a list, a login). */
  readonly personNo: string
  readonly actor: string
  /** Why, in words of the business: "settlement enquiry", "login". */
  readonly purpose: string
  /** Which class of fields was shown. */
  readonly fields: string
  /** How many persons or records. */
  readonly shown: number
  readonly result: string
  readonly requestId: string
  readonly channel: string
  readonly area?: string
  readonly provider?: string
}
