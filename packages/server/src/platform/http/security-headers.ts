// What a browser is told about our pages: no foreign code, no foreign frame, nothing kept of personal data.
import type { FastifyInstance } from 'fastify'

/** Styles may stand in the page because the component library writes them there; scripts never. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/**
 * The panel of the doctor's desk stands inside hospitals' own pages, wherever these are. It has no session, may reach nobody and
 * shows only what its embedder tells it, so that a foreign frame gains nothing.
 */
export const EMBEDDED_PAGE = '/order-desk.html'

const EMBEDDED: Readonly<Record<string, string>> = {
  ...HEADERS,
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    'frame-ancestors *',
  ].join('; '),
}

const headersFor = (path: string): Readonly<Record<string, string>> => {
  if (path !== EMBEDDED_PAGE) return HEADERS
  const { 'x-frame-options': _, ...own } = EMBEDDED
  return own
}

const TWO_YEARS_S = 63_072_000

export function registerSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    reply.headers(headersFor(request.url.split('?', 1)[0] ?? ''))
    if (request.protocol === 'https') reply.header('strict-transport-security', `max-age=${TWO_YEARS_S}`)
    // Static files set their own; everything computed is about somebody.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}
