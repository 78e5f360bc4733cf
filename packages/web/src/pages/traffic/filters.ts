// The filters of the traffic page, as they stand in the address.

export const TRAFFIC_FILTERS = ['day', 'infno', 'provider', 'refused', 'code'] as const
export type TrafficFilters = { readonly [key in (typeof TRAFFIC_FILTERS)[number]]?: string }
