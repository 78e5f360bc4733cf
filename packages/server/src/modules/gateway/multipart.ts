// 9101 as some clients send it: a form with the envelope as text in one part and the file in another. Put together here as
// the one message it is.
import { parseBody } from '@yibao/contract'

const ENVELOPE_PART = 'jsonStr'
const FILE_PART = 'file'

/** The message with the file inside it; a form without an envelope is an empty message, and refused as one. */
export async function multipartBody(raw: Uint8Array, contentType: string): Promise<string> {
  const form = await formIn(raw, contentType)
  const envelope = form?.get(ENVELOPE_PART)
  if (typeof envelope !== 'string') return ''
  const file = form?.get(FILE_PART)
  if (!file || typeof file === 'string') return envelope
  return withFile(envelope, Buffer.from(await file.arrayBuffer()).toString('base64'), file.name)
}

async function formIn(raw: Uint8Array, contentType: string): Promise<FormData | undefined> {
  try {
    return await new Response(raw as BodyInit, { headers: { 'content-type': contentType } }).formData()
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** The part's bytes stand where the message has room for them; a text that is no message is left for the reader to refuse. */
function withFile(envelope: string, base64: string, name: string): string {
  const json = parseBody(envelope)
  if (!json.ok) return envelope
  const { input } = json.value
  const upload = isRecord(input) ? input.fsUploadIn : undefined
  if (!isRecord(input) || !isRecord(upload)) return envelope
  const fsUploadIn = { ...upload, in: base64, filename: upload.filename || name }
  return JSON.stringify({ ...json.value, input: { ...input, fsUploadIn } })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
