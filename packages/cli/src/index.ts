// The command line is called, not imported: see main.ts.
export {}
