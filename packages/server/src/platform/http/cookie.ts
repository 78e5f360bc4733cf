// The session cookie: out of reach of scripts, never sent by another site's page.
import type { FastifyReply, FastifyRequest } from 'fastify'

const NAME = 'yibao_session'

export function sessionToken({ headers }: FastifyRequest): string | undefined {
  const pairs = headers.cookie?.split(';').map((pair) => pair.trim()) ?? []
  return pairs.find((pair) => pair.startsWith(`${NAME}=`))?.slice(NAME.length + 1) || undefined
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.header('set-cookie', `${NAME}=${token}; ${attributesOf(request)}`)
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('set-cookie', `${NAME}=; Max-Age=0; ${attributesOf(request)}`)
}

/** Over TLS (our own or a trusted proxy's) the cookie never travels without it. */
const attributesOf = ({ protocol }: FastifyRequest): string =>
  `Path=/; HttpOnly; SameSite=Strict${protocol === 'https' ? '; Secure' : ''}`
