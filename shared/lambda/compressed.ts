import { gzipSync } from 'node:zlib'
import { paddingFor } from './padding.ts'

/** A body as a function hands it to API Gateway. */
export interface GatewayBody {
  readonly body: string
  readonly isBase64Encoded?: true
  readonly headers?: Readonly<Record<string, string>>
}

type Header = (name: string) => string | undefined

/**
 * API Gateway turns base 64 into bytes only where the first type that the client accepts is one of the API's binary
 * types, which are text/html alone.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 */
const takesBytes = (accept: string): boolean => /^\s*text\/html\s*([,;]|$)/i.test(accept)

const takesGzip = (encodings: string): boolean =>
  encodings.split(',').some((encoding) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(encoding))

const commentBytes = '<!---->'.length

/** Fills a page up to whole steps by a comment of random characters. */
const padPage = (page: string): string => `${page}<!--${paddingFor(Buffer.byteLength(page) + commentBytes)}-->`

const headerBytes = 10
const extraBytes = 6
const hasExtra = 4

/**
 * Fills a compressed page up to whole steps by an extra field of its header, which whoever reads it skips.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1.1
 */
const padGzip = (gzip: Buffer): Buffer => {
  const padding = Buffer.from(paddingFor(gzip.length + extraBytes))
  const extra = Buffer.alloc(extraBytes)
  extra.writeUInt16LE(padding.length + 4)
  extra.write('HB', 2)
  extra.writeUInt16LE(padding.length, 4)
  const padded = Buffer.concat([gzip.subarray(0, headerBytes), extra, padding, gzip.subarray(headerBytes)])
  padded[3] = hasExtra
  return padded
}

/**
 * Compresses a page where the client and API Gateway take that.
 *
 * @param isPadded - true for a page that answers what a person sent: its size then says nothing of the report
 */
export const compressed = (page: string, header: Header, isPadded: boolean): GatewayBody => {
  if (page === '') return { body: page }
  if (!takesBytes(header('accept') ?? '') || !takesGzip(header('accept-encoding') ?? '')) {
    return { body: isPadded ? padPage(page) : page }
  }
  const gzip = gzipSync(page)
  return {
    body: (isPadded ? padGzip(gzip) : gzip).toString('base64'),
    isBase64Encoded: true,
    headers: { 'content-encoding': 'gzip' },
  }
}
