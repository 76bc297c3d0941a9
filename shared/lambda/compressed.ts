import { gzipSync } from 'node:zlib'

/** A body as a function hands it to API Gateway. */
export interface GatewayBody {
  readonly body: string
  readonly isBase64Encoded?: true
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * API Gateway turns base 64 into bytes only where the first type that the client accepts is one of the API's binary
 * types, which are text/html alone.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 */
const takesBytes = (accept: string): boolean => /^\s*text\/html\s*([,;]|$)/i.test(accept)

const takesGzip = (encodings: string): boolean =>
  encodings.split(',').some((encoding) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(encoding))

/** Compresses a page where the client and API Gateway take that. */
export const compressed = (page: string, header: (name: string) => string | undefined): GatewayBody => {
  if (page === '' || !takesBytes(header('accept') ?? '') || !takesGzip(header('accept-encoding') ?? '')) {
    return { body: page }
  }
  return {
    body: gzipSync(page).toString('base64'),
    isBase64Encoded: true,
    headers: { 'content-encoding': 'gzip' },
  }
}
