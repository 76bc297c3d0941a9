import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { KMSClient, type KMSClientConfig } from '@aws-sdk/client-kms'
import { PinpointSMSVoiceV2Client, type PinpointSMSVoiceV2ClientConfig } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { S3Client } from '@aws-sdk/client-s3'
import { SecretsManagerClient, type SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager'
import { SESv2Client, type SESv2ClientConfig } from '@aws-sdk/client-sesv2'
import { SNSClient, type SNSClientConfig } from '@aws-sdk/client-sns'
import { SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs'
import { STSClient } from '@aws-sdk/client-sts'
import { NodeHttpHandler } from '@smithy/node-http-handler'

/**
 * How long AWS may take to begin its answer, and how long the answer may then pause, milliseconds. That is far longer
 * than these services take. A call whose three tries all hang still leaves time for others in a function's 15 seconds.
 *
 * The handler has no limit for the whole answer: `requestTimeout` ends with the headers, and `socketTimeout` counts
 * silence. An answer that comes in drips may take longer (set-request-timeout.js and set-socket-timeout.js of
 * @smithy/node-http-handler 4.14).
 */
const answerMs = 2500

/**
 * How long a connection may take, milliseconds: a lost first packet is sent again after 1000.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html (mode in-region)
 */
const connectMs = 1100

/**
 * How many connections a process has to one service: more than any function uses at once. The time limit of a call
 * also runs while it waits for a connection. An opening reads 50 texts at once, and KMS re-addresses 25 keys.
 */
const agent = { maxSockets: 100 }

/**
 * Shared, so that all clients of a process use the same open connections. Never destroy a client: that closes the
 * connections of all.
 */
const requestHandler = new NodeHttpHandler({
  connectionTimeout: connectMs,
  requestTimeout: answerMs,
  // Without this the handler only prints a warning when the time is up.
  throwOnRequestTimeout: true,
  socketTimeout: answerMs,
  httpAgent: agent,
  httpsAgent: agent,
})

/** Each client has its own retry budget: while one service is down, calls to the others can still be retried. */
const settings = { requestHandler, retryMode: 'standard', maxAttempts: 3 } as const

/** Settings of a client for calls that may fail without loss. They use up no retries of other calls. */
export const triedOnce = { maxAttempts: 1 } as const

/** Creates a client of DynamoDB, which signs as the environment says. */
export const createDynamoDb = (own: DynamoDBClientConfig = {}) => new DynamoDBClient({ ...settings, ...own })

/** Creates a client of KMS, which signs as the environment says unless it is given other credentials. */
export const createKms = (own: KMSClientConfig = {}) => new KMSClient({ ...settings, ...own })

/** Creates a client of SQS, which signs as the environment says. */
export const createSqs = (own: SQSClientConfig = {}) => new SQSClient({ ...settings, ...own })

/** Creates a client of SNS, which signs as the environment says. */
export const createSns = (own: SNSClientConfig = {}) => new SNSClient({ ...settings, ...own })

/** Creates a client of STS, which signs as the environment says. */
export const createSts = () => new STSClient(settings)

/** Creates a client of S3, which signs as the environment says. */
export const createS3 = () => new S3Client(settings)

/** Creates a client of SES, which signs as the environment says. */
export const createSes = (own: SESv2ClientConfig = {}) => new SESv2Client({ ...settings, ...own })

/** Creates a client of End User Messaging (SMS and voice), which signs as the environment says. */
export const createTelephone = (own: PinpointSMSVoiceV2ClientConfig = {}) =>
  new PinpointSMSVoiceV2Client({ ...settings, ...own })

/** Creates a client of Secrets Manager, which signs as the environment says. */
export const createSecretsManager = (own: SecretsManagerClientConfig = {}) =>
  new SecretsManagerClient({ ...settings, ...own })
