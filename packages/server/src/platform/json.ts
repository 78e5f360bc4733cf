// Plain JSON values: what may be stored, answered and compared.

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }
