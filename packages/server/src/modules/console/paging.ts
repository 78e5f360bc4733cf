// Pages of lists: which rows a page has.

export interface PageAsked {
  readonly page?: number
  readonly size?: number
}

export interface Page {
  readonly page: number
  readonly size: number
  readonly offset: number
}

const SIZE = 50

export const pageOf = ({ page = 1, size = SIZE }: PageAsked): Page => ({ page, size, offset: (page - 1) * size })
