// Types of ensure-browser.mjs, for the browser tests.
export function findBrowser(): string | undefined
export function ensureBrowser(): string
