// The shape of a translation: the same keys, other sentences.

export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> }
