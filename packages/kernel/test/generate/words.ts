// The words that generated policies and bills have in common, so that rows fit persons and conditions sometimes hold.
export const LEVELS = ['level_1', 'level_2', 'level_3'] as const
export const CATEGORIES = ['minimum_allowance', 'extreme_poverty', 'disabled'] as const
export const VISIT_TAGS = ['contracted', 'community', 'tcm'] as const
export const ITEM_TAGS = ['special', 'negotiated', 'vip'] as const
export const ITEMS = ['XA01', 'XB02', 'S03'] as const
export const DISEASES = ['M01600', 'M03900'] as const
export const PARTS = ['main', 'special_drug', 'rehabilitation'] as const
export const TIERS = ['basic', 'large', 'aid', 'tilt'] as const
export const BUCKETS = ['shared_year', 'shared_other'] as const
/** Days on which generated values begin, end and become known. */
export const TURNING_DAYS = ['2023-01-01', '2023-03-10', '2023-07-01', '2024-01-01'] as const
