import { localAccount, localRegion } from '../machine/local-client.ts'
import type { PolicyRequest } from './policy-evaluator.ts'

/** Operations of SQS, by the action that it asks the policies about. */
const sqsActions: Readonly<Record<string, string>> = {
  SendMessage: 'sqs:SendMessage',
  SendMessageBatch: 'sqs:SendMessage',
  ReceiveMessage: 'sqs:ReceiveMessage',
  DeleteMessage: 'sqs:DeleteMessage',
  DeleteMessageBatch: 'sqs:DeleteMessage',
  GetQueueAttributes: 'sqs:GetQueueAttributes',
}

const toCall = (action: string | undefined, resource: string): PolicyRequest | undefined =>
  action === undefined ? undefined : { action, resource, context: {} }

/** Returns the call that SQS asks the policies about; undefined for an operation that is not known here. */
export const sqsCallIn = (operation: string, body: Readonly<Record<string, unknown>>): PolicyRequest | undefined => {
  const name = String(body['QueueUrl']).split('/').at(-1)
  return toCall(sqsActions[operation], `arn:aws:sqs:${localRegion}:${localAccount}:${name}`)
}

/** Returns the call that SNS asks the policies about; undefined for an operation that is not known here. */
export const snsCallIn = (form: URLSearchParams): PolicyRequest | undefined => {
  const isPublication = ['Publish', 'PublishBatch'].includes(form.get('Action') ?? '')
  return toCall(isPublication ? 'sns:Publish' : undefined, form.get('TopicArn') ?? '')
}

const s3Actions: Readonly<Record<string, string>> = { GET: 's3:GetObject', HEAD: 's3:GetObject', PUT: 's3:PutObject' }

/** Returns the call that S3 asks the policies about, for an object at `/bucket/key`; undefined for anything else. */
export const s3CallIn = (method: string, path: string): PolicyRequest | undefined => {
  const [, object] = /^\/([^/]+\/.+)$/.exec(path) ?? []
  return object === undefined ? undefined : toCall(s3Actions[method], `arn:aws:s3:::${decodeURIComponent(object)}`)
}
