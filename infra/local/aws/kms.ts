import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { accessKeyIdOf } from '../iam/caller.ts'
import type { KeyUse } from '../iam/key-access.ts'
import { type Listening, listenLocally } from '../machine/listen.ts'
import { createLocalKeys, type EncryptionContext } from './kms-keys.ts'

/** How the local KMS is started. */
export interface LocalKmsConfig {
  readonly keys: ReadonlyArray<{ readonly keyId: string; readonly arn: string }>
  /** Where key material is kept. @default dataFile - memory only */
  readonly dataFile?: string
  /** Decides each use, as the role's and the key's policies would. */
  readonly authorize: (use: KeyUse) => boolean
}

/** A refusal with the exception name that AWS KMS returns. */
class Refusal extends Error {
  readonly type: string
  constructor(type: string, message: string) {
    super(message)
    this.type = type
  }
}

type Input = Readonly<Record<string, unknown>>

const toBytes = (input: Input, field: string): Buffer => {
  const value = input[field]
  if (typeof value !== 'string') throw new Refusal('ValidationException', `${field} is missing`)
  return Buffer.from(value, 'base64')
}

const toHash = (input: Input): 'sha256' | 'sha512' => {
  const [, bits] = /^HMAC_SHA_(256|512)$/.exec(String(input['MacAlgorithm'])) ?? []
  if (bits === undefined) throw new Refusal('ValidationException', 'MacAlgorithm is not HMAC_SHA_256 or HMAC_SHA_512')
  return `sha${bits as '256' | '512'}`
}

const toContext = (input: Input, field: string): EncryptionContext => (input[field] ?? {}) as EncryptionContext

const createOperations = ({ keys, dataFile, authorize }: LocalKmsConfig) => {
  const material = createLocalKeys(
    keys.map(({ arn }) => arn),
    dataFile,
  )
  const toArn = (input: Input, field: string): string => {
    const name = input[field]
    const key = keys.find(({ keyId, arn }) => name === keyId || name === arn)
    if (key === undefined) throw new Refusal('NotFoundException', `${field} names no key`)
    return key.arn
  }
  const check = (use: KeyUse) => {
    if (!authorize(use)) throw new Refusal('AccessDeniedException', `not authorized to perform ${use.action}`)
  }
  const unwrap = (ciphertext: Buffer, encryptionContext: EncryptionContext) => {
    try {
      return material.unwrap(ciphertext, encryptionContext)
    } catch {
      throw new Refusal('InvalidCiphertextException', 'the ciphertext or its encryption context is not right')
    }
  }

  /** Refuses a ciphertext of another key than the caller names, where it names one. */
  const checkKey = (input: Input, field: string, keyArn: string) => {
    if (input[field] === undefined || toArn(input, field) === keyArn) return
    throw new Refusal('IncorrectKeyException', `${field} is not the key that encrypted this`)
  }

  const operations: Readonly<Record<string, (input: Input, accessKeyId: string) => object>> = {
    GenerateDataKey: (input, accessKeyId) => {
      // The AWS Encryption SDK, the benchmark's peer, asks for the same 32 bytes by their number.
      if (input['KeySpec'] !== 'AES_256' && input['NumberOfBytes'] !== 32) {
        throw new Refusal('ValidationException', 'KeySpec is not AES_256, and NumberOfBytes is not 32')
      }
      const keyArn = toArn(input, 'KeyId')
      const encryptionContext = toContext(input, 'EncryptionContext')
      check({ accessKeyId, action: 'kms:GenerateDataKey', keyArn, encryptionContext })
      const plain = randomBytes(32)
      const wrapped = material.wrap(keyArn, plain, encryptionContext)
      return { KeyId: keyArn, Plaintext: plain.toString('base64'), CiphertextBlob: wrapped.toString('base64') }
    },
    Decrypt: (input, accessKeyId) => {
      const encryptionContext = toContext(input, 'EncryptionContext')
      const { keyArn, plain } = unwrap(toBytes(input, 'CiphertextBlob'), encryptionContext)
      checkKey(input, 'KeyId', keyArn)
      check({ accessKeyId, action: 'kms:Decrypt', keyArn, encryptionContext })
      return { KeyId: keyArn, Plaintext: plain.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }
    },
    ReEncrypt: (input, accessKeyId) => {
      const from = toContext(input, 'SourceEncryptionContext')
      const to = toContext(input, 'DestinationEncryptionContext')
      const target = toArn(input, 'DestinationKeyId')
      const { keyArn, plain } = unwrap(toBytes(input, 'CiphertextBlob'), from)
      checkKey(input, 'SourceKeyId', keyArn)
      check({ accessKeyId, action: 'kms:ReEncryptFrom', keyArn, otherKeyArn: target, encryptionContext: from })
      check({ accessKeyId, action: 'kms:ReEncryptTo', keyArn: target, otherKeyArn: keyArn, encryptionContext: to })
      const wrapped = material.wrap(target, plain, to)
      return { KeyId: target, SourceKeyId: keyArn, CiphertextBlob: wrapped.toString('base64') }
    },
    GenerateMac: (input, accessKeyId) => {
      const keyArn = toArn(input, 'KeyId')
      check({ accessKeyId, action: 'kms:GenerateMac', keyArn, encryptionContext: {} })
      const mac = material.mac(keyArn, toBytes(input, 'Message'), toHash(input))
      return { KeyId: keyArn, Mac: mac.toString('base64'), MacAlgorithm: input['MacAlgorithm'] }
    },
    VerifyMac: (input, accessKeyId) => {
      const keyArn = toArn(input, 'KeyId')
      check({ accessKeyId, action: 'kms:VerifyMac', keyArn, encryptionContext: {} })
      const mac = material.mac(keyArn, toBytes(input, 'Message'), toHash(input))
      const given = toBytes(input, 'Mac')
      if (given.length !== mac.length || !timingSafeEqual(given, mac)) {
        throw new Refusal('KMSInvalidMacException', 'the HMAC is not that of the message under the key')
      }
      return { KeyId: keyArn, MacValid: true, MacAlgorithm: input['MacAlgorithm'] }
    },
    DescribeKey: (input) => ({
      KeyMetadata: { KeyId: toArn(input, 'KeyId'), Arn: toArn(input, 'KeyId'), Enabled: true },
    }),
  }
  return operations
}

const readBody = async (request: IncomingMessage): Promise<Input> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Input
}

/**
 * Starts a small, strict KMS on 127.0.0.1: real AES-256-GCM wrapping, the exact encryption context, and AWS's own
 * refusals.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/Welcome.html
 */
export const startLocalKms = async (config: LocalKmsConfig): Promise<Listening> => {
  const operations = createOperations(config)
  const answer = async (request: IncomingMessage): Promise<readonly [status: number, body: object]> => {
    try {
      const name = String(request.headers['x-amz-target']).replace(/^TrentService\./, '')
      const operation = operations[name]
      if (operation === undefined) throw new Refusal('UnknownOperationException', 'the local KMS has no such operation')
      return [200, operation(await readBody(request), accessKeyIdOf(request))]
    } catch (error) {
      if (error instanceof Refusal) return [400, { __type: error.type, message: error.message }]
      return [500, { __type: 'KMSInternalException', message: 'the local KMS failed' }]
    }
  }
  const server = createServer(async (request, response) => {
    const [status, body] = await answer(request)
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() }
    response.writeHead(status, headers).end(JSON.stringify(body))
  })
  return listenLocally(server)
}
