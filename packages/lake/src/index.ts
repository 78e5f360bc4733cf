// History at rest: Parquet by month and questions over it. Empty until the first module needs it.
export {}
