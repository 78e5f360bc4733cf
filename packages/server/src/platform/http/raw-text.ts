// For interfaces that read their own messages: every body arrives as text, whatever its content type says.
import type { FastifyInstance } from 'fastify'

/** Within the plugin that calls it; routes elsewhere keep their parsers. An absent body is `undefined`. */
export function acceptRawText(
  app: Pick<FastifyInstance, 'addHook' | 'removeAllContentTypeParsers' | 'addContentTypeParser'>,
): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  // A content type that is none at all would be refused before any parser is asked.
  app.addHook('onRequest', async (request) => {
    request.rawContentType = request.headers['content-type'] ?? ''
    request.headers['content-type'] = 'text/plain'
  })
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What the sender said its body is, on routes that read raw text. */
    rawContentType?: string
  }
}
